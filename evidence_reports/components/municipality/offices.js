// The post offices of a municipality by type and status, on the one day for which they are known.
import { date, number } from '../helpers/format.js';
import { escape, sources, table } from './markup.js';

/** counts: [direct operating, direct closed, contract operating, contract closed], or null. */
const officesSentence = (t, lang, name, day, counts) => {
	if (!counts) return t('profile.no_offices_known', { name });
	const [directOpen, directClosed, contractOpen, contractClosed] = counts;
	const closed = directClosed + contractClosed;
	const words = {
		name,
		date: date(day, lang),
		count: number(directOpen + contractOpen + closed, lang),
		direct: number(directOpen + directClosed, lang),
		contract: number(contractOpen + contractClosed, lang),
		closed: number(closed, lang)
	};
	return t(closed > 0 ? 'profile.offices_some_closed' : 'profile.offices_all_open', words);
};

export function offices(model, t, place, { dates, own }) {
	const { lang } = model;
	const sentence = `<p>${escape(officesSentence(t, lang, place.name, dates.offices, own.offices))}</p>`;
	const credit =
		sources(t, model.home, model.officeSources) +
		model.officeSources
			.map((one) => `<p class="figure-note">${escape(t('profile.credit', { licence: one.licence }))}</p>`)
			.join('');
	if (!own.offices) return sentence + credit;
	const [directOpen, directClosed, contractOpen, contractClosed] = own.offices;
	const line = (name, open, closed) => [escape(name), ...[open, closed, open + closed].map((one) => number(one, lang))];
	const title = t('profile.offices_title', { name: place.name, date: date(dates.offices, lang) });
	return (
		sentence +
		table(
			'profile-offices',
			title,
			[
				{ label: t('profile.office_type') },
				...['operating', 'closed', 'all'].map((one) => ({ label: t(`profile.offices_${one}`), kind: 'numeric' }))
			],
			[
				line(t('profile.direct'), directOpen, directClosed),
				line(t('profile.contract'), contractOpen, contractClosed),
				line(t('profile.all_types'), directOpen + contractOpen, directClosed + contractClosed)
			]
		) +
		`<p class="figure-note">${escape(t('profile.offices_note'))}</p>${credit}`
	);
}
