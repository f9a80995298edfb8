// Types questions into the search page as a reader would, and tells what comes first and how fast.
//
//   node search.mjs BASE_URL LANGUAGE=QUESTION …
import { axe, overflow, paths, run } from './browser.mjs';

const PHONE = { width: 320, height: 640 };

const answered = (page) =>
	page.waitForFunction(() => {
		const status = document.getElementById('search-status').textContent;
		return (
			/\d/.test(status) ||
			document.getElementById('search-results').children.length > 0 ||
			/ない。別|Nothing/.test(status)
		);
	});

const results = (page) =>
	page.evaluate(() =>
		[...document.querySelectorAll('#search-results li')].map((line) => ({
			text: line.innerText,
			href: line.querySelector('a').getAttribute('href'),
			markup: line.innerHTML
		}))
	);

/** What was fetched from the page's opening on, in bytes. */
const fetched = (page) =>
	page.evaluate(() =>
		[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((entry) => ({
			name: new URL(entry.name).pathname,
			bytes: entry.encodedBodySize
		}))
	);

async function questions(open, lang) {
	const page = await open(`${lang}/search/`);
	const found = {};
	for (const path of paths.filter((one) => one.startsWith(`${lang}=`))) {
		const question = path.slice(3);
		await page.fill('#search-field', '');
		await page.fill('#search-field', question);
		await answered(page);
		// What one more key costs, from the key to the list.
		const took = await page.evaluate(() => {
			const field = document.getElementById('search-field');
			const start = performance.now();
			return new Promise((done) => {
				new MutationObserver((_, observer) => {
					observer.disconnect();
					done(performance.now() - start);
				}).observe(document.getElementById('search-status'), { childList: true, characterData: true, subtree: true });
				document.getElementById('search-status').textContent = '';
				field.dispatchEvent(new Event('input'));
			});
		});
		await answered(page);
		found[question] = { first: (await results(page)).slice(0, 3), took };
	}
	return found;
}

await run({
	ja: (open) => questions(open, 'ja'),
	en: (open) => questions(open, 'en'),

	async manners(open) {
		const page = await open('en/');
		await page.click('header a:has-text("Search")');
		await page.locator('#search-field:enabled').waitFor();
		const before = { fetched: await fetched(page), entries: await page.evaluate(() => history.length) };
		await page.locator('[role="search"] input').pressSequentially('<img src=x onerror=alert(1)>');
		await page.waitForFunction(() => document.getElementById('search-status').textContent.startsWith('Nothing'));
		await page.locator('[role="search"] input').fill('mail volume');
		await answered(page);
		const after = await page.evaluate(() => ({
			entries: history.length,
			address: location.hash,
			other: document.querySelector('.language-switch').getAttribute('href'),
			stored: localStorage.length + sessionStorage.length + document.cookie.length
		}));
		await page.click('#search-results a');
		await page.waitForLoadState();
		return { before, after, arrived: new URL(page.url()).pathname };
	},

	async handed_on(open) {
		const page = await open('ja/search/#q=%E4%B8%80%E6%99%82%E9%96%89%E9%8E%96');
		await answered(page);
		return { field: await page.inputValue('#search-field'), count: (await results(page)).length };
	},

	async phone(open) {
		const page = await open('ja/search/#q=closed_share_prefecture_pct', { viewport: PHONE, bypassCSP: true });
		await answered(page);
		return { overflow: await overflow(page), axe: await axe(page) };
	},

	async without_script(open) {
		const page = await open('ja/search/', { javaScriptEnabled: false });
		return { text: await page.innerText('main'), shown: await page.isVisible('#search-form') };
	}
});
