// node scripts/draw.mjs COMPILED STYLES OUT [BEFORE [same]] — draws every page of the site into the folder OUT.
//
// COMPILED holds the code of the pages (scripts/compile.mjs), STYLES is the style sheet of their figures. It begins with
// the addresses that the code names and follows the links of every page. BEFORE is a folder drawn earlier: pictures in
// pixels of equal drawings are taken from there, and, where it was drawn by the same code, a page of which every read gives
// the same as then. OUT/reads.json says what each page was drawn from.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { lean } from './lean.mjs';
import { figureWriter } from './take_away/index.mjs';
import { keptPictures } from './take_away/kept_pictures.mjs';

const ORIGIN = 'http://pages.invalid';
const READS = 'reads.json';
const AT_ONCE = 12; // while one page waits for the database or for its pictures, others are drawn
const [compiled, styles, out, before] = process.argv.slice(2, 6).map((name) => path.resolve(name));
const isSameCode = process.argv[6] === 'same';
const noted = before && path.join(before, READS);
const earlier = noted && fs.existsSync(noted) ? JSON.parse(fs.readFileSync(noted, 'utf8')) : {};
const pictures = keptPictures(out, before, earlier.pictures);
const writeFigures = figureWriter(fs.readFileSync(styles, 'utf8'), pictures.drawn);

const load = (name) => import(pathToFileURL(path.join(compiled, name)).href);
const [{ Server }, { manifest }] = [await load('index.js'), await load('manifest.js')];
const server = new Server(manifest);
await server.init({ env: process.env });

const respond = (address, init, platform) =>
	server.respond(new Request(ORIGIN + encodeURI(address), init), { platform });

/** { page: { files, reads } } of BEFORE, without the pages of which a read gives something else now. */
async function stillTrue({ reads, pages }) {
	const asked = {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(reads)
	};
	const isSame = await (await respond('/reads.json', asked)).json();
	return Object.fromEntries(
		Object.entries(pages)
			.filter(([, page]) => page.reads.every((i) => isSame[i]))
			.map(([address, { files, reads: own }]) => [address, { files, reads: own.map((i) => reads[i]) }])
	);
}

const fileAt = (address) => (address.endsWith('/') ? `${address.slice(1)}index.html` : address.slice(1));

/** The pages that a page links to; other links lead to files, which the check of the finished site looks for. */
function linksIn(html, address) {
	const links = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, href]) => new URL(href, ORIGIN + address));
	return links
		.filter(({ origin, pathname }) => origin === ORIGIN && pathname.endsWith('/'))
		.map(({ pathname }) => decodeURI(pathname));
}

/** Draws a page and the files of its figures; gives their names. */
async function draw(address, reads) {
	const response = await respond(address, {}, { reads });
	if (response.status !== 200) {
		const from = foundOn.get(address);
		throw new Error(`${response.status} ${address}${from ? ` (linked from ${from})` : ''}`);
	}
	const file = path.join(out, fileAt(address));
	fs.mkdirSync(path.dirname(file), { recursive: true });
	fs.writeFileSync(file, Buffer.from(await response.arrayBuffer()));
	if (!file.endsWith('.html')) return [fileAt(address)];
	const figures = await writeFigures(file);
	fs.writeFileSync(file, lean(fs.readFileSync(file, 'utf8')));
	return [fileAt(address), ...figures.map((name) => path.relative(out, name))];
}

/** The same file at a second place, since nobody changes a drawn page; a copy where the disk cannot do that. */
function putAlso(file, place) {
	try {
		fs.linkSync(file, place);
	} catch {
		fs.copyFileSync(file, place);
	}
}

function take(files) {
	for (const name of files) {
		fs.mkdirSync(path.dirname(path.join(out, name)), { recursive: true });
		putAlso(path.join(before, name), path.join(out, name));
	}
	pictures.take(files);
	return files;
}

/** Told at once: what the process still had to print is lost where the database engine ends badly on the way out. */
process.on('uncaughtException', (error) => {
	fs.writeSync(2, `${error.stack}\n`);
	process.exit(1);
});

const kept = isSameCode && earlier.pages ? await stillTrue(earlier) : {};
const found = await (await respond('/addresses.json')).json();
const foundOn = new Map(found.map((address) => [address, null]));
const drawn = {};

async function drawNext() {
	while (found.length > 0) {
		const address = found.shift();
		const reads = new Map(kept[address]?.reads);
		const files = kept[address] ? take(kept[address].files) : await draw(address, reads);
		drawn[address] = { files, reads };
		if (!files[0].endsWith('.html')) continue;
		for (const link of linksIn(fs.readFileSync(path.join(out, files[0]), 'utf8'), address)) {
			if (foundOn.has(link)) continue;
			foundOn.set(link, address);
			found.push(link);
		}
	}
}

/** Each read once: [[read, what it rested on and gave]], the places of its reads for every page, and the pictures. */
function written() {
	const places = new Map();
	const reads = [];
	const placeOf = ([read, noted]) => {
		if (!places.has(read)) places.set(read, reads.push([read, noted]) - 1);
		return places.get(read);
	};
	const pages = Object.entries(drawn).map(([address, page]) => [
		address,
		{ files: page.files, reads: [...page.reads].map(placeOf) }
	]);
	return { reads, pages: Object.fromEntries(pages), pictures: pictures.digests };
}

await Promise.all(Array.from({ length: AT_ONCE }, drawNext));
fs.writeFileSync(path.join(out, READS), JSON.stringify(written()));
const count = Object.keys(drawn).length;
console.log(`${count - Object.keys(kept).filter((address) => address in drawn).length} of ${count} drawn`);
