// How a figure or a table of a release is cited: as text, for BibTeX and for reference managers (RIS). Nobody is named as
// its author, for nobody is known; the publication, the part of it, the release, its date and its permanent address are.
//
// work: { key, site, part, place, release, released, year, number, address, lang }. `place`: where it stands below a
// language; the address is that of the release (r/0007/…), where it stays as it is.

/** What all works of a release share; page: the data of a page. */
export const publicationOf = ({ release, released, releaseYear, releaseNumber, address }, lang, t) => ({
	site: t('site.title'),
	release,
	released,
	year: releaseYear,
	number: releaseNumber,
	address,
	lang
});

export const figureWork = (publication, { id, number, title, place }, t) => ({
	...publication,
	key: id.replaceAll('-', '_'),
	part: t('figure.cited_as', { number, title }),
	place
});

const below = ({ number, lang, place }) => `r/${number ?? ''}/${lang}/${place}`;
/** The whole address, where the site's is known. */
const addressOf = (work) => (work.address ? work.address + below(work) : null);

export const plainCitation = (work, t) =>
	`${t('data.citation', { site: work.site, part: work.part, release: work.release ?? '', date: work.released ?? '' })} ${addressOf(work) ?? below(work)}`;

const line = (name, value) => (value ? `  ${name} = {${value.replace(/[\\{}_%&#$]/g, '\\$&')}},\n` : '');
/** Programs take an address as it is. */
const url = (value) => (value ? `  url = {${value}},\n` : '');

export const bibtex = (work) =>
	`@misc{${work.key}_${work.release},\n` +
	line('title', `${work.site}: ${work.part}`) +
	line('version', work.release) +
	line('year', work.year) +
	line('date', work.released) +
	url(addressOf(work)) +
	`  note = {Data set, ${below(work).replace(/[_#%&]/g, '\\$&')}}\n}`;

const tag = (name, value) => (value ? `${name}  - ${value}\n` : '');

export const ris = (work) =>
	tag('TY', 'DATA') +
	tag('TI', `${work.site}: ${work.part}`) +
	tag('ET', work.release) +
	tag('PY', work.year) +
	tag('DA', work.released?.replaceAll('-', '/')) +
	tag('LA', work.lang) +
	tag('UR', addressOf(work)) +
	'ER  - ';
