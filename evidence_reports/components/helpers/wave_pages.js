// The pages of a wave, for the links at the head of each of them.
import { label } from './labels.js';
import { domainName } from './survey.js';

/** [{ slug, text, current }]; `current` is a page key or the domain the page shows. */
export const wavePages = (lang, wave, largeDomains, current) =>
	[
		{ key: 'results', slug: `${wave.wave_id}/`, text: label(lang, 'wave.page.results') },
		...largeDomains.map((domain) => ({
			key: domain,
			slug: `${wave.wave_id}/${domain}/`,
			text: label(lang, 'wave.by_domain', { domain: domainName(lang, domain) })
		})),
		{ key: 'non_response', slug: `${wave.wave_id}/non-response/`, text: label(lang, 'wave.page.non_response') },
		{ key: 'codebook', slug: `${wave.wave_id}/codebook/`, text: label(lang, 'wave.page.codebook') },
		{ key: 'methodology', slug: 'methodology/', text: label(lang, 'wave.page.methodology') }
	].map(({ key, ...page }) => ({ ...page, current: key === current }));
