// What can be had as a file: every published table with the texts of the release's descriptor (SITE_PACKAGE), what its
// rows themselves tell (dates, made-up rows, publications) and the files of it (SITE_API).
import fs from 'node:fs';
import path from 'node:path';
import { error } from '@sveltejs/kit';
import { LANGUAGES } from '../helpers/labels.js';
import { typeset } from '../helpers/typeset.js';
import { tables } from './reports.js';

const FORMATS = ['csv', 'xlsx', 'parquet', 'json'];
const BETWEEN_LANGUAGES = ' / ';

let described;
const descriptor = () => (described ??= JSON.parse(fs.readFileSync(process.env.SITE_PACKAGE, 'utf8')));

let read;
const resources = () =>
	(read ??= descriptor().resources.map((resource) => ({
		...resource,
		description: halves(resource.description),
		fields: resource.schema.fields.map((field) => ({
			...field,
			description: halves(field.description),
			isKey: resource.schema.primaryKey.includes(field.name)
		}))
	})));

/** "English / Japanese", as dbt's descriptions are written. */
function halves(text) {
	const [en, ja] = text.split(BETWEEN_LANGUAGES);
	return { ja: typeset(ja, 'ja'), en: typeset(en, 'en') };
}

/** What SvelteKit renders below pages/[lang]/data/. */
export const tableEntries = () => LANGUAGES.flatMap((lang) => resources().map(({ name: table }) => ({ lang, table })));

/** [{ name, description, rows, columns }] in the reader's language, by name. */
export const tableList = (lang) =>
	resources().map(({ name, description, rows, fields }) => ({
		name,
		description: description[lang],
		rows,
		columns: fields.length
	}));

/** Everything that the page of one table says. */
export async function tableIn(lang, name) {
	const resource = resources().find((one) => one.name === name);
	if (!resource) error(404, `There is no table ${name}`);
	const { fields } = resource;
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
		files: 'select * from reports.received_file order by source_file'
	});
	const [summary] = found.summary;
	return {
		name,
		description: resource.description[lang],
		rows: resource.rows,
		key: resource.schema.primaryKey,
		fields: fields.map(({ description, ...field }) => ({ ...field, description: description[lang] })),
		dates: dated
			.map((field) => ({
				column: field.name,
				meaning: field.description[lang],
				isYear: field.type !== 'date',
				first: summary[`first_${field.name}`],
				last: summary[`last_${field.name}`]
			}))
			.filter(({ first }) => first !== null),
		sampleRows: summary.sample_rows,
		sources: found.sources,
		files: found.files.filter((file) => resource.madeFrom.includes(file.table_name)).map(withRows),
		code: codeOf(resource.steps[0]),
		steps: resource.steps.slice(1),
		tests: resource.tests,
		checks: found.checks,
		usedBy: resource.usedBy.map((reader) => ({ label: reader[`label_${lang}`], address: reader.address })),
		downloads: FORMATS.filter((format) => fs.existsSync(fileOf(`tables/${name}.${format}`))).map((format) => ({
			format,
			bytes: fs.statSync(fileOf(`tables/${name}.${format}`)).size
		}))
	};
}

const fileOf = (name) => path.join(process.env.SITE_API, name);

/** The model of the table as it is written; the results of checks alone come from none. */
const codeOf = (step) => (step ? { file: step.file, text: fs.readFileSync(fileOf(step.file), 'utf8') } : null);

/** A received file with the rows of it that were loaded: { rows, first_row, last_row }, null where they are not counted. */
const withRows = (file) => ({
	...file,
	loaded: descriptor().received.find((one) => one.source_file === file.source_file) ?? null
});
