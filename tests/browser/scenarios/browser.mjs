// Scenarios in a headless browser, for the scripts of this folder:
//
//   node SCRIPT BASE_URL [PATH …]
//
// Each scenario has a browser context of its own, and one that fails ends alone. One line of JSON per
// scenario on standard output: { name, found } or { name, error }, and `troubles`: what the pages met
// that no page may meet (requests to elsewhere, failed requests, errors in the console).
//
// Scenarios wait for states, never for times: on a slow machine they take longer and find the same.
// BROWSER_SLOWDOWN=6 makes the pages run as on a machine six times slower.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const [base, ...paths] = process.argv.slice(2);
const origin = new URL(base).origin;
const slowdown = Number(process.env.BROWSER_SLOWDOWN ?? 1);
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// A page that is well reaches each state within a fraction of these, on the slowest machine too.
const STATE_LIMIT = 120_000;
const SCENARIO_LIMIT = 900_000;
const AS_FAST_AS_CAN_BE = { downloadThroughput: -1, uploadThroughput: -1 };

export { paths };

chromium.setGraphicsMode = false;
const launch = async () =>
	playwright.launch({
		executablePath: await chromium.executablePath(),
		args: [
			// In one process the whole browser would end with the first page that is closed.
			...chromium.args.filter((argument) => argument !== '--single-process'),
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			// Nothing beyond this machine is reached, whatever a page asks for.
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'
		],
		headless: true,
		timeout: STATE_LIMIT
	});

/** Runs the scenarios, name → async (open) => what it found; open(path, options) gives a page that has loaded,
 * options being those of a context, and `latency` (ms) and `cpu` (times slower) of a weak machine far away. */
export async function run(scenarios) {
	let browser = await launch();
	for (const [name, scenario] of Object.entries(scenarios)) {
		if (!browser.isConnected()) browser = await launch();
		console.log(JSON.stringify({ name, ...(await outcome(browser, scenario)) }));
	}
	await browser.close();
}

async function outcome(browser, scenario) {
	const contexts = [];
	const troubles = [];
	const open = async (path, { latency = 0, cpu = slowdown, ...options } = {}) => {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
		contexts.push(context);
		context.setDefaultTimeout(STATE_LIMIT);
		const page = await context.newPage();
		page.on('request', (request) => isInside(request.url()) || troubles.push(`outside: ${request.url()}`));
		page.on(
			'response',
			(response) => response.status() < 400 || troubles.push(`${response.status()}: ${response.url()}`)
		);
		page.on('console', (message) => message.type() === 'error' && troubles.push(`console: ${message.text()}`));
		page.on('pageerror', (error) => troubles.push(`script: ${error}`));
		if (cpu > 1 || latency > 0) {
			const session = await context.newCDPSession(page);
			await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
			await session.send('Network.enable');
			await session.send('Network.emulateNetworkConditions', { offline: false, latency, ...AS_FAST_AS_CAN_BE });
		}
		await page.goto(base + path, { waitUntil: 'load' });
		return page;
	};
	try {
		return { found: await withinLimit(scenario(open)), troubles };
	} catch (error) {
		return { error: error.stack, troubles };
	} finally {
		await Promise.allSettled(contexts.map((context) => context.close()));
	}
}

const isInside = (url) => url.startsWith(origin) || url.startsWith('data:');

async function withinLimit(work) {
	let alarm;
	const late = new Promise((_, reject) => {
		alarm = setTimeout(() => reject(new Error(`not done after ${SCENARIO_LIMIT / 1000} seconds`)), SCENARIO_LIMIT);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(alarm));
}

/**
 * What axe finds of impact serious or critical in what is shown, by all rules or by those named.
 *
 * Variants switched off and details folded up are no concern of its, but it asks for the style of each
 * of their elements, which takes minutes where the style sheet looks at the switches with :has().
 */
export async function axe(page, rules = null) {
	await page.evaluate(axeSource);
	const { violations } = await page.evaluate((only) => {
		for (const part of document.querySelectorAll('.variant, details:not([open]) > :not(summary)'))
			if (!part.checkVisibility()) part.remove();
		// Off unless asked for.
		const rules = { 'target-size': { enabled: true } };
		return globalThis.axe.run(document, { resultTypes: ['violations'], ...(only ? { runOnly: only } : { rules }) });
	}, rules);
	return violations
		.filter((one) => ['serious', 'critical'].includes(one.impact))
		.map(
			(one) =>
				`${one.id}: ${one.nodes
					.map((node) => node.target.join(' '))
					.slice(0, 3)
					.join('; ')}`
		);
}

/** By how many pixels the page is wider than its window. */
/** The file that a click hands to the reader. */
export async function taken(page, button) {
	const [download] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
	return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** The tables that are wider than the page, those behind a summary too. */
export const wideTables = (page) =>
	page.evaluate(() => {
		const closed = [...document.querySelectorAll('details:not([open])')];
		for (const part of closed) part.open = true;
		const wide = [...document.querySelectorAll('.table-scroll')].filter((one) => one.scrollWidth > one.clientWidth + 1);
		const names = wide.map((one) => one.querySelector('caption')?.textContent.trim() ?? '');
		for (const part of closed) part.open = false;
		return names;
	});

/** The figures of a part of the page, each with what must go with it. */
export const figuresIn = (page, part) =>
	page.locator(part).evaluate((found) =>
		[...found.querySelectorAll('figure')].map((figure) => ({
			caption: figure.querySelector('figcaption')?.innerText ?? '',
			alternative: figure.querySelector('[role="img"]')?.getAttribute('aria-label') ?? '',
			hasTable: Boolean(figure.querySelector('table')),
			hasSource: Boolean(figure.querySelector('.source, [data-source]'))
		}))
	);

/** The words of drawings that stand beyond their drawing: on paper, and where something is cut, they lose signs. */
export const cutWords = (page) =>
	page.evaluate(() =>
		[...document.querySelectorAll('svg text')].flatMap((text) => {
			const [word, drawing] = [text, text.ownerSVGElement].map((one) => one.getBoundingClientRect());
			const beyond = Math.max(drawing.left - word.left, word.right - drawing.right);
			return word.width > 0 && beyond > 1 ? [`${text.textContent.trim()}: ${Math.round(beyond)} px`] : [];
		})
	);
