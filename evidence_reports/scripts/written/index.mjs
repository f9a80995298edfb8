// Chapters and papers: read, checked and written into the folder that the site is built in.
import fs from 'node:fs';
import path from 'node:path';
import { inWords } from '../../components/helpers/missing_value.js';
import { allowedDigits, checkPage, componentsOf, typedQueries } from './check.mjs';
import { LANGUAGES, readWritten } from './read.mjs';
import { WORDS, writePage } from './write.mjs';

/** The chapter at the root of a language has no address of its own. */
const FIRST = 'overview';

/** Chapters of the report by their folder: { 'mail-volume': 'mail_volume' }. */
function chaptersBySlug(root) {
	const source = fs.readFileSync(path.join(root, 'components/helpers/pages.js'), 'utf8');
	return Object.fromEntries(
		[...source.matchAll(/key: '(\w+)', slug: '([^']*?)\/?'/g)].map(([, key, slug]) => [slug || FIRST, key])
	);
}

/** { faults, written }: faults as texts in both languages; what is written is handed to writeWritten. */
export async function checkWritten(root) {
	// Late: it opens reports.duckdb, which checks of a part of this do not need.
	const { tryQueries } = await import('./queries.mjs');
	const { readClaims, roundedOtherwise, unclaimed, unreadable, untrue } = await import('./claims.mjs');
	const { pages, faults } = readWritten(root);
	const tried = await tryQueries(pages, typedQueries(root));
	faults.push(...tried.faults);
	const claims = readClaims(root);
	for (const page of pages) faults.push(...unclaimed(page, claims), ...unreadable(page), ...roundedOtherwise(page));
	// A query that fails has been told, and bears nothing out.
	if (tried.faults.length === 0) for (const page of pages) faults.push(...(await untrue(page, claims)));
	const checked = checkPages(root, pages, tried.read);
	return { faults: [...faults, ...checked.faults].map(inWords), written: checked.written };
}

/** The same before there are tables: what their columns and rows bear out is left for later. */
export function checkTexts(root) {
	const { pages, faults } = readWritten(root);
	const checked = checkPages(root, pages, () => null);
	return { faults: [...faults, ...checked.faults].map(inWords), written: checked.written };
}

/** `read`: what a query gives (queries.mjs). */
function checkPages(root, pages, read) {
	const components = componentsOf(root);
	const settings = { allowed: allowedDigits(root), components, helpers: ['lang', ...WORDS], read };
	const chapters = chaptersBySlug(root);
	const faults = [];
	const written = pages.map((page) => {
		const checked = checkPage(page, settings);
		faults.push(...checked.faults);
		const chapter = page.kind === 'paper' ? 'papers' : chapters[page.name];
		if (!chapter) faults.push(notListed(page));
		return { page, parts: checked.parts, components, chapter };
	});
	return { faults, written };
}

const notListed = ({ name, texts }) => ({
	file: Object.values(texts)[0]?.file ?? name,
	line: 1,
	ja: `この章は目次にない。components/helpers/pages.js の CHAPTERS に { key: '${name.replaceAll('-', '_')}', slug: '${name}/' } を加えること。`,
	en: `The chapter is not in the contents. Add { key: '${name.replaceAll('-', '_')}', slug: '${name}/' } to CHAPTERS in components/helpers/pages.js.`
});

const both = (texts, key) => Object.fromEntries(LANGUAGES.map((lang) => [lang, texts[lang].about[key].trim()]));

/** What the other pages say of chapters: their names and leads, as labels. */
export const labelsOf = (written) =>
	Object.fromEntries(
		written
			.filter(({ page }) => page.kind === 'chapter')
			.flatMap(({ page, chapter }) => [
				[`nav.${chapter}`, both(page.texts, 'title')],
				[`lead.${chapter}`, both(page.texts, 'lead')]
			])
	);

export async function writeWritten(written, folder) {
	const papers = written.filter(({ page }) => page.kind === 'paper');
	fs.writeFileSync(
		path.join(folder, 'src/components/helpers/papers.json'),
		JSON.stringify(
			papers.map(({ page: { name, texts } }) => ({ name, title: both(texts, 'title'), lead: both(texts, 'lead') }))
		)
	);
	for (const { page, parts, components, chapter } of written) {
		const address = page.kind === 'paper' ? path.join('papers', page.name) : page.name === FIRST ? '' : page.name;
		await writePage(page, { folder, address, chapter, parts, components });
	}
}
