// The pages of a wave, for the links at the head of each of them.
import { label } from './labels.js';
import { domainName } from '../survey/survey.js';

// Pages of a wave beside those of its domains.
const OWN_PAGES = ['codebook', 'non-response'];

/** The name of a domain as a part of an address: characters that may not stand there by their number. */
export const domainSlug = (domain) =>
	domain.replace(
		OWN_PAGES.includes(domain) ? /./gu : /[^A-Za-z0-9_-]/gu,
		(found) => `~${found.codePointAt(0).toString(16)}-`
	);

/** The name of the domain that a part of an address stands for. */
export const domainOf = (slug) =>
	slug.replace(/~([0-9a-f]+)-/g, (_, number) => String.fromCodePoint(parseInt(number, 16)));

/** [{ slug, text, current }]; `current` is a page key or the domain the page shows. */
export const wavePages = (lang, wave, largeDomains, current) =>
	[
		{ key: 'results', slug: `${wave.wave_id}/`, text: label(lang, 'wave.page.results') },
		...largeDomains.map((domain) => ({
			key: domain,
			slug: `${wave.wave_id}/${domainSlug(domain)}/`,
			text: label(lang, 'wave.by_domain', { domain: domainName(lang, domain) })
		})),
		{ key: 'non_response', slug: `${wave.wave_id}/non-response/`, text: label(lang, 'wave.page.non_response') },
		{ key: 'codebook', slug: `${wave.wave_id}/codebook/`, text: label(lang, 'wave.page.codebook') },
		{ key: 'methodology', slug: 'methodology/', text: label(lang, 'wave.page.methodology') }
	].map(({ key, ...page }) => ({ ...page, current: key === current }));
