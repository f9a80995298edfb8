// Uses the finder as a reader would, one scenario per way of using it: moving a weight, three clicks to a list, coming by
// an address, taking the file away, on a phone, without a script, and where the network fails.
import { axe, overflow, run, taken } from './browser.mjs';

const PAGE = 'ja/finder/';
const FILE = '#finder-file';
const MOVED = { 'weight-share_65plus_pct': '50', 'weight-cards_per_resident': '0' };
const PHONE = { width: 320, height: 640 };

/** Ranks stand at once; when their ranges are there too, the address says what the controls do. */
const settled = (page) =>
	page.waitForFunction(() => {
		const points = [...document.querySelectorAll('main input[type="range"]')].map((input) => [
			input.value,
			input.defaultValue
		]);
		const said = new URLSearchParams(location.hash.slice(1));
		const usual = points.every(([value, start]) => value === start);
		return (
			!document.querySelector('#ranking[aria-busy]') &&
			(said.get('w') ?? '') === (usual ? '' : points.map(([value]) => value).join('.')) &&
			(said.get('side') ?? 'combined') === document.querySelector('input[name="side"]:checked').value &&
			(said.get('pref') ?? '') === document.getElementById('finder-prefecture').value &&
			said.has('none') === document.getElementById('finder-none').checked &&
			said.has('like') === (document.getElementById('finder-like').value !== '')
		);
	});

async function move(page, id, value) {
	await page.locator(`#${id}`).evaluate((input, to) => {
		input.focus();
		input.value = to;
		input.dispatchEvent(new Event('input', { bubbles: true }));
	}, value);
}

const shown = (page) =>
	page.evaluate(() => ({
		address: location.pathname + location.hash,
		entries: history.length,
		lang: document.documentElement.lang,
		status: document.getElementById('finder-status').textContent,
		caption: document.getElementById('ranking-caption').textContent,
		entrusting: document.getElementById('finder-entrusting').innerText,
		sources: [...document.querySelectorAll('#finder-entrusting a.cell-source')].map((link) =>
			link.getAttribute('href')
		),
		points: [...document.querySelectorAll('main input[type="range"]')].map((input) => [
			input.name,
			input.value,
			input.disabled
		]),
		rows: [...document.querySelectorAll('#ranking tr')].map((row) => ({
			code: row.dataset.code,
			own: row.classList.contains('own'),
			link: row.querySelector('.r-place a').getAttribute('href'),
			...Object.fromEntries(
				['rank', 'place', 'score', 'range', 'offices', 'arrangements', 'missing'].map((name) => [
					name,
					row.querySelector(`.r-${name}`).innerText.trim()
				])
			)
		}))
	}));

async function moved(open, path = PAGE) {
	const page = await open(path);
	for (const [id, value] of Object.entries(MOVED)) await move(page, id, value);
	await settled(page);
	return page;
}

