// What is read beside the tables: the texts of the release's descriptor (SITE_PACKAGE), the tables as files (SITE_API), the
// files for download (SITE_DOWNLOADS) and what codes and thresholds are (SITE_PUBLISHED).
import fs from 'node:fs';
import path from 'node:path';
import { reader } from './reads.js';

const placeOf = { api: () => process.env.SITE_API, downloads: () => process.env.SITE_DOWNLOADS };
const pathOf = (place, name) => path.join(placeOf[place](), name);

let read;
const descriptor = () => (read ??= JSON.parse(fs.readFileSync(process.env.SITE_PACKAGE, 'utf8')));

/** One text for all that tables hold: it changes with any of them. */
export const contentsOf = (tables) => tables.map((name) => `${name} ${hashes()[name]}`).join(' ');

let words;
/**
 * What the release says of codes and of the numbers that rules turn on (scripts/published.mjs). All pages rest on the whole of
 * it: no read is noted.
 */
export const published = () => (words ??= JSON.parse(fs.readFileSync(process.env.SITE_PUBLISHED, 'utf8')));

let hashed;
const hashes = () => (hashed ??= Object.fromEntries(descriptor().resources.map(({ name, hash }) => [name, hash])));

/** What the descriptor says of every table: [{ name, description, rows, columns }]. */
export const resourceList = reader('resources', () =>
	descriptor().resources.map(({ name, description, rows, schema }) => ({
		name,
		description,
		rows,
		columns: schema.fields.length
	}))
);

/** All that the descriptor says of a table; undefined where there is none of that name. */
export const resourceOf = reader('resource', (name) => descriptor().resources.find((one) => one.name === name));

/** The rows of a received file that were loaded: { rows, first_row, last_row }, null where they are not counted. */
export const loadedRowsOf = reader(
	'received',
	(sourceFile) => descriptor().received.find((one) => one.source_file === sourceFile) ?? null
);

/** The size of a file in bytes, null where there is no such file. */
export const bytesOf = reader('bytes', (place, name) => {
	const file = pathOf(place, name);
	return fs.existsSync(file) ? fs.statSync(file).size : null;
});

let listed;
const filesOfTables = () =>
	(listed ??= Object.fromEntries(
		JSON.parse(fs.readFileSync(pathOf('api', 'index.json'), 'utf8')).tables.map(({ name, files }) => [name, files])
	));

/** The formats in which a table is a file of the API: ["csv", …]. */
export const formatsOf = reader('formats', (name) => Object.keys(filesOfTables()[name]));

export const textOf = reader('text', (place, name) => fs.readFileSync(pathOf(place, name), 'utf8'));

/** [{ name, bytes }] of the files of a folder, none where there is no such folder. */
export const filesIn = reader('files', (place, name) => {
	const folder = pathOf(place, name);
	if (!fs.existsSync(folder)) return [];
	return fs
		.readdirSync(folder)
		.sort()
		.map((file) => ({ name: file, bytes: fs.statSync(path.join(folder, file)).size }));
});
