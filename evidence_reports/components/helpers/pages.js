// The chapters of the report, in reading order. A page exists in every language.
import { LANGUAGES } from './labels.js';

export const CHAPTERS = [
	{ key: 'overview', slug: '' },
	{ key: 'mail_volume', slug: 'mail-volume/' },
	{ key: 'post_offices', slug: 'post-offices/' },
	{ key: 'survey', slug: 'survey/' },
	{ key: 'outsourcing', slug: 'outsourcing/' },
	{ key: 'council', slug: 'council/' },
	{ key: 'municipalities', slug: 'municipalities/' },
	{ key: 'reconciliation', slug: 'reconciliation/' },
	{ key: 'data_quality', slug: 'data-quality/' },
	{ key: 'sources', slug: 'sources/' },
	{ key: 'about', slug: 'about/' }
];

/** What SvelteKit renders for a page below pages/[lang]/. */
export const entries = () => LANGUAGES.map((lang) => ({ lang }));
