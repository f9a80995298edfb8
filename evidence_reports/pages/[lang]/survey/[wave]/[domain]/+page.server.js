import { domainOf } from '$lib/helpers/wave_pages.js';
import { RESULTS } from '$lib/server/wave_results.js';
import { domainEntries, waveTables } from '$lib/server/waves.js';

// A wave without a domain of many groups has no such page.
export const prerender = 'auto';
export const entries = domainEntries;

export const load = async ({ params }) => ({
	...(await waveTables(params.wave, RESULTS)),
	domain: domainOf(params.domain)
});
