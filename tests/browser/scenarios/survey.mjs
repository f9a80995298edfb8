// Uses pages of survey results as a reader without script does, one scenario per path.
//
// Per page: what each switch shows after its next button is chosen by an arrow key, the order of
// options, what paper shows, and the text of every table by groups.
import { paths, run } from './browser.mjs';

const shownVariants = (page) =>
	page.evaluate(() =>
		[
			...new Set(
				[...document.querySelectorAll('.variant')]
					.filter((variant) => getComputedStyle(variant).display !== 'none')
					.flatMap((variant) =>
						['weighted', 'unweighted', 'valid', 'eligible'].filter((name) => variant.classList.contains(name))
					)
			)
		].sort()
	);

/** Options of the first chart that is shown, of the table behind it and of the first table by groups, in the
    order in which the reader sees them. */
const shownOrder = (page) =>
	page.evaluate(() => {
		const inOrder = (side, parts, text) =>
			[...(parts ?? [])].sort((a, b) => a.getBoundingClientRect()[side] - b.getBoundingClientRect()[side]).map(text);
		const isShown = (part) => part.getClientRects().length > 0;
		const chart = [...document.querySelectorAll('.variant .dots')].find(
			(dots) => dots.querySelector('.ranked') && isShown(dots)
		);
		const behind = chart?.closest('figure').querySelector('details');
		if (behind) behind.open = true;
		const table = [...document.querySelectorAll('.variant table.rankable')].find(isShown);
		return {
			chart: inOrder(
				'top',
				chart?.querySelectorAll('.ranked'),
				(row) => row.querySelector('.dot-label').firstChild.textContent
			),
			behind: inOrder('top', behind?.querySelectorAll('tr[class]'), (row) =>
				row.querySelector('th').textContent.trim()
			),
			columns: inOrder('left', table?.tHead.querySelectorAll('th[class*="ones-"]'), (head) =>
				head.textContent.replace(' *', '').trim()
			),
			// A value stands under its option, whatever the order.
			isAligned: [...(table?.rows ?? [])].every((row) =>
				[...row.cells].every(
					(cell, i) =>
						Math.abs(cell.getBoundingClientRect().left - table.tHead.rows[0].cells[i].getBoundingClientRect().left) < 1
				)
			)
		};
	});

const whatIsShown = async (page) => ({ variants: await shownVariants(page), order: await shownOrder(page) });

async function use(open, path) {
	const page = await open(path, { javaScriptEnabled: false });
	const start = await whatIsShown(page);
	const switched = {};
	for (const name of ['weighting', 'base', 'order']) {
		const buttons = page.locator(`input[name="${name}"]`);
		if ((await buttons.count()) === 0) continue;
		const press = async (key, chosen) => {
			await page.keyboard.press(key);
			await buttons.nth(chosen).and(page.locator(':checked')).waitFor();
		};
		await buttons.first().focus();
		await press('ArrowRight', 1);
		switched[name] = await whatIsShown(page);
		await press('ArrowLeft', 0);
	}
	const back = await whatIsShown(page);
	const labelled = await page.evaluate(() =>
		[...document.querySelectorAll('.switches input')].every(
			(input) => input.labels.length === 1 && input.closest('fieldset').querySelector('legend').innerText.trim()
		)
	);
	// A table by groups is known by question, domain and what its switches show.
	await page.evaluate(() => {
		for (const table of document.querySelectorAll('.variant table')) {
			const { classList } = table.closest('.variant');
			const one = (...names) => names.find((name) => classList.contains(name)) ?? 'all';
			const shows = `${one('weighted', 'unweighted')}-${one('valid', 'eligible')}`;
			table.dataset.shows = table.caption.id.replace(/\d+$/, shows);
		}
	});
	const tables = await page.evaluate(() =>
		Object.fromEntries(
			[...document.querySelectorAll('.variant table')].map((table) => [
				table.dataset.shows,
				[...table.tBodies[0].rows].map((row) =>
					[...row.cells].map((cell) =>
						[...cell.childNodes]
							.filter((part) => !part.matches?.('small, .higher'))
							.map((part) => part.textContent)
							.join('')
							.trim()
					)
				)
			])
		)
	);
	// Table by groups -> per row, per cell: its interval and the groups it is higher than.
	const below = await page.evaluate(() =>
		Object.fromEntries(
			[...document.querySelectorAll('.variant table')].map((table) => [
				table.dataset.shows,
				[...table.tBodies[0].rows].map((row) =>
					[...row.cells].map((cell) =>
						['small', '.higher'].map((part) => cell.querySelector(part)?.textContent ?? null)
					)
				)
			])
		)
	);
	const legends = await page.evaluate(() =>
		[...document.querySelectorAll('.mark-legend')].map((legend) => legend.textContent)
	);
	// The reader has switched everything; paper shows the start all the same.
	for (const input of await page.locator('.switches fieldset label:last-of-type input').all()) await input.check();
	await page.emulateMedia({ media: 'print' });
	const printed = {
		...(await whatIsShown(page)),
		says: await page.locator('.print-only').first().innerText(),
		switches: await page.locator('.switches').first().isVisible()
	};
	return { start, switched, back, labelled, tables, below, legends, printed };
}

await run(Object.fromEntries(paths.map((path) => [path, (open) => use(open, path)])));
