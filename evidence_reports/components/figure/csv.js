// CSV files that people take away open in spreadsheet programs, which run what begins like a formula
// (the same rule for the files of a release: dagster_project/common/csv_cells.py).

const FORMULA = /^[=＝@＠\t\r+＋－-]/;
// What begins with a sign and is a number, or the mark for "none".
const NUMBER = /^[+＋－-]?[0-9.,]*%?$/;

function cell(value) {
	if (value === null || value === undefined) return '';
	let text = String(value);
	if (typeof value === 'string' && FORMULA.test(text) && !NUMBER.test(text)) text = `'${text}`;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of a file: the names of the columns, then rows of values; with the mark by which a spreadsheet knows UTF-8. */
export const csv = (names, rows) => `\ufeff${[names, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('')}`;
