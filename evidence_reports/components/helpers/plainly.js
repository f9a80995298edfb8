// A value of a query as it stands in a sentence, a table or a drawing.
import { date, number, shortNumber, yen } from './format.js';

export const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A value as it stands in a sentence: the column's name says of what kind a number is. */
export function plainly(value, lang, column) {
	if (typeof value === 'string') return ISO_DATE.test(value) ? date(value, lang) : value;
	if (/(^|_)year$/.test(column ?? '')) return String(value);
	if (/_(pct|points)$|^index_/.test(column ?? '')) return number(value, lang, 1);
	if (/_yen$/.test(column ?? '')) return yen(value, lang);
	return shortNumber(value, lang);
}
