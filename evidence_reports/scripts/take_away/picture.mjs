// A figure as a picture that stands alone: its message, what it measures, the drawing, notes, source and release, in one
// SVG file with no style sheet, no font of its own and nothing to fetch.
import { inLines, widthOf } from '../../components/charts/geometry.js';
import { round } from '../../components/drawing/scale.js';
import { all, textOf, withClass } from './tree.mjs';

const WIDTH = 760;
const MARGIN = 24;
const BAR = { start: 240, end: WIDTH - 110 };
const PANELS_ACROSS = 3;

const LENGTHS = ['x', 'y', 'width', 'height', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy'];
const UPRIGHT = ['y', 'height', 'y1', 'y2', 'cy'];
const NOT_KEPT = /^(class|style|aria-|data-|role|xmlns|textLength|lengthAdjust)/;

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => SIGNS[sign]);
const attributesIn = (pairs) =>
	Object.entries(pairs)
		.map(([name, value]) => ` ${name}="${escape(value)}"`)
		.join('');

/** What a reader sees of several variants is the first; a wide drawing stands for the narrow one. */
const isHidden = ({ classes }) =>
	(classes.includes('variant') && !classes.includes('default')) ||
	classes.some((name) => ['narrow', 'visually-hidden', 'screen-only'].includes(name));

