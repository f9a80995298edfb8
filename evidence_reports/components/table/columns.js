// Columns that many tables share. columnsIn('ja').number('column.share', 'share_pct', 1) is a column of DataTable.
import { field, label } from '../helpers/labels.js';
import { statused } from './cells.js';
import { date, number } from '../helpers/format.js';

// How a record says that something is not known (raw/*/sources.yml).
const NOT_KNOWN = 'not available';
const known = (text) => (text === NOT_KNOWN ? { mark: 'not_available' } : text);

export function columnsIn(lang) {
	const t = (key) => label(lang, key);
	return {
		/** a column pair name_ja / name_en */
		text: (key, name, more = {}) => ({ label: t(key), value: (row) => known(field(row, name, lang)), ...more }),
		/** a column without languages: codes, file names, numbers as printed */
		plain: (key, name, more = {}) => ({ label: t(key), value: (row) => row[name], ...more }),
		number: (key, name, decimals = 0, status = null) => ({
			label: t(key),
			numeric: true,
			value: (row) => statused(row[name], row[status], (value) => number(value, lang, decimals)),
			raw: (row) => (status && row[status] !== 'ok' ? null : row[name])
		}),
		date: (key, name, precision, more = {}) => ({
			label: t(key),
			tight: true,
			value: (row) => date(row[name], lang, row[precision]) ?? { mark: 'not_available' },
			...more
		})
	};
}
