// Uses the explorer as a reader would: another pair, a municipality with its companions, prefectures, a file, an address.
import { axe, overflow, run, taken } from './browser.mjs';

const PAGE = 'ja/explorer/';
const FILE = '.figure-actions button:has-text("CSV")';
const PHONE = { width: 320, height: 640 };

/** The caption of the table names both indicators as soon as the drawing is theirs. */
const captioned = (page, text) => page.locator('#explorer-table-caption', { hasText: text }).waitFor();

const shown = (page) =>
	page.evaluate(() => ({
		address: location.pathname + location.hash,
		entries: history.length,
		title: document.getElementById('explorer-title').textContent,
		summary: document.getElementById('explorer-summary').textContent,
		dots: document.querySelector('#explorer-drawing .wide .crowd').getAttribute('d').split('M').length - 1,
		lit: document.querySelector('#explorer-drawing .wide .lit').getAttribute('d').split('M').length - 1,
		own: document.querySelectorAll('#explorer-drawing .wide .own-dot').length,
		names: [...document.querySelectorAll('#explorer-drawing .wide .dot-name')].map((name) => name.textContent),
		rows: [...document.querySelectorAll('#explorer-table tbody tr')].map((row) =>
			[...row.children].map((cell) => cell.innerText)
		),
		notes: [...document.querySelectorAll('[id^="explorer-note-"]')].map((note) => note.textContent)
	}));

await run({
	untouched: async (open) => shown(await open(PAGE)),

	async pair(open) {
		const page = await open(PAGE);
		const before = await page.evaluate(() => history.length);
		await page.selectOption('#explorer-x', 'resident_population');
		await captioned(page, '住民基本台帳人口と');
		await page.selectOption('#explorer-y', 'projected_decline_2050_pct');
		await captioned(page, '住民基本台帳人口と2050年までの推計人口減少率');
		return { ...(await shown(page)), before, file: await taken(page, FILE) };
	},

	async companions(open) {
		const page = await open(PAGE);
		await page.fill('#explorer-own', '泰阜村');
		await page.keyboard.press('Tab');
		await page.locator('#explorer-drawing .own-dot').first().waitFor({ state: 'attached' });
		const found = { peers: await shown(page) };
		for (const [kind, text] of [
			['alike', '似た市区町村は'],
			['prefecture', '同じ都道府県の他の']
		]) {
			await page.check(`input[name="lit"][value="${kind}"]`);
			await page.locator('#explorer-summary', { hasText: text }).waitFor();
			found[kind] = await shown(page);
		}
		return found;
	},

	async prefectures(open) {
		const page = await open(PAGE);
		await page.check('input[name="of"][value="prefectures"]');
		await captioned(page, '（都道府県）');
		await page.selectOption('#explorer-prefecture', '20');
		await page.locator('#explorer-drawing .own-dot').first().waitFor({ state: 'attached' });
		return { ...(await shown(page)), file: await taken(page, FILE) };
	},

	async byAddress(open) {
		const page = await open(`${PAGE}#x=cards_per_resident&y=mean_nearest_office_km&own=204145&lit=alike`);
		await page.locator('#explorer-drawing .own-dot').first().waitFor({ state: 'attached' });
		return {
			...(await shown(page)),
			x: await page.locator('#explorer-x').inputValue(),
			own: await page.locator('#explorer-own').inputValue()
		};
	},

	async withoutValue(open) {
		const page = await open(`${PAGE}#y=projected_decline_2050_pct&own=072125`);
		await captioned(page, '2050年までの推計人口減少率');
		await page.locator('#explorer-summary', { hasText: '図に示していない' }).waitFor();
		return shown(page);
	},

	async withoutScript(open) {
		const page = await open(PAGE, { javaScriptEnabled: false });
		return { ...(await shown(page)), text: await page.locator('main').innerText() };
	},

	async phone(open) {
		const page = await open(PAGE, { viewport: PHONE, bypassCSP: true });
		return { overflow: await overflow(page), axe: await axe(page) };
	}
});
