// Where in a document a figure stands, as it was noted: 図10 (p.10).

const IN_ENGLISH = [
	[/図(?=\d)/g, 'fig. '],
	[/本文/g, 'text'],
	[/と推定/g, ', inferred']
];

/** The place in the reader's language. Names of headings stay in that of the document. */
export const locator = (place, lang) =>
	lang === 'en' ? IN_ENGLISH.reduce((set, [word, by]) => set.replace(word, by), place) : place;
