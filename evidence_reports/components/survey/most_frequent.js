// When a superlative may be said of answers some of which are hidden.

/**
 * The option chosen most often among those whose share is shown, and whether none that is hidden
 * could exceed it: { row, isCertain }; undefined where all are hidden. With one answer each, what is
 * hidden is at most what the shares shown leave over; with several, it can be anything.
 */
export function mostFrequent(rows, questionType) {
	const options = rows.filter((row) => !row.is_combined);
	const shown = options.filter((row) => row.share !== null);
	const named = shown.filter((row) => row.option_code !== 'NA').sort((a, b) => b.share - a.share);
	if (named.length === 0) return undefined;
	const left = questionType === 'single' ? 1 - shown.reduce((sum, row) => sum + row.share, 0) : 1;
	const hidden = options.some((row) => row.share === null && row.option_code !== 'NA');
	return { row: named[0], isCertain: !hidden || left < named[0].share };
}
