// The table of a figure as files have it: what a page prints, numbers as numbers in the unit of their column.
import { label } from '../helpers/labels.js';
import { printedValue } from './printed_value.js';

function valueOf(lang, cell) {
	if (cell === null || cell === undefined) return '';
	if (typeof cell !== 'object') return printedValue(cell);
	if (cell.mark) return label(lang, `status.short.${cell.mark}`);
	if (cell.badge) return label(lang, `badge.${cell.badge}`);
	if (cell.href) return [cell.note, cell.text].filter(Boolean).join(' ');
	const more = [cell.flag && label(lang, `status.short.${cell.flag}`), cell.range].filter(Boolean);
	return more.length > 0 ? [cell.value, ...more].join(' ') : printedValue(cell.value);
}

/** `raw` of a column gives its value as it is kept, where there is one. */
const taken = (lang, column, row) => {
	const raw = column.raw?.(row);
	return raw === null || raw === undefined ? valueOf(lang, column.value(row)) : raw;
};

export const takenTable = (lang, columns, rows) => ({
	columns: columns.map((column) => column.label),
	rows: rows.map((row) => columns.map((column) => taken(lang, column, row)))
});
