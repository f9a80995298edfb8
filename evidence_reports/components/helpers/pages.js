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

/** "4" of the fourth chapter; its figures are numbered 4-1, 4-2 and so on. */
export const chapterNumber = (chapter) => CHAPTERS.findIndex(({ key }) => key === chapter) + 1;

/** What SvelteKit renders for a page below pages/[lang]/. */
export const entries = () => LANGUAGES.map((lang) => ({ lang }));
