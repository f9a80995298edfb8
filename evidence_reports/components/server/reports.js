// The only door to the data: reads tables of the schema `reports`, whole, at build time.
import { DuckDBInstance } from '@duckdb/node-api';

const path = process.env.REPORTS_DB;
if (!path) throw new Error('REPORTS_DB is not set: it names the reports.duckdb to read');

const connection = DuckDBInstance.create(path, { access_mode: 'READ_ONLY', threads: '1' }).then((instance) =>
	instance.connect()
);

/** Whole numbers become numbers, dates become "2024-02-29". */
function plain(value) {
	if (typeof value === 'bigint') return Number(value);
	if (value !== null && typeof value === 'object') return 'scale' in value ? value.toDouble() : value.toString();
	return value;
}

async function read(sql, values) {
	const reader = await (await connection).runAndReadAll(sql, values);
	const names = reader.columnNames();
	return reader.getRows().map((row) => Object.fromEntries(row.map((value, i) => [names[i], plain(value)])));
}

/**
 * Reads several selections at once: tables({ trend: 'select * from reports.mail_trend' }).
 * `hasSample` is true where any row read was made up to show the system. A selection may name
 * one of `values` as $name.
 */
export async function tables(selections, values = {}) {
	const result = { hasSample: false };
	for (const [name, sql] of Object.entries(selections)) {
		const named = Object.entries(values).filter(([value]) => sql.includes(`$${value}`));
		result[name] = await read(sql, Object.fromEntries(named));
		result.hasSample ||= result[name].some((row) => row.has_sample);
	}
	return result;
}
