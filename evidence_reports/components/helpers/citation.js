// How a table of a release is cited: as text, for BibTeX and for reference managers (RIS). Nobody is named as its author,
// for nobody is known; the publication, the table, the release and its date are.

const TYPE_OF_DATA = 'DATA';

/** The page's own address, where the site's is known. */
const pageOf = ({ address, lang, table }) => (address ? `${address}${lang}/data/${table}/` : null);

export const plainCitation = (work, t) => {
	const url = pageOf(work);
	return [t('data.citation', { table: work.table, release: work.release ?? '', date: work.released }), url]
		.filter(Boolean)
		.join(' ');
};

const line = (name, value) => (value ? `  ${name} = {${value}},\n` : '');

export const bibtex = (work) =>
	`@misc{${work.table}_${work.release},\n` +
	line('title', `${work.title}: {${work.table.replaceAll('_', '\\_')}}`) +
	line('version', work.release) +
	line('year', work.year) +
	line('date', work.released) +
	line('url', pageOf(work)) +
	`  note = {Data set}\n}`;

const tag = (name, value) => (value ? `${name}  - ${value}\n` : '');

export const ris = (work) =>
	tag('TY', TYPE_OF_DATA) +
	tag('TI', `${work.title}: ${work.table}`) +
	tag('ET', work.release) +
	tag('PY', work.year) +
	tag('LA', work.lang) +
	tag('UR', pageOf(work)) +
	'ER  - ';
