// How a value of a row is printed in a table, by the name of its column.
import { date, number, shortNumber } from '../helpers/format.js';
import { plainly } from '../helpers/plainly.js';

const OWN_DECIMALS = /_(pct|points|yen)$|^index_|^value$/;
const VALUE = /(^|_)value$/;
const REMARK = /^(caveat|note|qualifier)_(ja|en)$/;

export const isNumeric = (rows, name) => rows.some((row) => typeof row[name] === 'number') && !/(^|_)year$/.test(name);

/**
 * The decimals that all values of a column share: as many as the one with the most of them needs. Null where each has its
 * own: values of many units do, for 24,145 offices stand beside 33.89 per 100,000 adults.
 */
export function decimalsOf(rows, name, lang) {
	if (!isNumeric(rows, name) || OWN_DECIMALS.test(name)) return null;
	if (VALUE.test(name) && new Set(rows.map((row) => row.unit_en ?? row.unit)).size > 1) return null;
	return Math.max(...rows.map((row) => shortNumber(row[name], lang)?.split('.')[1]?.length ?? 0));
}

/** A text or, where a value is missing, a mark; a remark that is not there is none. */
export function valueOf(row, name, lang, decimals) {
	if (row[name] === null || row[name] === undefined) {
		if (REMARK.test(name)) return '';
		return { mark: row.value_status && row.value_status !== 'ok' ? row.value_status : 'not_available' };
	}
	if (name.endsWith('_date')) return date(row[name], lang, row[name.replace(/date$/, 'precision')] ?? 'day');
	return decimals === null ? plainly(row[name], lang, name) : number(row[name], lang, decimals);
}