/** figure: a tree (tree.mjs) · style: of styler (style.mjs) · about: lines below the drawing */
export function pictureOf(figure, { lang, title, subtitle, style, about }) {
	const [ink, quiet] = ['--ink', '--quiet'].map((name) => style.colour(figure, name));
	const markup = [];
	let y = MARGIN;

	function lines(text, size, { fill = ink, weight = 400, x = 0, width = WIDTH, anchor = 'start' } = {}) {
		const wrapped = inLines(text, size, width);
		for (const line of wrapped) {
			y += size * 1.4;
			markup.push(
				`<text${attributesIn({ x: MARGIN + x, y: round(y - size * 0.3), 'font-size': size, fill, 'font-weight': weight, 'text-anchor': anchor })}>${escape(line.trim())}</text>`
			);
		}
	}

	/** The size of a text that is to be narrower (textLength, which few programs know). */
	function fitted(node, size) {
		const width = Number(node.attributes.textLength);
		return width ? { 'font-size': round((size * width) / widthOf(textOf(node).trim(), size)) } : {};
	}

	/** An element of a drawing with its style; parts of the width become lengths. */
	function drawn(node, width, height) {
		if (node.text !== undefined) return escape(node.text.replace(/\s+/g, ' '));
		const styled = style.of(node);
		const own = Object.entries(node.attributes)
			.filter(([name]) => !NOT_KEPT.test(name))
			.map(([name, value]) => [
				name,
				LENGTHS.includes(name) && value.endsWith('%')
					? round((parseFloat(value) / 100) * (UPRIGHT.includes(name) ? height : width))
					: value
			]);
		const inside = node.children.map((child) => drawn(child, width, height)).join('');
		return `<${node.name}${attributesIn({ ...Object.fromEntries(own), ...styled, ...fitted(node, Number(styled['font-size'])) })}>${inside}</${node.name}>`;
	}
	const inner = (svg, width, height) => svg.children.map((child) => drawn(child, width, height)).join('');
	const place = (x, top, content, scale = 1) =>
		markup.push(
			`<g transform="translate(${round(MARGIN + x)} ${round(top)})${scale === 1 ? '' : ` scale(${round(scale)})`}">${content}</g>`
		);

	/** What is drawn on a scale of its own, or in parts of the width it is given, put at x in a width. */
	function drawing(svg, x, width) {
		const { viewBox, height } = svg.attributes;
		const [across, down] = viewBox ? viewBox.split(' ').slice(2).map(Number) : [width, Number(height)];
		const scale = Math.min(1, width / across);
		place(x, y, inner(svg, across, down), scale);
		y += down * scale;
	}

	/** Words, a bar or an interval, words: one row. */
	function row(node, label, value) {
		const svg = all(node).find(({ name }) => name === 'svg');
		const height = Number(svg.attributes.height);
		const top = y;
		const words = (found, at) => {
			y = top;
			if (found) {
				lines(textOf(found, 'bar-note', 'dot-range'), 13, at);
				for (const more of [...withClass(found, 'bar-note'), ...withClass(found, 'dot-range')])
					lines(textOf(more), 11.5, { ...at, fill: quiet });
			}
			return y;
		};
		const ends = [
			words(withClass(node, label)[0], { width: BAR.start - 12 }),
			words(withClass(node, value)[0], { x: WIDTH, anchor: 'end', width: WIDTH - BAR.end - 8 })
		];
		place(BAR.start, top, inner(svg, BAR.end - BAR.start, height));
		y = Math.max(...ends, top + height) + 7;
	}

	/** What the marks of small drawings mean, one below the other. */
	function keyOf(list, x, width) {
		for (const entry of all(list).filter(({ name }) => name === 'li')) {
			place(
				x,
				y + 3,
				inner(
					all(entry).find(({ name }) => name === 'svg'),
					24,
					12
				)
			);
			lines(textOf(entry).trim(), 12, { x: x + 30, width: width - 30 });
		}
	}

	function panels(node) {
		const across = WIDTH / PANELS_ACROSS;
		const found = withClass(node, 'panel');
		for (let i = 0; i < found.length; i += PANELS_ACROSS) {
			const top = y;
			const ends = found.slice(i, i + PANELS_ACROSS).map((panel, at) => {
				y = top;
				lines(textOf(withClass(panel, 'panel-title')[0]), 12.5, { x: at * across, width: across - 16, weight: 600 });
				const [key] = withClass(panel, 'panel-key');
				if (key) keyOf(key, at * across, across - 20);
				else
					drawing(
						all(panel).find(({ name }) => name === 'svg'),
						at * across,
						across - 20
					);
				lines(textOf(withClass(panel, 'panel-value')[0]), 12, {
					x: at * across,
					width: across - 16,
					fill: quiet
				});
				return y;
			});
			y = Math.max(...ends) + 14;
		}
	}

	function legend(node) {
		let x = 0;
		y += 18;
		for (const entry of all(node).filter(({ name }) => name === 'li')) {
			const text = textOf(entry).trim();
			const svg = all(entry).find(({ name }) => name === 'svg');
			const width = (svg ? 28 : 0) + widthOf(text, 12) + 20;
			if (x > 0 && x + width > WIDTH) {
				x = 0;
				y += 18;
			}
			if (svg) place(x, y - 10, inner(svg, 22, 12));
			const at = MARGIN + x + (svg ? 28 : 0);
			markup.push(
				`<text${attributesIn({ x: round(at), y: round(y), 'font-size': 12, fill: ink })}>${escape(text)}</text>`
			);
			x += width;
		}
		y += 12;
	}

	function part(node) {
		if (node.text !== undefined || isHidden(node)) return;
		if (node.classes.includes('legend')) legend(node);
		else if (node.classes.includes('panels')) panels(node);
		else if (node.classes.includes('bar-row')) row(node, 'bar-label', 'bar-value');
		else if (node.classes.includes('dot-row')) row(node, 'dot-label', 'dot-value');
		else if (node.name === 'svg') drawing(node, 0, WIDTH);
		else if (node.name === 'ol')
			all(node)
				.filter(({ name }) => name === 'li')
				.forEach((entry, i) => lines(`${i + 1}. ${textOf(entry).trim()}`, 12, { fill: quiet }));
		else if (node.name === 'p' || node.name === 'li') lines(textOf(node), 12, { fill: quiet });
		else node.children.forEach(part);
	}

	lines(title, 19, { weight: 600 });
	lines(subtitle, 13, { fill: quiet });
	y += 12;
	for (const child of figure.children) {
		if (child.text !== undefined || ['figcaption', 'details'].includes(child.name)) continue;
		if (
			child.classes.some((name) =>
				['summary', 'figure-note', 'figure-actions', 'sources', 'mark-legend'].includes(name)
			)
		)
			continue;
		part(child);
	}
	y += 10;
	for (const line of about) lines(line, 11.5, { fill: quiet });
	const height = Math.ceil(y + MARGIN);
	const width = WIDTH + 2 * MARGIN;
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
		`font-family="sans-serif" role="img" xml:lang="${lang}"><title>${escape(title)}</title>` +
		`<desc>${escape(about.join(' '))}</desc><rect width="100%" height="100%" fill="#ffffff"/>${markup.join('')}</svg>\n`
	);
}
