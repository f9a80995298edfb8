// What received lists, reports and surveys tell of one municipality, and what none of them tells.
import { date, ends } from '../helpers/format.js';
import { escape, japanese, table } from './markup.js';

const KINDS = ['outsourcing', 'pilot', 'agreement', 'facility', 'depopulated_area', 'survey'];

function when(model, t, fact) {
	if (!fact.date) return t('status.long.not_available');
	return fact.until
		? t('municipality.period', ends(fact.date, fact.until, model.lang, fact.precision, fact.untilPrecision))
		: date(fact.date, model.lang, fact.precision);
}

/** Why no answer of this municipality is shown: by name nothing may be, or nothing is there. */
function surveySilence(model, t) {
	const { named, totals } = model.surveys;
	if (named.length + totals.length === 0)
		return { state: t('municipality.not_available'), why: t('municipality.kind_lead.survey') };
	const listed = (titles) =>
		titles.map((title) => t('municipality.quoted', { title })).join(model.lang === 'ja' ? '' : ', ');
	const reasons = [
		...(named.length > 0 ? [t('municipality.survey_none_here', { surveys: listed(named) })] : []),
		...(totals.length > 0 ? [t('municipality.survey_totals', { surveys: listed(totals) })] : [])
	];
	return {
		state: named.length > 0 ? t('municipality.no_public_answer') : t('municipality.not_public'),
		why: reasons.join(model.lang === 'ja' ? '' : ' ')
	};
}

/** What is said of a kind of which nothing is told; `listedOn`: the day of the list of depopulated areas, null without one. */
function silence(model, t, kind, listedOn) {
	if (kind === 'survey') return surveySilence(model, t);
	const why = t(kind === 'agreement' ? 'municipality.agreement_unknown' : `municipality.kind_lead.${kind}`);
	if (kind === 'outsourcing' || kind === 'pilot') return { state: t('municipality.none_on_record'), why };
	if (kind === 'depopulated_area' && listedOn)
		return { state: t('municipality.not_designated', { date: date(listedOn, model.lang) }), why };
	return { state: t('municipality.not_available'), why };
}

/** One table per kind of fact; the kinds of which nobody reported anything are named together. */
export function facts(model, t, found, listedOn) {
	const title = (kind) => t(`municipality.kind.${kind}`);
	const byAll = found.some((one) => one.kind === 'agreement' && one.ofAll);
	const lead = (kind) => t(`municipality.kind_lead.${kind}${kind === 'agreement' && byAll ? '_of_all' : ''}`);
	const link = ({ anchor, text }) =>
		`<a class="cell-source" href="${model.home}sources/#${escape(anchor)}">${escape(text)}</a>`;
	const columns = [
		{ label: t('municipality.what') },
		{ label: t('municipality.detail') },
		{ label: t('municipality.date'), kind: 'medium-column' },
		{ label: t('municipality.source') }
	];
	const cells = (one) => [
		escape(one.title),
		one.detail.map(([text, isJapanese]) => (isJapanese ? japanese(text) : escape(text))).join('<br>'),
		escape(when(model, t, one)),
		link(one.source)
	];
	const reported = KINDS.filter((kind) => found.some((one) => one.kind === kind));
	const tables = reported.map(
		(kind) =>
			`<h4>${escape(title(kind))}</h4><p>${escape(lead(kind))}</p>` +
			table(`profile-${kind}`, title(kind), columns, found.filter((one) => one.kind === kind).map(cells))
	);
	const silent = KINDS.filter((kind) => !reported.includes(kind)).map((kind) => ({
		kind,
		...silence(model, t, kind, listedOn)
	}));
	if (silent.length === 0) return tables.join('');
	const silentTable = table(
		'profile-silent',
		t('municipality.silent'),
		[
			{ label: t('municipality.what') },
			{ label: t('municipality.state'), kind: 'medium-column' },
			{ label: t('municipality.why') }
		],
		silent.map((one) => [escape(title(one.kind)), escape(one.state), escape(one.why)])
	);
	return `${tables.join('')}<h4>${escape(t('municipality.silent'))}</h4>${silentTable}`;
}
