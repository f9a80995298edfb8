// How far what a reader sees moves by itself while a page with a script comes up on a weak machine far away, one scenario
// per address: the sum of layout shifts, on a desk and on a phone.
import { run } from './browser.mjs';

const WEAK = { latency: 150, cpu: 4 };
const SCREENS = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
/** Address → what is there as soon as all has come. */
const ADDRESSES = {
	'ja/municipalities/': '#choose-name:enabled',
	'ja/municipalities/#192015': '#municipality-profile:not([hidden])',
	'ja/municipalities/#999999': '#municipality-status:not(:empty)',
	'ja/search/': '#search-field:enabled',
	'ja/search/#q=%E9%83%B5%E4%BE%BF%E5%B1%80': '#search-results li',
	'ja/finder/#like=192015': '#ranking tr.own',
	'ja/explorer/#own=192015': '#explorer-drawing .own-dot',
	'ja/outsourcing/': '#row-choice'
};

const moved = (page) =>
	page.evaluate(
		() =>
			new Promise((resolve) => {
				let sum = 0;
				const add = (list) => list.forEach((entry) => (sum += entry.hadRecentInput ? 0 : entry.value));
				const watch = new PerformanceObserver((list) => add(list.getEntries()));
				watch.observe({ type: 'layout-shift', buffered: true });
				// What has been laid out is told with the second frame from now.
				requestAnimationFrame(() =>
					requestAnimationFrame(() =>
						setTimeout(() => {
							add(watch.takeRecords());
							resolve(sum);
						})
					)
				);
			})
	);

async function shifts(open, address, state) {
	const found = {};
	for (const [screen, viewport] of Object.entries(SCREENS)) {
		const page = await open(address, { ...WEAK, viewport });
		await page.locator(state).first().waitFor({ state: 'attached' });
		found[screen] = await moved(page);
	}
	return found;
}

await run(
	Object.fromEntries(
		Object.entries(ADDRESSES).map(([address, state]) => [address, (open) => shifts(open, address, state)])
	)
);
