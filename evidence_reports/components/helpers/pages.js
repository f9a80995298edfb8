// The chapters of the report, in reading order. A page exists in every language.

export const CHAPTERS = [
	{ key: 'overview', slug: '' },
	{ key: 'mail_volume', slug: 'mail-volume/' },
	{ key: 'post_offices', slug: 'post-offices/' },
	{ key: 'universal_service', slug: 'universal-service/' },
	{ key: 'retreat', slug: 'retreat/' },
	{ key: 'ageing', slug: 'ageing/' },
	{ key: 'survey', slug: 'survey/' },
	{ key: 'outsourcing', slug: 'outsourcing/' },
	{ key: 'council', slug: 'council/' },
	{ key: 'municipalities', slug: 'municipalities/' },
	{ key: 'finder', slug: 'finder/' },
	{ key: 'explorer', slug: 'explorer/' },
	{ key: 'questions', slug: 'questions/' },
	{ key: 'papers', slug: 'papers/' },
	{ key: 'reconciliation', slug: 'reconciliation/' },
	{ key: 'data_quality', slug: 'data-quality/' },
	{ key: 'data', slug: 'data/' },
	{ key: 'sources', slug: 'sources/' },
	{ key: 'about', slug: 'about/' }
];

/** 4 of the fourth chapter. */
export const chapterNumber = (chapter) => CHAPTERS.findIndex(({ key }) => key === chapter) + 1;

/** "2-1": chapter and position. */
export const figureNumber = (chapter, position) => `${chapterNumber(chapter)}-${position}`;

/** The figures of a chapter by name, in the order they stand on its page: { trend: "2-1", … }. */
const figureNumbers = (chapter, names) =>
	Object.fromEntries(names.map((name, i) => [name, figureNumber(chapter, i + 1)]));

/** Those of the municipalities: a profile has three, the map of the prefectures follows it. */
export const municipalityFigures = () => figureNumbers('municipalities', ['outlook', 'population', 'history', 'map']);
