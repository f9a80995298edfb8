// A finished page without what no reader and no program reads: a page is no longer put together in the browser, so the
// comments and marks that its parts would be found by can go, and blanks where a line breaks anyway.
const KEPT = /(<(script|style|pre|textarea)\b[\s\S]*?<\/\2>)/;
const BLOCKS =
	'table|caption|thead|tbody|tr|th|td|section|figure|figcaption|div|p|dl|dt|dd|ol|ul|li|h[1-6]|details|summary|' +
	'header|footer|nav|main|meta|link|line|rect|circle|path|polyline|g';
const REST = '(?:"[^"]*"|[^">])*';
const BESIDE_BLOCKS = new RegExp(` ?(</?(?:${BLOCKS})\\b${REST}>) ?`, 'g');
const VOID = new RegExp(`(<(?:meta|link|input|br|hr|img|col)\\b${REST}?) ?/>`, 'g');
const SHAPE = new RegExp(`(<(line|rect|circle|path|polyline)\\b${REST})></\\2>`, 'g');
// What Svelte finds its parts by, and which links its router leaves alone.
const MARK = / data-svelte-h="[\w-]+"| rel="external"/g;

const leaner = (html) =>
	html
		.replace(/<!--[\s\S]*?-->/g, '')
		.replace(/[ \t\r\n]+/g, ' ')
		.replace(SHAPE, '$1/>')
		.replace(VOID, '$1>')
		.replace(BESIDE_BLOCKS, '$1');

export function lean(html) {
	// Of a split by two groups each third part is between what is kept; the second of them is its name.
	return html
		.replace(MARK, '')
		.split(KEPT)
		.map((part, i) => [leaner(part), part, ''][i % 3])
		.join('');
}
