// What one municipality was made of since 1970: a diagram, and the table of changes behind it.
import { date } from '../helpers/format.js';
import { diagram } from './diagram.js';
import { escape, figure, howComputed, japanese, sources, table } from './markup.js';

export function history(model, t, place, found, figureNumber) {
	const events = found?.events ?? [];
	const lead = t('municipality.history_known', { name: place.name });
	if (events.length === 0)
		return `<p>${escape(t('municipality.history_none', { name: place.name }))}</p>${sources(t, model.home, model.eventSources)}`;
	const names = (side) =>
		side.map(([body, as]) => japanese(as ?? found.bodies[body])).join(model.lang === 'ja' ? '、' : ', ');
	const joined = found.bodies.length - 1 - found.others.length;
	const title =
		joined > 0
			? t('municipality.history_title', { name: place.name, count: joined })
			: t('municipality.history_title_alone', { name: place.name });
	const summary = t('municipality.history_summary', { events: events.length });
	const notes = [t('municipality.history_note')];
	if (events.some((one) => one.leaves || one.after.length > 1)) notes.push(t('municipality.history_note_part'));
	if (events.some((one) => one.leaves)) notes.push(t('municipality.history_note_left'));
	const behind = table(
		'profile-history',
		title,
		[
			{ label: t('municipality.when'), kind: 'tight' },
			{ label: t('municipality.event') },
			{ label: t('municipality.before') },
			{ label: t('municipality.after') }
		],
		events.map((one) => [escape(date(one.date, model.lang)), escape(one.type), names(one.before), names(one.after)])
	);
	return (
		`<p>${escape(lead)}</p>` +
		figure(t, {
			number: figureNumber,
			title,
			summary,
			drawing: diagram(found, model.lastYear),
			notes: [notes.join(model.lang === 'ja' ? '' : ' ')],
			behind,
			from: sources(t, model.home, model.eventSources) + howComputed(t, model.home, ['municipality_history'])
		})
	);
}
