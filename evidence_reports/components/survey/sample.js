// What is said of a made-up wave wherever a part of its pages is read, copied, cited or taken apart from them. `page`: the store
// of SvelteKit, whose data hold the wave of each page below survey/<wave>/.

const isSample = ({ data }) => Boolean(data.wave?.has_sample);

/** A caption, which says so itself. */
export const titled = (page, t, title) => (isSample(page) ? t('sample.titled', { title }) : title);

/** The column that says so in every row of a file. */
export const sampleColumn = (page, t) =>
	isSample(page) ? { name: t('sample.column'), value: t('nature.sample') } : null;
