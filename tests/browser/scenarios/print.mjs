// Pages as they are printed on A4, one scenario per path: the PDF, as base64.
import { paths, run } from './browser.mjs';

async function print(open, path) {
	const page = await open(path);
	return { pdf: (await page.pdf({ preferCSSPageSize: true })).toString('base64') };
}

await run(Object.fromEntries(paths.map((path) => [path, (open) => print(open, path)])));
