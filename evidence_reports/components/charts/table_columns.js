// The table under a figure: "as_of_date 基準日 | value 局数" are columns of its rows, each with its header.
import { label } from '../helpers/labels.js';
import { ISO_DATE } from '../helpers/plainly.js';
import { decimalsOf, isNumeric, valueOf } from './row_values.js';

/** [{ name, label }] */
export const namedColumns = (written) =>
	written.split('|').map((one) => {
		const [name, ...header] = one.trim().split(/\s+/);
		return { name, label: header.join(' ') };
	});

export function tableColumns(lang, written, rows) {
	return namedColumns(written).map((one, i) => {
		const { name } = one;
		const decimals = decimalsOf(rows, name, lang);
		return {
			label: one.label,
			head: i === 0,
			numeric: isNumeric(rows, name),
			tight: rows.some((row) => ISO_DATE.test(row[name])),
			value: (row) => cell(row, name, lang, decimals),
			raw: (row) => (typeof row[name] === 'number' ? row[name] : null)
		};
	});
}

function cell(row, name, lang, decimals) {
	const isThere = row[name] !== null && row[name] !== undefined;
	if (isThere && name === 'is_preferred') return useOf(row, lang);
	// A name ending in _badge holds a status, which has a sign and a word.
	if (isThere && name.endsWith('_badge')) return { badge: row[name] };
	return valueOf(row, name, lang, decimals);
}

/** Whether a row is the one used, and its vintage where the table has one. */
function useOf(row, lang) {
	const use = label(lang, row.is_preferred ? 'preferred.yes' : 'preferred.no');
	return row.vintage
		? label(lang, 'preferred.with_vintage', { use, vintage: label(lang, `vintage.${row.vintage}`) })
		: use;
}