await run({
	async untouched(open) {
		const page = await open(PAGE);
		return { ...(await shown(page)), file: await taken(page, FILE) };
	},

	async moved(open) {
		const page = await open(PAGE);
		const before = await page.evaluate(() => history.length);
		for (const [id, value] of Object.entries(MOVED)) await move(page, id, value);
		await settled(page);
		return { ...(await shown(page)), before, file: await taken(page, FILE) };
	},

	async keyed(open) {
		const page = await open(PAGE);
		await page.focus('#weight-share_65plus_pct');
		await page.keyboard.press('ArrowRight');
		await settled(page);
		return shown(page);
	},

	async need(open) {
		const page = await open(PAGE);
		await page.check('input[name="side"][value="need"]');
		await settled(page);
		return { ...(await shown(page)), file: await taken(page, FILE) };
	},

	async capacity(open) {
		const page = await open(PAGE);
		await page.check('input[name="side"][value="capacity"]');
		await settled(page);
		return { ...(await shown(page)), file: await taken(page, FILE) };
	},

	/** Which municipalities look like 泰阜村 and have no arrangement on record? Its name, and one tick. */
	async threeClicks(open) {
		const page = await open(PAGE);
		await page.fill('#finder-like', '泰阜村');
		await page.keyboard.press('Tab');
		await page.locator('#ranking tr.own').waitFor();
		await page.check('#finder-none');
		await settled(page);
		const list = await shown(page);
		await page.click('.language-switch');
		await page.waitForURL((url) => url.pathname.endsWith('/en/finder/'), { waitUntil: 'load' });
		await page.locator('#ranking tr.own').waitFor();
		await settled(page);
		return { list, english: await shown(page) };
	},

	async byAddress(open) {
		const page = await moved(open);
		const first = await shown(page);
		const other = await open(first.address.slice(first.address.indexOf(PAGE)));
		await settled(other);
		return { first, other: await shown(other) };
	},

	async inPrefecture(open) {
		const page = await open(`${PAGE}#pref=47`);
		await settled(page);
		const few = await shown(page);
		await page.click('#finder-more');
		await page.locator('#ranking tr:nth-child(21)').waitFor();
		const more = await page.locator('#ranking tr').count();
		await page.click('#finder-reset');
		await page.locator('#ranking tr:first-child .r-rank', { hasText: /^1$/ }).waitFor();
		await settled(page);
		return { few, more, back: await shown(page) };
	},

	async nothingCounts(open) {
		const page = await open(PAGE);
		for (const id of await page
			.locator('main input[type="range"]')
			.evaluateAll((inputs) => inputs.map((one) => one.id)))
			await move(page, id, '0');
		await page.locator('#ranking:empty').waitFor({ state: 'attached' });
		return shown(page);
	},

	async unknownName(open) {
		const page = await open(PAGE);
		await page.fill('#finder-like', '府中市');
		await page.keyboard.press('Tab');
		await page.locator('#finder-like-problem:not(:empty)').waitFor();
		return page.locator('#finder-like-problem').innerText();
	},

	async cutOff(open) {
		const page = await open(PAGE);
		page.removeAllListeners('console');
		page.removeAllListeners('pageerror');
		await page.route('**/data/finder.json', (route) => route.abort(), { times: 2 });
		await page
			.locator('#weight-share_65plus_pct')
			.evaluate((input) => input.dispatchEvent(new Event('input', { bubbles: true })));
		await page.locator('#finder-status', { hasText: '読み込むことができなかった' }).waitFor();
		await page.unroute('**/data/finder.json');
		await move(page, 'weight-share_65plus_pct', '50');
		await settled(page);
		return shown(page);
	},

	async withoutScript(open) {
		const page = await open(PAGE, { javaScriptEnabled: false });
		return {
			text: await page.locator('main').innerText(),
			ranks: await page.locator('#ranking .r-rank').allInnerTexts(),
			weights: await page.locator('main input[type="range"]').count(),
			usable: await page.locator('main input[type="range"]:enabled').count(),
			file: await page.locator('#finder-file').getAttribute('href')
		};
	},

	async phone(open) {
		const page = await open(PAGE, { viewport: PHONE, bypassCSP: true });
		await move(page, 'weight-share_65plus_pct', '50');
		await settled(page);
		await page.locator('#weight-agreement_share_pct').scrollIntoViewIfNeeded();
		const status = await page.locator('#finder-status').boundingBox();
		const targets = await page.evaluate(() =>
			[...document.querySelectorAll('#finder-form :is(input, select, button), #finder-file')]
				.map((one) => [
					one.id || one.value,
					Math.min(...['width', 'height'].map((side) => (one.closest('label') ?? one).getBoundingClientRect()[side]))
				])
				.filter(([, size]) => size > 0 && size < 24)
		);
		const narrowest = await page.evaluate(() =>
			Math.min(
				...[...document.querySelectorAll('#ranking tr')].flatMap((row) =>
					['drawing', 'range', 'missing'].map((name) => row.querySelector(`.r-${name}`).offsetWidth / row.offsetWidth)
				)
			)
		);
		return { overflow: await overflow(page), status, targets, narrowest, axe: await axe(page) };
	},

	async wide(open) {
		const page = await open(PAGE);
		return page.evaluate(() => {
			const frame = document.querySelector('.ranking-frame');
			return frame.scrollWidth - frame.clientWidth;
		});
	}
});
