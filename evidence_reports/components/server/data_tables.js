// What can be had as a file: every published table with the texts of the release's descriptor (SITE_PACKAGE), what its
// rows themselves tell (dates, made-up rows, publications) and the files of it (SITE_API).
import { error } from '@sveltejs/kit';
import { typeset } from '../helpers/typeset.js';
import { bytesOf, formatsOf, loadedRowsOf, resourceList, resourceOf, textOf } from './files.js';
import { tables } from './reports.js';

const FORMATS = ['csv', 'xlsx', 'parquet', 'json'];
const BETWEEN_LANGUAGES = ' / ';

/** "English / Japanese", as dbt's descriptions are written. */
function halves(text) {
	const [en, ja] = text.split(BETWEEN_LANGUAGES);
	return { ja: typeset(ja, 'ja'), en: typeset(en, 'en') };
}

/** [{ name, description, rows, columns }] in the reader's language, by name. */
export const tableList = async (lang) =>
	(await resourceList()).map(({ description, ...rest }) => ({ ...rest, description: halves(description)[lang] }));

/** Everything that the page of one table says. */
export async function tableIn(lang, name) {
	const resource = await resourceOf(name);
	if (!resource) error(404, `There is no table ${name}`);
	const fields = resource.schema.fields.map((field) => ({
		...field,
		description: halves(field.description)[lang],
		isKey: resource.schema.primaryKey.includes(field.name)
	}));
	const has = (column) => fields.some((field) => field.name === column);
	const dated = fields.filter((field) => field.type === 'date' || field.name === 'fiscal_year');
	const found = await tables({
		// One row: the first and the last of each date, how many rows were made up.
		summary: `select ${[
			...dated.flatMap(({ name: column }) => [`min(${column}) as first_${column}`, `max(${column}) as last_${column}`]),
			`${has('has_sample') ? 'count(*) filter (has_sample)' : 'null'} as sample_rows`
		].join(', ')} from reports.${name}`,
		sources: has('source_id')
			? `select sources.*, used.used_rows
				from (select source_id, count(*) as used_rows from reports.${name} where source_id is not null group by source_id) as used
				inner join reports.source as sources on used.source_id = sources.source_id
				order by used.used_rows desc, sources.source_id`
			: 'select * from reports.source where false',
		checks: `select check_id, severity, passed, description_ja, description_en from reports.check_result
			where table_name = 'reports.${name}' order by check_id`,
		files: `select * from reports.received_file where table_name in (${resource.madeFrom.map((table) => `'${table}'`).join(', ') || null})
			order by source_file`
	});
	const [summary] = found.summary;
	return {
		name,
		description: halves(resource.description)[lang],
		rows: resource.rows,
		key: resource.schema.primaryKey,
		fields,
		dates: dated
			.map((field) => ({
				column: field.name,
				meaning: field.description,
				isYear: field.type !== 'date',
				first: summary[`first_${field.name}`],
				last: summary[`last_${field.name}`]
			}))
			.filter(({ first }) => first !== null),
		sampleRows: summary.sample_rows,
		sources: found.sources,
		files: await Promise.all(found.files.map(withRows)),
		code: await codeOf(resource.steps[0]),
		steps: resource.steps.slice(1),
		tests: resource.tests,
		checks: found.checks,
		usedBy: resource.usedBy.map((reader) => ({ label: reader[`label_${lang}`], address: reader.address })),
		downloads: await downloadsOf(name)
	};
}

/** [{ format, bytes }]; workbooks are written while the pages are drawn, so that their size is not known. */
async function downloadsOf(name) {
	const formats = await formatsOf(name);
	const sizeOf = (format) => (format === 'xlsx' ? null : bytesOf('api', `tables/${name}.${format}`));
	return Promise.all(
		FORMATS.filter((format) => formats.includes(format)).map(async (format) => ({
			format,
			bytes: await sizeOf(format)
		}))
	);
}

/** The model of the table as it is written; the results of checks alone come from none. */
const codeOf = async (step) => (step ? { file: step.file, text: await textOf('api', step.file) } : null);

const withRows = async (file) => ({ ...file, loaded: await loadedRowsOf(file.source_file) });
