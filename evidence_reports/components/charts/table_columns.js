// The table under a figure: "as_of_date 基準日 | value 局数" are columns of its rows, each with its header.
import { date, number, shortNumber } from '../helpers/format.js';
import { label } from '../helpers/labels.js';
import { plainly } from '../helpers/plainly.js';

export function tableColumns(lang, written, rows) {
	return written.split('|').map((one, i) => {
		const [name, ...header] = one.trim().split(/\s+/);
		const isNumeric = rows.some((row) => typeof row[name] === 'number') && !/(^|_)year$/.test(name);
		const decimals =
			isNumeric && !/_(pct|points|yen)$|^index_|(^|_)value$/.test(name) ? decimalsOf(rows, name, lang) : null;
		return {
			label: header.join(' '),
			head: i === 0,
			numeric: isNumeric,
			tight: name.endsWith('_date'),
			value: (row) => cell(row, name, lang, decimals),
			raw: (row) => (typeof row[name] === 'number' ? row[name] : null)
		};
	});
}

/** As many as the value with the most of them needs; values of many units (`value`, `latest_value`) have each their own. */
const decimalsOf = (rows, name, lang) =>
	Math.max(...rows.map((row) => shortNumber(row[name], lang)?.split('.')[1]?.length ?? 0));

function cell(row, name, lang, decimals) {
	if (row[name] === null || row[name] === undefined)
		return { mark: row.value_status && row.value_status !== 'ok' ? row.value_status : 'not_available' };
	if (name === 'is_preferred') return useOf(row, lang);
	// A name ending in _badge holds a status, which has a sign and a word.
	if (name.endsWith('_badge')) return { badge: row[name] };
	if (name.endsWith('_date')) return date(row[name], lang, row[name.replace(/date$/, 'precision')] ?? 'day');
	return decimals === null ? plainly(row[name], lang, name) : number(row[name], lang, decimals);
}

/** Whether a row is the one used, and its vintage where the table has one. */
function useOf(row, lang) {
	const use = label(lang, row.is_preferred ? 'preferred.yes' : 'preferred.no');
	return row.vintage
		? label(lang, 'preferred.with_vintage', { use, vintage: label(lang, `vintage.${row.vintage}`) })
		: use;
}
