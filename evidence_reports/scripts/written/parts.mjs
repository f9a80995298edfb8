// What a text consists of: prose, expressions, headings, components. Read by Svelte's own parser, so that an
// expression ends where Svelte says it does; the places are those of the file.
import { parse } from 'svelte/compiler';

// What Markdown itself does not read as text, kept as blanks: addresses of links, and code but for numbers that are no part
// of a name in it.
const CODE = /(`+)[^`\n](?:[^\n]*?[^`\n])?\1(?!`)/g;
const OF_CODE = /[A-Za-z_][\w.-]*|[^\n\p{N},.]/gu;
const ADDRESS = /(?<=\])\([^)\s]*\)/g;
const LIST_NUMBER = /^[ \t]*(\d+)[.)](?=\s)/gm;
const HEADING = /^(#{1,6})[ \t]+(.*)$/gm;
// Those of an array that hand its rows, one by one, to a function.
const ROW_BY_ROW = ['map', 'filter', 'find', 'some', 'every', 'flatMap', 'findIndex'];

const blank = (text) => text.replace(/[^\n]/g, ' ');
const masked = (source) =>
	withoutListNumbers(source.replace(CODE, (code) => code.replace(OF_CODE, blank)).replace(ADDRESS, blank));

/** A list counts from one: any other number before a point is read as text. */
function withoutListNumbers(source) {
	let last = 0;
	return source.replace(LIST_NUMBER, (is, number) => {
		if (![1, last + 1].includes(Number(number))) return is;
		last = Number(number);
		return blank(is);
	});
}

/**
 * { prose, printed, references, names, components, conditions, outline, forbidden, broken } of a text; each entry has `at`.
 *
 * printed: expressions whose value is read. references: columns of queries. names: every free name used.
 */
export function partsOf(text) {
	const found = { prose: [], printed: [], references: [], names: [], components: [] };
	Object.assign(found, { conditions: [], forbidden: [], outline: [] });
	const source = masked(text.source);
	let tree;
	try {
		tree = parse(source);
	} catch (error) {
		return { ...found, broken: { at: error.start?.character ?? 0, message: error.message } };
	}
	for (const part of [tree.instance, tree.module, tree.css]) {
		if (part) found.forbidden.push({ at: part.start, what: `<${part.type === 'Style' ? 'style' : 'script'}>` });
	}
	visit(tree.html, {}, found, source);
	for (const match of source.matchAll(HEADING)) {
		found.outline.push({ at: match.index, says: `h${match[1].length}`, level: match[1].length });
	}
	for (const one of found.components) {
		found.outline.push({ at: one.at, says: `<${one.name}${one.data ? ` data={${one.data}}` : ''}>` });
	}
	found.outline.sort((a, b) => a.at - b.at);
	return found;
}

/** `scope`: names bound to a row of a query ({ row: 'closures' }) or to something else ({ i: null }). */
function visit(node, scope, found, source) {
	if (!node) return;
	const inner = (children, more = {}) =>
		(children ?? []).forEach((child) => visit(child, { ...scope, ...more }, found, source));
	switch (node.type) {
		case 'Text':
			found.prose.push({ at: node.start, text: source.slice(node.start, node.end) });
			return;
		case 'MustacheTag':
			found.printed.push({ at: node.start, end: node.end, node: node.expression, name: columnOf(node.expression) });
			look(node.expression, scope, found);
			return;
		case 'RawMustacheTag':
		case 'DebugTag':
			found.forbidden.push({ at: node.start, what: source.slice(node.start, source.indexOf(' ', node.start)) });
			return;
		case 'ConstTag': {
			const { left, right } = node.expression;
			look(right, scope, found);
			scope[left.name] = rowsOf(right, scope);
			return;
		}
		case 'EachBlock': {
			look(node.expression, scope, found);
			const rows = node.expression.type === 'Identifier' ? node.expression.name : null;
			const bound = Object.fromEntries(namesIn(node.context).map((name) => [name, null]));
			if (node.context.type === 'Identifier') bound[node.context.name] = rows;
			if (node.index) bound[node.index] = null;
			inner(node.children, bound);
			inner(node.else?.children);
			return;
		}
		case 'IfBlock': {
			const before = found.references.length;
			const from = found.names.length;
			look(node.expression, scope, found);
			const names = found.names.slice(from).map(({ name }) => name);
			found.conditions.push({ at: node.start, names, isOfRow: found.references.length > before });
			inner(node.children);
			inner(node.else?.children);
			return;
		}
		case 'InlineComponent':
			found.components.push(component(node, scope, found));
			inner(node.children);
			return;
		default:
			for (const attribute of node.attributes ?? []) attributeOf(attribute, scope, found, null);
			inner(node.children);
	}
}

function component(node, scope, found) {
	const attributes = node.attributes.map((attribute) => ({
		name: attribute.name,
		at: attribute.start,
		text: attribute.value?.length === 1 && attribute.value[0].type === 'Text' ? attribute.value[0].data : null
	}));
	const data = node.attributes.find((attribute) => attribute.name === 'data')?.value?.[0];
	for (const attribute of node.attributes) attributeOf(attribute, scope, found, node.name);
	const rows = data?.type === 'AttributeShorthand' || data?.type === 'MustacheTag' ? data.expression : null;
	return { name: node.name, at: node.start, attributes, data: rows?.type === 'Identifier' ? rows.name : null };
}

/** Words of a component's attribute are read like prose, and so is a value between words; a lone value is a setting. */
function attributeOf(attribute, scope, found, component) {
	const values = Array.isArray(attribute.value) ? attribute.value : [];
	if (attribute.type !== 'Attribute' || values.some((value) => value.type === 'AttributeShorthand')) {
		if (attribute.expression) look(attribute.expression, scope, found);
		for (const value of values) if (value.expression) look(value.expression, scope, found);
		return;
	}
	for (const value of values) {
		if (value.type === 'Text') {
			if (component)
				found.prose.push({ at: value.start, text: value.raw ?? value.data, component, setting: attribute.name });
			continue;
		}
		look(value.expression, scope, found);
		if (component && values.length > 1)
			found.printed.push({ at: value.start, end: value.end, node: value.expression, name: columnOf(value.expression) });
		else if (component)
			found.printed.push({ at: value.start, end: value.end, node: value.expression, isSetting: true });
	}
}

/** The column whose value an expression is, for the way it is printed. */
const columnOf = (node) =>
	node?.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier'
		? node.property.name
		: null;

/** The query whose row an expression is: `closures[0]`, or a name bound to a row. */
function rowsOf(node, scope) {
	if (node?.type === 'ChainExpression') return rowsOf(node.expression, scope);
	if (node?.type === 'Identifier') return scope[node.name] ?? null;
	if (node?.type === 'MemberExpression' && node.computed && node.object.type === 'Identifier')
		return node.object.name in scope ? null : node.object.name;
	if (node?.type === 'CallExpression' && ['at', 'find'].includes(node.callee.property?.name))
		return node.callee.object.type === 'Identifier' ? node.callee.object.name : null;
	return null;
}

const namesIn = (pattern) =>
	!pattern
		? []
		: pattern.type === 'Identifier'
			? [pattern.name]
			: pattern.type === 'ObjectPattern'
				? pattern.properties.flatMap((one) => namesIn(one.value ?? one.argument))
				: pattern.type === 'ArrayPattern'
					? pattern.elements.flatMap(namesIn)
					: pattern.type === 'AssignmentPattern'
						? namesIn(pattern.left)
						: [];

/** Every column and every free name in an expression. */
function look(node, scope, found) {
	if (!node || typeof node.type !== 'string') return;
	if (node.type === 'Identifier') {
		if (!(node.name in scope)) found.names.push({ at: node.start, name: node.name });
		return;
	}
	if (node.type === 'MemberExpression') {
		look(node.object, scope, found);
		if (node.computed) look(node.property, scope, found);
		const query = rowsOf(node.object, scope);
		if (query && !node.computed) found.references.push({ at: node.start, query, column: node.property.name });
		return;
	}
	if (node.type === 'ArrowFunctionExpression') {
		const bound = Object.fromEntries(node.params.flatMap(namesIn).map((name) => [name, null]));
		look(node.body, { ...scope, ...bound, ...node.rows }, found);
		return;
	}
	if (node.type === 'Property') {
		if (node.computed) look(node.key, scope, found);
		look(node.value, scope, found);
		return;
	}
	if (node.type === 'CallExpression') {
		const [first] = node.arguments;
		// closures.map((row) => …), list(closures, (row) => …)
		const rows =
			node.callee.type === 'MemberExpression' && ROW_BY_ROW.includes(node.callee.property.name)
				? node.callee.object
				: first;
		const each = rows === first ? node.arguments[1] : first;
		if (
			rows?.type === 'Identifier' &&
			each?.type === 'ArrowFunctionExpression' &&
			each.params[0]?.type === 'Identifier'
		)
			each.rows = { [each.params[0].name]: rows.name };
	}
	for (const [key, value] of Object.entries(node)) {
		if (key === 'rows') continue;
		if (Array.isArray(value)) value.forEach((one) => look(one, scope, found));
		else if (value && typeof value === 'object') look(value, scope, found);
	}
}

/** Texts and bare numbers that an expression itself prints: what a writer typed, not what a query gave. */
export function typedIn(node) {
	if (!node) return [];
	switch (node.type) {
		case 'Literal':
			return [node.value];
		case 'TemplateLiteral':
			return [...node.quasis.map((part) => part.value.cooked), ...node.expressions.flatMap(typedIn)];
		case 'ConditionalExpression':
			return [...typedIn(node.consequent), ...typedIn(node.alternate)];
		case 'LogicalExpression':
		case 'BinaryExpression':
			return [...typedIn(node.left), ...typedIn(node.right)];
		case 'UnaryExpression':
			return typedIn(node.argument);
		case 'ArrowFunctionExpression':
			return typedIn(node.body);
		case 'CallExpression':
			return node.arguments.flatMap((one) => (typeof one.value === 'number' ? [] : typedIn(one)));
		case 'ArrayExpression':
			return node.elements.flatMap(typedIn);
		case 'ObjectExpression':
			return node.properties.flatMap((one) => typedIn(one.value));
		default:
			return [];
	}
}
