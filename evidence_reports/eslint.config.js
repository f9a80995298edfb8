// Likely mistakes in the site's scripts and components, and in the scripts of tests/browser.
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
			// A reason to look away that is no longer needed goes, in markup as in scripts.
			'svelte/comment-directive': ['error', { reportUnusedDisableDirectives: true }],
			// Pages are drawn once, by the build (csr = false): a key in a list would change nothing.
			'svelte/require-each-key': 'off',
			// SvelteKit's resolve() is newer than the SvelteKit of Evidence (2.8).
			'svelte/no-navigation-without-resolve': 'off'
		}
	}
];
