// Uses a table whose rows can be chosen and put in order, one scenario per path: without a script, then each way of using it.
import { paths, run } from './browser.mjs';

const TABLE = '.long:has(#row-choice) table';
const rows = (page) =>
	page
		.locator(TABLE)
		.evaluate((table) =>
			[...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()))
		);

async function use(open, path) {
	const without = await open(path, { javaScriptEnabled: false });
	const plain = { form: await without.isVisible('#row-choice'), rows: await rows(without) };
	const page = await open(path);
	await page.click('.long:has(#row-choice) > summary');
	const all = await rows(page);
	const [prefecture, service] = await page
		.locator('#row-choice')
		.evaluate((form) => [...form.querySelectorAll('[data-column]')].map((list) => list.options[1].value));
	const order = async (name, direction) => {
		await page.selectOption('#row-order', { label: `${name}, ${direction}` });
		return rows(page);
	};
	const falling = await order('Residents', 'descending');
	const rising = await order('Since', 'ascending');
	await page.selectOption('#row-order', '[null]');
	await page.selectOption('#row-choice-0', prefecture);
	await page.selectOption('#row-choice-1', service);
	const status = await page.locator('#row-choice-status').innerText();
	return { plain, all, prefecture, service, falling, rising, chosen: await rows(page), status };
}

await run(Object.fromEntries(paths.map((path) => [path, (open) => use(open, path)])));
