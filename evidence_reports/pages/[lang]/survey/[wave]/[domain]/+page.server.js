import { domainOf } from '$lib/helpers/wave_pages.js';
import { RESULTS } from '$lib/server/wave_results.js';
import { waveTables } from '$lib/server/waves.js';

export const load = async ({ params }) => ({
	...(await waveTables(params.wave, RESULTS)),
	domain: domainOf(params.domain)
});
