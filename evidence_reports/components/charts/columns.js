// The table under a figure: "as_of_date 基準日 | value 局数" are columns of its rows, each with its header.
import { date } from '../helpers/format.js';
import { plainly } from '../helpers/plainly.js';

export function tableColumns(lang, written, rows) {
	return written.split('|').map((one, i) => {
		const [name, ...header] = one.trim().split(/\s+/);
		return {
			label: header.join(' '),
			head: i === 0,
			numeric: rows.some((row) => typeof row[name] === 'number') && !/(^|_)year$/.test(name),
			value: (row) => cell(row, name, lang)
		};
	});
}

function cell(row, name, lang) {
	if (row[name] === null || row[name] === undefined) return { mark: 'not_available' };
	const precision = row[name.replace(/_date$/, '_precision')];
	if (name.endsWith('_date') && precision) return date(row[name], lang, precision);
	return plainly(row[name], lang, name);
}
