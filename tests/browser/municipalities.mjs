// Uses the page of municipalities as a reader would and reports, as JSON, what happened.
//
//   node municipalities.mjs BASE_URL
//
// Choosing with the mouse and with the keyboard, coming by address, switching the language, on a
// phone; and what the page offers where scripts are switched off. The page's own security policy
// stays in force, so that a script from elsewhere or a request would be refused and noticed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const [base] = process.argv.slice(2);
const origin = new URL(base).origin;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await playwright.launch({
	executablePath: await chromium.executablePath(),
	args: chromium.args.filter((argument) => argument !== '--single-process'),
	headless: true
});

const troubles = [];

/** What an address names is shown, or said to be unknown, once the file of its prefecture is read. */
const said = (page) => page.waitForFunction(() => document.getElementById('municipality-said').textContent !== '');

async function open(address, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	const page = await context.newPage();
	page.on('request', (request) => request.url().startsWith(origin) || troubles.push(`outside: ${request.url()}`));
	page.on('console', (message) => message.type() === 'error' && troubles.push(`${address}: ${message.text()}`));
	page.on('pageerror', (error) => troubles.push(`${address}: ${error}`));
	await page.goto(base + address, { waitUntil: 'load' });
	if (address.includes('#') && options.javaScriptEnabled !== false) await said(page);
	return page;
}

const shown = (page) =>
	page.evaluate(() => ({
		address: location.pathname + location.hash,
		lang: document.documentElement.lang,
		title: document.title,
		visible: !document.getElementById('municipality-profile').hidden,
		heading: document.getElementById('municipality-heading').textContent,
		said: document.getElementById('municipality-said').textContent,
		body: document.getElementById('municipality-body').textContent,
		figures: [...document.querySelectorAll('#municipality-body figure')].map((figure) => ({
			caption: figure.querySelector('figcaption').innerText,
			spoken: figure.querySelector('[role="img"]').getAttribute('aria-label'),
			hasTable: Boolean(figure.querySelector('table')),
			hasSource: Boolean(figure.querySelector('.source'))
		})),
		lines: [...document.querySelectorAll('#figure-7-2 .wide text[lang]')].map((text) => text.textContent)
	}));

async function axe(page) {
	await page.evaluate(axeSource);
	const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
	return found.violations
		.filter((one) => ['serious', 'critical'].includes(one.impact))
		.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join('; ')}`);
}

const result = {};

const chosen = await open('ja/municipalities/');
result.before = await shown(chosen);
await chosen.selectOption('#choose-prefecture', { label: '山梨県' });
result.offered = await chosen.locator('#choose-municipality option').allTextContents();
await chosen.selectOption('#choose-municipality', { label: '甲府市' });
await chosen.waitForFunction(() => !document.getElementById('municipality-profile').hidden);
result.chosen = await shown(chosen);
result.axe = await axe(chosen);
await chosen.click('.language-switch');
await chosen.waitForFunction(() => document.documentElement.lang === 'en');
await said(chosen);
result.switched = await shown(chosen);
await chosen.goBack();
await chosen.goBack();
result.back = (await shown(chosen)).address;

const keyed = await open('en/municipalities/');
await keyed.focus('#choose-prefecture');
// Arrow keys, since letters typed into a list have to follow each other within a second.
const places = (list) => keyed.locator(`${list} option`).allTextContents();
for (let place = (await places('#choose-prefecture')).indexOf('Yamanashi'); place > 0; place -= 1)
	await keyed.keyboard.press('ArrowDown');
await keyed.keyboard.press('Tab');
for (let place = (await places('#choose-municipality')).indexOf('Kofu-shi'); place > 0; place -= 1)
	await keyed.keyboard.press('ArrowDown');
await keyed.keyboard.press('Tab');
await keyed.waitForFunction(() => !document.getElementById('municipality-profile').hidden);
result.keyed = await shown(keyed);

result.addressed = {};
for (const code of ['192015', '19201', '221309', '282219', '132063', '342084']) {
	result.addressed[code] = await shown(await open(`ja/municipalities/#${code}`));
}
result.unknown = await shown(await open('ja/municipalities/#999999'));

const phone = await open('ja/municipalities/#221309', { viewport: { width: 390, height: 844 } });
result.phoneOverflow = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
result.phoneAxe = await axe(phone);

// The network fails once, then no more.
const cutOff = await open('ja/municipalities/');
cutOff.removeAllListeners('console');
await cutOff.route('**/19.json', (route) => route.abort(), { times: 1 });
await cutOff.evaluate(() => (location.hash = '192015'));
await said(cutOff);
result.cutOff = await shown(cutOff);
await cutOff.evaluate(() => window.dispatchEvent(new HashChangeEvent('hashchange')));
await cutOff.waitForFunction(() => !document.getElementById('municipality-profile').hidden);
result.reached = await shown(cutOff);

const plain = await open('ja/municipalities/', { javaScriptEnabled: false });
result.withoutScript = {
	chooserVisible: await plain.locator('#municipality-chooser').isVisible(),
	text: await plain.locator('main').innerText(),
	tableRows: await plain.locator('#figure-7-3 tbody tr').count()
};

// Every municipality in turn: none may break the page or show a hole.
const all = await open('ja/municipalities/');
result.everyOne = await all.evaluate(async () => {
	const wrong = [];
	const codes = [];
	const prefectures = document.getElementById('choose-prefecture');
	const places = document.getElementById('choose-municipality');
	const body = document.getElementById('municipality-body');
	for (const option of [...prefectures.options].slice(1)) {
		prefectures.value = option.value;
		prefectures.dispatchEvent(new Event('change'));
		for (const code of [...places.options].slice(1).map((one) => one.value)) {
			history.replaceState(null, '', `#${code}`);
			window.dispatchEvent(new HashChangeEvent('hashchange'));
			for (let tries = 0; tries < 400 && !body.textContent.includes(code); tries += 1)
				await new Promise((resolve) => setTimeout(resolve, 5));
			codes.push(code);
			if (/undefined|NaN|\[object/.test(body.innerHTML) || !body.textContent.includes(code)) wrong.push(code);
		}
	}
	return { codes, wrong };
});

await browser.close();
console.log(JSON.stringify({ ...result, troubles }));
