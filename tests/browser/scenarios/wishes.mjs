// Pages as readers see them who ask for another look, one scenario per path. Per wish what axe finds (contrast among it), and
// dark: the colour behind the page. contrast: words below 7:1. forced: the colours of drawings that are not the reader's
// own. zoom: at 400 % of a desk, by how many pixels the page is wider. still: what moves all the same.
import { axe, overflow, paths, run } from './browser.mjs';

const AT_400_PERCENT = { width: 320, height: 225 };

/** Fills and strokes in drawings that are no system colour of this browser. */
const foreignColors = (page) =>
	page.evaluate(() => {
		const probe = document.body.appendChild(document.createElement('i'));
		const systems = ['CanvasText', 'Canvas', 'LinkText', 'GrayText', 'Highlight', 'HighlightText', 'ButtonText'];
		const own = new Set(
			systems.map((name) => {
				probe.style.color = name;
				return getComputedStyle(probe).color;
			})
		);
		probe.remove();
		const shown = [...document.querySelectorAll('main svg :is(text, path, line, rect, circle)')].filter((one) =>
			one.checkVisibility()
		);
		const colors = shown.flatMap((one) => {
			const { fill, stroke } = getComputedStyle(one);
			return [fill, stroke]
				.filter((color) => color !== 'none' && !own.has(color))
				.map((color) => `${one.localName}.${one.getAttribute('class')} ${color}`);
		});
		return [...new Set(colors)];
	});

async function visit(open, path) {
	const wish = (options) => open(path, { bypassCSP: true, ...options });
	const dark = await wish({ colorScheme: 'dark' });
	const contrast = {};
	for (const colorScheme of ['light', 'dark'])
		contrast[colorScheme] = await axe(await wish({ contrast: 'more', colorScheme }), ['color-contrast-enhanced']);
	const forced = await wish({ forcedColors: 'active' });
	const near = await wish({ viewport: AT_400_PERCENT });
	const still = await wish({ reducedMotion: 'reduce' });
	return {
		dark: {
			background: await dark.evaluate(() => getComputedStyle(document.body).backgroundColor),
			axe: await axe(dark)
		},
		contrast,
		forced: { colors: await foreignColors(forced), axe: await axe(forced) },
		zoom: { overflow: await overflow(near), axe: await axe(near) },
		still: await still.evaluate(() => document.getAnimations().length)
	};
}

await run(Object.fromEntries(paths.map((path) => [path, (open) => visit(open, path)])));
