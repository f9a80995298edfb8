// Columns that many tables share. columnsIn('ja').fiscalYear() is a column of DataTable.
import { base } from '$app/paths';
import { field, label } from './labels.js';
import { sourceAnchor, statused } from './cells.js';
import { date, fiscalYear, number, shortNumber, yen } from './format.js';

export function columnsIn(lang) {
	const t = (key) => label(lang, key);
	return {
		/** a column pair name_ja / name_en */
		text: (key, name, more = {}) => ({ label: t(key), value: (row) => field(row, name, lang), ...more }),
		/** a column without languages: codes, file names, numbers as printed */
		plain: (key, name, more = {}) => ({ label: t(key), value: (row) => row[name], ...more }),
		number: (key, name, decimals = 0, status = null) => ({
			label: t(key),
			numeric: true,
			value: (row) => statused(row[name], row[status], (value) => number(value, lang, decimals)),
			raw: (row) => (status && row[status] !== 'ok' ? null : row[name])
		}),
		/** the column `value` of tables with many units, each cell with its own */
		value: () => ({
			label: t('column.value'),
			numeric: true,
			value: (row) =>
				statused(row.value, row.value_status, (value) =>
					label(lang, 'value.with_unit', {
						value: shortNumber(value, lang),
						unit: field(row, 'unit', lang) ?? ''
					})
				)
		}),
		/** counts of items, printed in 万 or in million */
		items: (key, name = 'volume_items') => ({
			label: t(key),
			numeric: true,
			value: (row) =>
				statused(row[name], row.value_status, (value) => shortNumber(value / { ja: 1e4, en: 1e6 }[lang], lang))
		}),
		/** amounts from a postage rate to the revenue of a year: each cell has its own unit */
		yen: (key, name) => ({
			label: t(key),
			numeric: true,
			value: (row) => statused(row[name], row.value_status, (value) => yen(value, lang))
		}),
		fiscalYear: (more = {}) => ({
			label: t('column.fiscal_year'),
			tight: true,
			value: (row) => fiscalYear(row, lang) ?? '',
			...more
		}),
		date: (key, name, precision, more = {}) => ({
			label: t(key),
			tight: true,
			value: (row) => date(row[name], lang, row[precision]) ?? { mark: 'not_available' },
			...more
		}),
		/** whether the row is the one used, and its vintage where the table has one */
		use: () => ({
			label: t('column.use'),
			value: (row) => {
				const use = t(row.is_preferred ? 'preferred.yes' : 'preferred.no');
				return row.vintage ? label(lang, 'preferred.with_vintage', { use, vintage: t(`vintage.${row.vintage}`) }) : use;
			}
		}),
		note: () => ({ label: t('column.note'), wide: true, value: (row) => field(row, 'note', lang) }),
		/** what the row says in words, and below it the source, linked to its entry in the register */
		noteAndSource: (key = 'column.note_and_source', name = 'note') => ({
			label: t(key),
			wide: true,
			value: (row) =>
				row.source_id
					? {
							note: field(row, name, lang),
							href: `${base}/${lang}/sources/#${sourceAnchor(row.source_id)}`,
							text: field(row, 'source_label', lang)
						}
					: field(row, name, lang)
		})
	};
}
