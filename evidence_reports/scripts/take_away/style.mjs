// The style sheet's word on the elements of a drawing, as attributes of SVG: a picture that leaves the site takes its
// colours along. Light colours, as on paper; rules for screens, sizes and modes (@media) do not count.

/** What of a style a drawing needs. */
const DRAWN = [
	'fill',
	'stroke',
	'stroke-width',
	'stroke-dasharray',
	'stroke-linejoin',
	'paint-order',
	'font-size',
	'font-weight',
	'opacity'
];
const COMPOUND = /^([a-z]+)?((?:\.[\w-]+|:(?:is|not)\([^()]*\))*)$/;
const PART = /\.([\w-]+)|:(is|not)\(([^()]*)\)/g;

/** [{ selector, weight, declarations }] of the style sheet's rules outside @media, those without pseudo-elements. */
export function rulesOf(css) {
	const rules = [];
	const outside = withoutAtRules(css.replace(/\/\*[\s\S]*?\*\//g, ''));
	for (const [, selectors, body] of outside.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
		const declarations = Object.fromEntries(
			body
				.split(';')
				.map((one) => one.match(/^\s*([\w-]+)\s*:\s*([\s\S]+?)\s*$/))
				.filter(Boolean)
				.map(([, name, value]) => [name, value])
		);
		for (const selector of selectors.split(/,(?![^(]*\))/)) {
			const parts = selector
				.trim()
				.replace(/,\s+/g, ',')
				.replace(/\s*>\s*/g, ' >')
				.split(/\s+/);
			if (parts.every((part) => part === ':root' || COMPOUND.test(part.replace(/^>/, ''))))
				rules.push({ parts, weight: weightOf(selector), order: rules.length, declarations });
		}
	}
	return rules;
}

function withoutAtRules(css) {
	let rest = '';
	let depth = 0;
	let skipped = false;
	for (const piece of css.split(/(?<=[{};])/)) {
		if (depth === 0 && piece.trim().startsWith('@')) skipped = true;
		if (!skipped) rest += piece;
		if (piece.endsWith('{')) depth += 1;
		if (piece.endsWith('}')) depth -= 1;
		if (depth === 0 && (piece.endsWith('}') || piece.endsWith(';'))) skipped = false;
	}
	return rest;
}

const weightOf = (selector) =>
	100 * (selector.match(/\.[\w-]+|:root/g)?.length ?? 0) + (selector.match(/(?:^|[\s>])[a-z]+/g)?.length ?? 0);

const read = new Map();

/** What a compound ("text.axis:not(.muted)") asks of a node; each is read once, every node of a page is held against it. */
function compound(text) {
	if (!read.has(text)) {
		const [, name, rest] = text.match(COMPOUND);
		const asked = [...rest.matchAll(PART)].map(([, one, kind, list]) => ({
			one,
			kind,
			others: list?.split(',').map((other) => other.trim())
		}));
		read.set(text, { name, asked });
	}
	return read.get(text);
}

function fits(node, text) {
	if (text === ':root') return node.parent === null;
	const { name, asked } = compound(text);
	if (name && node.name !== name) return false;
	return asked.every(({ one, kind, others }) =>
		one ? node.classes.includes(one) : others.some((other) => fits(node, other)) === (kind === 'is')
	);
}

/** Whether a node is what the last part names, below what the others name. */
function isMeant(node, parts) {
	const last = parts.at(-1);
	if (!fits(node, last.replace(/^>/, ''))) return false;
	if (parts.length === 1) return true;
	const others = parts.slice(0, -1);
	if (last.startsWith('>')) return node.parent !== null && isMeant(node.parent, others);
	for (let above = node.parent; above; above = above.parent) if (isMeant(above, others)) return true;
	return false;
}

/** of(node): the attributes of a node by the rules. colour(node, '--ink'): what a variable means there, asked upwards. */
export function styler(rules) {
	const known = new Map(); // rules ask for names and classes alone, so that nodes of one path are styled alike
	const declared = (node) => {
		if (!known.has(node.path))
			known.set(
				node.path,
				Object.assign(
					{},
					...rules
						.filter(({ parts }) => isMeant(node, parts))
						.sort((a, b) => a.weight - b.weight || a.order - b.order)
						.map(({ declarations }) => declarations)
				)
			);
		return known.get(node.path);
	};
	const variable = (node, name) => {
		for (let above = node; above; above = above.parent) {
			const value = declared(above)[name];
			if (value !== undefined) return meant(above, value);
		}
		return null;
	};
	const meant = (node, value) => {
		const [whole, name] = value.match(/^var\((--[\w-]+)\)$/) ?? [];
		return whole
			? variable(node, name)
			: value.replace(/([\d.]+)rem/g, (_, size) => `${16 * size}`).replace(/px\b/g, '');
	};
	return {
		of: (node) =>
			Object.fromEntries(
				DRAWN.filter((name) => declared(node)[name] !== undefined)
					.map((name) => [name, meant(node, declared(node)[name])])
					.filter(([, value]) => value !== null)
			),
		colour: variable
	};
}
