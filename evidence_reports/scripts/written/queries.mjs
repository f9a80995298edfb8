// Tries the queries of written pages on reports.duckdb, and knows their columns.
import path from 'node:path';
import { columnsOf, sampleTables, tablesIn, treeOf } from '../../components/server/reports.js';

const LINE = /^LINE (\d+): /m;

/** `mayType`: names of queries whose columns may be typed. { faults, read }: read(query) gives { columns } of a query, null where it failed. */
export async function tryQueries(pages, mayType) {
	const faults = [];
	const known = new Map();
	const withSample = await sampleTables();
	const queries = new Set(
		pages.flatMap(({ texts }) => Object.values(texts).flatMap((text) => Object.values(text.queries)))
	);
	for (const query of queries) {
		try {
			const columns = await columnsOf(query.sql);
			known.set(query, { columns });
			const [value] = mayType.includes(path.basename(query.file, '.sql'))
				? []
				: typedIn(JSON.parse(await treeOf(query.sql)));
			if (value) faults.push(typed(query, value));
			if (columns.includes('has_sample')) continue;
			const madeUp = (await tablesIn(query.sql)).filter((table) => withSample.includes(table));
			if (madeUp.length > 0) faults.push(withoutSample(query, madeUp));
		} catch (error) {
			faults.push(failed(query, error.message));
		}
	}
	return { faults, read: (query) => known.get(query) ?? null };
}

/** What a writer typed as a column instead of reading it: a number, or digits in a text, alone or cast. */
function typedIn(node) {
	if (node === null || typeof node !== 'object') return [];
	const columns = [...(node.select_list ?? []), ...(node.type === 'EXPRESSION_LIST' ? node.values.flat() : [])];
	const own = columns
		.map((column) => (column.class === 'CAST' ? column.child : column))
		.filter(({ class: kind, value }) => kind === 'CONSTANT' && !value.is_null && typeof value.value !== 'boolean')
		.map(({ value }) => String(value.value))
		.filter((value) => /\p{N}/u.test(value) && !['0', '1'].includes(value));
	return [...own, ...Object.values(node).flatMap(typedIn)];
}

const typed = ({ file, line }, value) => ({
	file,
	line,
	ja: `列の値「${value}」が問合せに直接書かれている。reports の表から読むこと。`,
	en: `The query types the value "${value}" of a column. Read it from a table of reports.`
});

function failed({ file, line }, message) {
	const says = message
		.split(/\n\s*LINE \d+:/)[0]
		.trim()
		.replace(/\s*\n\s*/g, ' ');
	return {
		file,
		line: line + Number(message.match(LINE)?.[1] ?? 1) - 1,
		ja: `問合せを実行できない：${says} SQL を直すこと（読めるのは reports の表のみ。）。`,
		en: `The query fails: ${says} Mend the SQL (only tables of reports can be read).`
	};
}

const withoutSample = ({ file, line }, tables) => ({
	file,
	line,
	ja: `見本の行を含む表（${tables.map((table) => `reports.${table}`).join('、')}）を読むが、列 has_sample を返さない。bool_or(has_sample) as has_sample 等を加えること。`,
	en: `It reads ${tables.map((table) => `reports.${table}`).join(', ')}, which holds made-up rows, and returns no has_sample. Add it, or bool_or(has_sample) as has_sample.`
});
