// What the explorer shows of a pair of indicators, as text and markup: the same at build and in the browser.
import { date, number, shortNumber } from '../helpers/format.js';
import { ofBothDates, sentences } from '../helpers/texts.js';
import { escape } from '../municipality/markup.js';
import { csv } from '../figure/csv.js';
import { areasOf, companionsOf, nameOf } from './points.js';
import { relation } from './correlation.js';
import { isLogarithmic, scatter } from './scatter.js';

/** When an indicator is of: the date of its numerator, and of the denominator where that is another one. */
function whenOf(t, lang, { dates: [first, last], denominatorDate }) {
	const own =
		first === last ? date(first, lang) : t('explorer.period', { from: date(first, lang), to: date(last, lang) });
	return ofBothDates(t, lang, last, denominatorDate, own);
}

const named = (t, lang, indicator) => t('explorer.with_unit', { name: indicator.name, unit: indicator.unit });
const valueOf = (t, lang, { unit }, value) =>
	/^[%％]$/.test(unit)
		? shortNumber(value, lang) + unit
		: t('explorer.value', { value: shortNumber(value, lang), unit });

/**
 * pair: { x, y }, entries of the catalogue; files: { x, y }, their values; choice: see choice.js; alike: neighbours of
 * the finder. Gives { points, missing, lit, title, caption, summary, drawings, notes, order }.
 */
export function pictureOf({ t, lang, places, pair, files, choice, alike }) {
	const areas = areasOf(choice.of, places, files.x, files.y);
	const points = areas.filter((one) => one.x !== null && one.y !== null);
	const ofMunicipalities = choice.of === 'municipalities';
	const own = points.some((one) => one.code === choice.own) ? choice.own : '';
	const companions = ofMunicipalities && own ? companionsOf(places, own, choice.lit, alike) : [];
	const lit = new Set(companions);
	const log = { x: isLogarithmic(points.map((one) => one.x)), y: isLogarithmic(points.map((one) => one.y)) };
	const axis = (name) =>
		t(log[name] ? 'explorer.axis_logarithmic' : `explorer.axis.${name}`, { name: named(t, lang, pair[name]) });
	const nameIn = (one) => (one.within ? t('explorer.place', { name: one.name, prefecture: one.within }) : one.name);
	const level = t(`explorer.level.${choice.of}`);
	const names = { x: pair.x.name, y: pair.y.name, level };
	const caption = t('explorer.caption', names);
	const found = relation(points);
	const most = (name) => points.reduce((a, b) => (b[name] > a[name] ? b : a), points[0]);
	const summary = sentences(
		[
			points.length === 0
				? t('explorer.nothing')
				: t(areas.length > points.length ? 'explorer.shown' : 'explorer.shown_all', {
						count: number(points.length, lang),
						missing: number(areas.length - points.length, lang),
						level
					}),
			...(points.length > 0
				? ['x', 'y'].map((name) =>
						t('explorer.most', {
							name: pair[name].name,
							date: whenOf(t, lang, pair[name]),
							place: nameIn(most(name)),
							value: valueOf(t, lang, pair[name], most(name)[name])
						})
					)
				: []),
			own &&
				t('explorer.own', {
					place: nameOf(places, own),
					x: valueOf(t, lang, pair.x, points.find((one) => one.code === own).x),
					y: valueOf(t, lang, pair.y, points.find((one) => one.code === own).y)
				}),
			own && ofMunicipalities && t(`explorer.lit.${choice.lit}`, { count: number(companions.length, lang) }),
			choice.own && !own && t('explorer.own_missing', { place: nameOf(places, choice.own) ?? choice.own }),
			found && t('explorer.relation_note', { level })
		],
		lang
	);
	const rankOf = (one) => (one.code === own ? 0 : lit.has(one.code) ? 1 : 2);
	// Areas come in the order of their codes, which stays where values are equal.
	const largestFirst = (rank) =>
		areas.filter((one) => rankOf(one) === rank).sort((a, b) => (b.x ?? -Infinity) - (a.x ?? -Infinity) || 0);
	return {
		points,
		missing: areas.length - points.length,
		lit,
		title: found ? t(`explorer.relation.${found.kind}`, { ...names, value: number(found.printed, lang, 2) }) : caption,
		caption,
		summary,
		drawings:
			points.length === 0
				? []
				: scatter({
						points,
						lit,
						own,
						log,
						lang,
						nation: { x: files.x.nation, y: files.y.nation },
						nationName: t('explorer.nation'),
						axes: { x: axis('x'), y: axis('y') }
					}),
		notes: ['x', 'y'].map((name) => sentences([noteOf(t, lang, pair[name])], lang)),
		order: [0, 1, 2].flatMap(largestFirst),
		rankOf
	};
}

const noteOf = (t, lang, indicator) =>
	t('explorer.note', {
		name: indicator.name,
		definition: indicator.definition,
		date: whenOf(t, lang, indicator),
		caveat: indicator.caveat ?? ''
	}).trim();

/** The table behind the drawing: the one chosen, its companions, then the others from the largest value on. */
export function table(t, lang, home, { pair, caption, order, rankOf }, count, choice) {
	const missing = `<abbr class="mark" title="${escape(t('status.long.not_available'))}">${escape(t('status.short.not_available'))}</abbr>`;
	// All values of a column with the same decimals.
	const decimals = { x: 0, y: 0 };
	for (const axis of ['x', 'y']) if (order.some((one) => one[axis] % 1 !== 0 && one[axis] !== null)) decimals[axis] = 2;
	const value = (axis, one) =>
		`<td class="numeric" data-label="${escape(pair[axis].name)}">${one[axis] === null ? missing : escape(number(one[axis], lang, decimals[axis]))}</td>`;
	const link = (one) =>
		`<a href="${escape(choice.of === 'municipalities' ? `${home}municipalities/#${one.code}` : `${home}prefectures/${one.code}/`)}">${escape(one.name)}</a>`;
	const lines = order
		.slice(0, count)
		.map(
			(one) =>
				`<tr${['own', 'companion', ''][rankOf(one)] ? ` class="${['own', 'companion'][rankOf(one)]}"` : ''}><th scope="row">${link(one)}${one.within ? ` <small>${escape(one.within)}</small>` : ''}</th>${value('x', one)}${value('y', one)}</tr>`
		);
	const head = (indicator) => `<th scope="col" class="numeric">${escape(named(t, lang, indicator))}</th>`;
	return (
		`<div class="table-scroll" role="region" tabindex="0" aria-labelledby="explorer-table-caption"><table>` +
		`<caption id="explorer-table-caption" class="quiet">${escape(caption)}</caption>` +
		`<thead><tr><th scope="col">${escape(t(`explorer.column.${choice.of}`))}</th>${head(pair.x)}${head(pair.y)}</tr></thead>` +
		`<tbody>${lines.join('')}</tbody></table></div>`
	);
}

/** Every area as a file to take away. */
export const file = (level, pair, areas) =>
	csv(
		[level === 'municipalities' ? 'municipality_code6' : 'prefecture_code', 'name', 'prefecture', pair.x.id, pair.y.id],
		[...areas].sort((a, b) => a.code.localeCompare(b.code)).map((one) => [one.code, one.name, one.within, one.x, one.y])
	);
