// Visits pages of the built site and reports, as JSON on standard output, what a reader would meet.
//
//   node visit.mjs BASE_URL PATH [PATH …]
//
// Per page: lang, title, text, requests to anywhere else, failed requests, console errors, scripts,
// headings, links, axe findings of impact serious or critical, and the width that overflows a phone.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const [base, ...paths] = process.argv.slice(2);
const origin = new URL(base).origin;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browser = await playwright.launch({
	executablePath: await chromium.executablePath(),
	// In one process the whole browser would end with the first page that is closed.
	args: [
		...chromium.args.filter((argument) => argument !== '--single-process'),
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync'
	],
	headless: true
});

async function visit(path) {
	// The pages' own security policy forbids scripts; the checker's script needs it lifted.
	const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 900 } });
	const page = await context.newPage();
	const outside = [];
	const failed = [];
	const consoleErrors = [];
	await page.route('**/*', (route) => {
		const url = route.request().url();
		if (url.startsWith(origin) || url.startsWith('data:')) return route.continue();
		outside.push(url);
		return route.abort();
	});
	page.on('response', (response) => response.status() >= 400 && failed.push(`${response.status()} ${response.url()}`));
	page.on('console', (message) => message.type() === 'error' && consoleErrors.push(message.text()));
	page.on('pageerror', (error) => consoleErrors.push(String(error)));

	await page.goto(base + path, { waitUntil: 'load' });
	const facts = await page.evaluate(() => ({
		lang: document.documentElement.lang,
		title: document.title,
		text: document.body.innerText,
		scripts: document.querySelectorAll('script').length,
		headings: document.querySelectorAll('h1').length,
		figures: [...document.querySelectorAll('figure')].map((figure) => ({
			caption: figure.querySelector('figcaption')?.innerText ?? '',
			spoken: figure.querySelector('[role="img"]')?.getAttribute('aria-label') ?? '',
			hasTable: Boolean(figure.querySelector('table')),
			hasSource: Boolean(figure.querySelector('.source, [data-source]'))
		})),
		figureValues: Object.fromEntries(
			[...document.querySelectorAll('[data-figure-id]')].map((element) => [
				element.dataset.figureId,
				element.dataset.computed ?? ''
			])
		),
		links: [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))
	}));
	await page.addScriptTag({ content: axeSource });
	const findings = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
	await page.setViewportSize({ width: 390, height: 844 });
	const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	await context.close();
	return {
		path,
		...facts,
		outside,
		failed,
		consoleErrors,
		overflow,
		axe: findings.violations
			.filter((violation) => ['serious', 'critical'].includes(violation.impact))
			.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join('; ')}`)
	};
}

const visited = [];
for (const path of paths) visited.push(await visit(path));
await browser.close();
console.log(JSON.stringify(visited));
