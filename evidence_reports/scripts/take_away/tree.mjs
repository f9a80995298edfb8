// A piece of a finished page as a tree: { name, attributes, classes, path, children, parent }, texts as { text }; the path
// is the names and classes from the root on. Read by Svelte's parser, which knows HTML.
import { parse } from 'svelte/compiler';

export function treeOf(html) {
	const { html: root } = parse(html.replaceAll('{', '&#123;'));
	return adopted({ name: 'root', attributes: {}, classes: [], path: '', parent: null }, root.children);
}

function adopted(node, children) {
	node.children = children
		.map((child) => {
			if (child.type === 'Text') return { text: child.data, parent: node };
			if (child.type === 'Comment') return null;
			const attributes = Object.fromEntries(
				child.attributes.map(({ name, value }) => [name, value === true ? '' : value.map((one) => one.data).join('')])
			);
			const classes = (attributes.class ?? '').split(/\s+/).filter(Boolean);
			const path = `${node.path} ${[child.name, ...classes].join('.')}`;
			return adopted({ name: child.name, attributes, classes, path, parent: node }, child.children ?? []);
		})
		.filter(Boolean);
	return node;
}

/** Every element at or below a node, in the order of the page. */
export const all = (node) => (node.text === undefined ? [node, ...node.children.flatMap(all)] : []);

export const withClass = (node, name) => all(node).filter((one) => one.classes.includes(name));

/** What a reader sees of a node, without the parts whose class is left out. */
export function textOf(node, ...without) {
	if (node.text !== undefined) return node.text;
	if (node.classes.some((name) => without.includes(name))) return '';
	return node.children
		.map((child) => textOf(child, ...without))
		.join('')
		.replace(/\s+/g, ' ');
}
