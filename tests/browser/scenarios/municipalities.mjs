// Uses the page of municipalities as a reader would, one scenario per way of using it.
//
// Choosing with the mouse and with the keyboard, coming by address, switching the language, on a
// phone; and what the page offers where scripts are switched off. The page's own security policy
// stays in force, so that a script from elsewhere or a request would be refused and noticed.
import { axe, figuresIn, overflow, run, taken } from './browser.mjs';

const PAGE = 'ja/municipalities/';
const KOFU = '#192015';
// The five digits of Kofu do as well; the last is a code of nobody.
const ADDRESSES = [KOFU, '#19201', '#221309', '#282219', '#132063', '#342084', '#999999'];

/** What an address names is shown, or said to be unknown, once the file of its prefecture is read. */
const statusShown = (page) => page.locator('#municipality-status:not(:empty)').waitFor({ state: 'attached' });
const profileShown = (page) => page.locator('#municipality-profile').waitFor({ state: 'visible' });

async function openAt(open, address, options) {
	const page = await open(PAGE + address, options);
	await statusShown(page);
	return page;
}

async function choose(page) {
	await page.selectOption('#choose-prefecture', { label: '山梨県' });
	await page.selectOption('#choose-municipality', { label: '甲府市' });
	await profileShown(page);
}

async function switchLanguage(page) {
	await page.click('.language-switch');
	await page.waitForURL((url) => url.pathname.endsWith('/en/municipalities/'), { waitUntil: 'load' });
	await statusShown(page);
}

async function shown(page) {
	const facts = await page.evaluate(() => {
		const body = document.getElementById('municipality-body').cloneNode(true);
		// What its script offers to take is no part of the text: a page of its own does without.
		for (const offered of body.querySelectorAll('.figure-actions > :is(button, a:has(+ details), details)'))
			offered.remove();
		return {
			address: location.pathname + location.hash,
			lang: document.documentElement.lang,
			title: document.title,
			visible: !document.getElementById('municipality-profile').hidden,
			heading: document.getElementById('municipality-heading').textContent,
			status: document.getElementById('municipality-status').textContent,
			body: body.textContent,
			lines: [...document.querySelectorAll('#municipality-body figure[id$="-3"] .wide text[lang]')].map(
				(text) => text.textContent
			)
		};
	});
	return { ...facts, figures: await figuresIn(page, '#municipality-body') };
}

await run({
	untouched: async (open) => shown(await open(PAGE)),

	async offered(open) {
		const page = await open(PAGE);
		await page.selectOption('#choose-prefecture', { label: '山梨県' });
		return page.locator('#choose-municipality option').allTextContents();
	},

	async chosen(open) {
		const page = await open(PAGE);
		await choose(page);
		return shown(page);
	},

	accessible: async (open) => axe(await openAt(open, KOFU)),

	async switched(open) {
		const page = await open(PAGE);
		await choose(page);
		await switchLanguage(page);
		return shown(page);
	},

	async back(open) {
		const page = await open(PAGE);
		await choose(page);
		await switchLanguage(page);
		await page.goBack();
		await page.waitForURL((url) => url.pathname.endsWith(PAGE) && url.hash === KOFU, { waitUntil: 'load' });
		await page.goBack();
		await page.waitForURL((url) => url.hash === '');
		return (await shown(page)).address;
	},

	async keyed(open) {
		const page = await open('en/municipalities/');
		// Arrow keys, since letters typed into a list have to follow each other within a second.
		const goTo = async (list, name) => {
			await page.locator(`${list} option`, { hasText: name }).waitFor({ state: 'attached' });
			const places = await page.locator(`${list} option`).allTextContents();
			for (let place = places.indexOf(name); place > 0; place -= 1) await page.keyboard.press('ArrowDown');
			await page.keyboard.press('Tab');
		};
		await page.focus('#choose-prefecture');
		await goTo('#choose-prefecture', 'Yamanashi');
		const before = await page.evaluate(() => history.length);
		await goTo('#choose-municipality', 'Hokuto-shi');
		await profileShown(page);
		const entries = (await page.evaluate(() => history.length)) - before;
		return { ...(await shown(page)), entries };
	},

	/** By its reading, in hiragana; a name that two have is said to be none alone. */
	async typed(open) {
		const page = await open(PAGE);
		await page.fill('#choose-name', '府中市');
		await page.press('#choose-name', 'Tab');
		await page.locator('#choose-name-problem:not(:empty)').waitFor();
		const problem = await page.locator('#choose-name-problem').textContent();
		await page.fill('#choose-name', 'こうふし');
		await page.press('#choose-name', 'Tab');
		await profileShown(page);
		return { ...(await shown(page)), problem, left: await page.locator('#choose-name-problem').textContent() };
	},

	...Object.fromEntries(ADDRESSES.map((address) => [address, async (open) => shown(await openAt(open, address))])),

	async phone(open) {
		const page = await openAt(open, '#221309', { viewport: { width: 390, height: 844 } });
		return { overflow: await overflow(page), axe: await axe(page) };
	},

	/** All that the figures of a profile offer to take; the browser hands out ten files of a page, and asks then. */
	async taken(open) {
		const files = [];
		for (const id of ['figure-10-1', 'figure-10-2', 'figure-10-3']) {
			const page = await openAt(open, KOFU);
			const row = `#${id} .figure-actions`;
			await page.locator(`${row} summary`).click();
			for (const name of await page.locator(`${row} button`).allTextContents())
				files.push(await taken(page, `${row} button:text-is("${name}")`));
			files.push({ name: `${id} cited`, text: await page.locator(`${row} .citation`).textContent() });
		}
		return files;
	},

	/** The network fails once, then no more. */
	async cutOff(open) {
		const page = await open(PAGE);
		page.removeAllListeners('console');
		await page.route('**/1920.json', (route) => route.abort(), { times: 1 });
		await page.evaluate((address) => (location.hash = address), KOFU);
		await statusShown(page);
		const cutOff = await shown(page);
		await page.evaluate(() => window.dispatchEvent(new HashChangeEvent('hashchange')));
		await profileShown(page);
		return { cutOff, reached: await shown(page) };
	},

	async withoutScript(open) {
		const page = await open(PAGE, { javaScriptEnabled: false });
		return {
			chooserVisible: await page.locator('#municipality-chooser').isVisible(),
			text: await page.locator('main').innerText(),
			tableRows: await page.locator('main > figure[id$="-4"] tbody tr').count()
		};
	},

	/** Every municipality in turn: none may break the page or show a hole. */
	async everyOne(open) {
		const page = await open(PAGE);
		return page.evaluate(async () => {
			const wrong = [];
			const codes = [];
			const prefectures = document.getElementById('choose-prefecture');
			const places = document.getElementById('choose-municipality');
			const body = document.getElementById('municipality-body');
			// The page says last what it shows, or that it cannot.
			const answered = () =>
				new Promise((resolve) => {
					const watch = new MutationObserver(() => resolve(watch.disconnect()));
					watch.observe(document.getElementById('municipality-status'), { childList: true });
				});
			for (const option of [...prefectures.options].slice(1)) {
				prefectures.value = option.value;
				prefectures.dispatchEvent(new Event('change'));
				for (const code of [...places.options].slice(1).map((one) => one.value)) {
					const answer = answered();
					history.replaceState(null, '', `#${code}`);
					window.dispatchEvent(new HashChangeEvent('hashchange'));
					await answer;
					codes.push(code);
					if (/undefined|NaN|\[object/.test(body.innerHTML) || !body.textContent.includes(code)) wrong.push(code);
				}
			}
			return { codes, wrong };
		});
	}
});
