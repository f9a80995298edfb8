// Tone and sign of every result: the tone chooses the colour, the sign says it without colour.
// The first group are the statuses of reports.published_figure.

export const FIGURE_STATUSES = {
	reproduced: { tone: 'good', sign: '✓' },
	confirmed: { tone: 'good', sign: '✓' },
	differs: { tone: 'attention', sign: '≠' },
	not_reproducible: { tone: 'attention', sign: '?' },
	stated_only: { tone: 'neutral', sign: '–' },
	not_numeric: { tone: 'neutral', sign: '–' }
};

export const BADGES = {
	...FIGURE_STATUSES,
	agrees: { tone: 'good', sign: '✓' },
	not_compared: { tone: 'neutral', sign: '–' },
	passed: { tone: 'good', sign: '✓' },
	no_rows: { tone: 'neutral', sign: '–' },
	failed: { tone: 'attention', sign: '×' },
	warning: { tone: 'attention', sign: '!' }
};
