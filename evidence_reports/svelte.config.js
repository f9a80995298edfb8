// The page of the municipalities shows the one whose code its address ends with, the finder what its address says is
// chosen: no element has that name (scripts/site_check.mjs knows which codes there are).
const isChoice = ({ path, id }) =>
	(path.endsWith('/municipalities/') && /^\d{6}$/.test(id)) ||
	(path.endsWith('/finder/') && /^(like|pref)=\d+$/.test(id));

// Merged by Evidence's template into its own SvelteKit configuration.
export default {
	kit: {
		paths: { relative: true },
		prerender: {
			concurrency: 4, // while one page waits for the database, others are drawn
			entries: ['/', '/404/', '/data/finder.json'],
			handleHttpError: 'fail',
			handleMissingId(missing) {
				if (!isChoice(missing)) throw new Error(missing.message);
			},
			handleEntryGeneratorMismatch: 'fail'
		}
	}
};
