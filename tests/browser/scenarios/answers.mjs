// How long the finder and the explorer take to answer a choice, in milliseconds: from the event to the page as it will be
// shown, laid out. For the benchmark `site`, with BROWSER_SLOWDOWN=4.
import { run } from './browser.mjs';

const MOVES = 12;

/** Milliseconds of each choice: act(i) makes it, and what it changes is waited for. */
const measured = (page, act, changed) =>
	page.evaluate(
		async ([source, selector, moves]) => {
			const act = new Function('i', `return (${source})(i)`);
			const times = [];
			for (let i = 0; i < moves; i++) {
				const part = document.querySelector(selector);
				const answer = new Promise((resolve) => {
					const watch = new MutationObserver(() => {
						watch.disconnect();
						// Asking for a size lays the page out.
						resolve(document.body.offsetHeight);
					});
					watch.observe(part, { childList: true, subtree: true });
				});
				const started = performance.now();
				act(i);
				await answer;
				times.push(performance.now() - started);
				// What follows the answer (ranges, the drawing for other windows) is not part of it, nor of the next one.
				const isBusy = () =>
					document.querySelector('[aria-busy]') || document.querySelectorAll('#explorer-drawing svg').length === 1;
				while (isBusy()) await new Promise((resolve) => setTimeout(resolve));
			}
			return times;
		},
		[String(act), changed, MOVES]
	);

await run({
	async finder(open) {
		const page = await open('ja/finder/#side=need', { bypassCSP: true });
		await page.locator('#ranking:not([aria-busy]) tr').first().waitFor();
		return measured(
			page,
			(i) => {
				const input = document.getElementById('weight-share_65plus_pct');
				input.value = 16 + i;
				input.dispatchEvent(new Event('input', { bubbles: true }));
			},
			'#ranking'
		);
	},

	async explorer(open) {
		// The files of all choices are read before.
		const page = await open('ja/explorer/#y=resident_population', { bypassCSP: true });
		const pairs = ['share_65plus_pct', 'cards_per_resident', 'mean_nearest_office_km'];
		for (const id of [...pairs, pairs[0]]) {
			await page.selectOption('#explorer-x', id);
			await page.waitForFunction((name) => location.hash.includes(name) || name === 'share_65plus_pct', id);
		}
		return measured(
			page,
			(i) => {
				const select = document.getElementById('explorer-x');
				select.value = ['cards_per_resident', 'mean_nearest_office_km', 'share_65plus_pct'][i % 3];
				select.dispatchEvent(new Event('input', { bubbles: true }));
			},
			'#explorer-drawing'
		);
	}
});
