// How the code of the site and of its browser tests is laid out: as near as can be to how it was written by hand.
import * as svelte from 'prettier-plugin-svelte';

export default {
	plugins: [svelte],
	overrides: [{ files: '*.svelte', options: { parser: 'svelte' } }],
	useTabs: true,
	singleQuote: true,
	trailingComma: 'none',
	printWidth: 120
};
