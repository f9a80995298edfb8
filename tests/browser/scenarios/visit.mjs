// Visits pages of the built site and tells what a reader meets, one scenario per path.
//
// Per page: lang, title, text, scripts, headings and what they say, figures, axe findings of impact serious or
// critical, the width that overflows a phone, and the tables that are wider than it.
import { axe, cutWords, figuresIn, overflow, paths, run, wideTables } from './browser.mjs';

const PHONE = { width: 390, height: 844 };
// The narrowest telephones, and the width of A4 within its margins.
const SMALL_PHONE = { width: 360, height: 740 };
const PAPER = { width: 673, height: 980 };

async function resize(page, size) {
	await page.setViewportSize(size);
	await page.waitForFunction(({ width }) => window.innerWidth === width, size);
}

async function visit(open, path) {
	// The pages' own security policy forbids scripts; the checker's script needs it lifted.
	const page = await open(path, { bypassCSP: true });
	const facts = await page.evaluate(() => ({
		lang: document.documentElement.lang,
		title: document.title,
		text: document.body.innerText,
		// A description for search engines is no script: no browser runs it.
		scripts: document.querySelectorAll('script:not([type="application/ld+json"])').length,
		described: [...document.querySelectorAll('script[type="application/ld+json"]')].map((block) => block.textContent),
		headings: document.querySelectorAll('h1').length,
		headingTexts: [...document.querySelectorAll('h2, h3')].map((heading) => heading.textContent.trim()),
		figureValues: Object.fromEntries(
			[...document.querySelectorAll('[data-figure-id]')].map((element) => [
				element.dataset.figureId,
				element.dataset.computed ?? ''
			])
		)
	}));
	const figures = await figuresIn(page, 'body');
	const desktop = page.viewportSize();
	const cut = { desk: await cutWords(page) };
	const onDesk = { wideOnDesk: await wideTables(page) };
	await resize(page, PHONE);
	const onPhone = { overflow: await overflow(page), wideTables: await wideTables(page) };
	await resize(page, SMALL_PHONE);
	cut.phone = await cutWords(page);
	const onSmallPhone = { axeOnPhone: await axe(page, ['target-size']) };
	await page.emulateMedia({ media: 'print' });
	await resize(page, PAPER);
	cut.paper = await cutWords(page);
	await page.emulateMedia({ media: 'screen' });
	await resize(page, desktop);
	return { ...facts, figures, cut, ...onPhone, ...onDesk, ...onSmallPhone, axe: await axe(page) };
}

await run(Object.fromEntries(paths.map((path) => [path, (open) => visit(open, path)])));
