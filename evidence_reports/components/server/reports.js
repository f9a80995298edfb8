// The only door to the data: reads tables of the schema `reports`, whole, at build time.
import { DuckDBInstance } from '@duckdb/node-api';
import { remember } from '../figure/origin.js';
import { setterOf } from '../helpers/typeset.js';
import { contentsOf } from './files.js';
import { reader } from './reads.js';

// A query reads this file and no other one.
const settings = { access_mode: 'READ_ONLY', threads: '1', enable_external_access: 'false' };

async function connect() {
	const path = process.env.REPORTS_DB;
	if (!path) throw new Error('REPORTS_DB is not set: it names the reports.duckdb to read');
	return (await DuckDBInstance.create(path, settings)).connect();
}

let connection;

/** Whole numbers become numbers, dates become "2024-02-29". */
function plain(value) {
	if (typeof value === 'bigint') return Number(value);
	if (value !== null && typeof value === 'object') return 'scale' in value ? value.toDouble() : value.toString();
	return value;
}

async function read(sql, values) {
	connection ??= connect();
	const result = await (await connection).runAndReadAll(sql, values);
	const names = result.columnNames();
	const setters = names.map(setterOf);
	return result.getRows().map((row) => Object.fromEntries(row.map((value, i) => [names[i], setters[i](plain(value))])));
}

const rowsOf = reader('rows', read, async (sql) => contentsOf(await tablesIn(sql)));

/**
 * Reads several selections at once: tables({ trend: 'select * from reports.mail_trend' }).
 * `hasSample` is true where any row read was made up to show the system; `tablesRead` are the tables by name. A selection
 * may name one of `values` as $name.
 */
export async function tables(selections, values = {}) {
	const result = { hasSample: false };
	const tablesRead = new Set();
	for (const [name, sql] of Object.entries(selections)) {
		const named = Object.entries(values).filter(([value]) => sql.includes(`$${value}`));
		const from = await tablesIn(sql);
		result[name] = remember(await rowsOf(sql, Object.fromEntries(named)), from);
		from.forEach((table) => tablesRead.add(table));
		result.hasSample ||= result[name].some((row) => row.has_sample);
	}
	return { ...result, tablesRead: [...tablesRead].sort() };
}

/** The rows of a query. */
export const valuesOf = (sql) => read(sql);

/** The columns that a query gives; it is not run. */
export const columnsOf = async (sql) => (await read(`describe ${sql}`)).map((row) => row.column_name);

const tablesOfQuery = new Map();
/** The published tables that a query reads. */
export function tablesIn(sql) {
	if (!tablesOfQuery.has(sql)) tablesOfQuery.set(sql, named(sql));
	return tablesOfQuery.get(sql);
}

/** A query as DuckDB reads it (JSON). */
export async function treeOf(sql) {
	const [{ tree }] = await read('select json_serialize_sql(cast($sql as varchar)) as tree', { sql });
	return tree;
}

async function named(sql) {
	const names = [...(await treeOf(sql)).matchAll(/"type":"BASE_TABLE"[^{}]*"table_name":"(\w+)"/g)].map(
		([, name]) => name
	);
	const published = (await read('select table_name from duckdb_tables()')).map((row) => row.table_name);
	return [...new Set(names)].filter((name) => published.includes(name)).sort();
}

/** The published tables in which any row was made up to show the system. */
export async function sampleTables() {
	const columns = await read("select table_name from duckdb_columns() where column_name = 'has_sample'");
	const found = [];
	for (const { table_name: table } of columns) {
		const rows = await read(`select 1 from reports.${table} where has_sample limit 1`);
		if (rows.length > 0) found.push(table);
	}
	return found;
}
