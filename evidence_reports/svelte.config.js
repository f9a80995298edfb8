// Merged by Evidence's template into its own SvelteKit configuration.
export default {
	kit: {
		paths: { relative: true },
		prerender: {
			entries: ['/'],
			handleHttpError: 'fail',
			handleMissingId: 'fail',
			handleEntryGeneratorMismatch: 'fail'
		}
	}
};
