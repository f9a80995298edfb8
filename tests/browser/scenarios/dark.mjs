// Pages as a reader sees them who asks for a dark screen, one scenario per path: axe findings of impact serious or
// critical (contrast among them), and whether the page is dark at all.
import { axe, paths, run } from './browser.mjs';

async function visit(open, path) {
	const page = await open(path, { bypassCSP: true, colorScheme: 'dark' });
	const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	return { background, axe: await axe(page) };
}

await run(Object.fromEntries(paths.map((path) => [path, (open) => visit(open, path)])));
