// Likely mistakes in the site's scripts and components.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';

export default [
	js.configs.recommended,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			// Every list is drawn once, from what the build read; none is rearranged piece by piece.
			'svelte/require-each-key': 'off',
			// Addresses are made in one place (helpers/pages.js) and are relative; SvelteKit's resolve() is newer than Evidence.
			'svelte/no-navigation-without-resolve': 'off',
			// Only markup.js and the drawings make HTML, from escaped texts; no visitor's text comes into it.
			'svelte/no-at-html-tags': 'off'
		}
	}
];
