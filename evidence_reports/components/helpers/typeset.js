// Words of the tables as the pages set them. Titles and notes come as their publishers write them, with signs of either width.

const SIGNS = {
	ja: [
		// Not within what is quoted in Latin letters: 134789 (as printed).
		[/(?<=[\u3005-\u9fff」』）])\(([^()]*)\)/g, '（$1）'],
		[/\(([^()]*[\u3005-\u9fff][^()]*)\)/g, '（$1）'],
		[/(?<=[\u3005-\u9fff」』）])\(([^()]*)\)/g, '（$1）'],
		[/(\d)\s?%/g, '$1％'],
		[/(?<=[\u3041-\u30ff\u3400-\u9fff）]):(?![/\s])/g, '：'],
		[/(^|[\s（、。\u3041-\u3096比率])[-▲△](?=\d)/g, '$1\u2212']
	],
	en: [
		[/(\d)\s%/g, '$1%'],
		[/(^|[\s(])-(?=\d)/g, '$1\u2212']
	]
};

/** One width of parentheses, colons and per cent, one sign for less than zero. */
export const typeset = (text, lang) => SIGNS[lang].reduce((set, [sign, by]) => set.replace(sign, by), text);

const OF_A_LANGUAGE = /_(ja|en)$/;

/** The row with its columns of a language set so. */
export const typesetRow = (row) =>
	Object.fromEntries(
		Object.entries(row).map(([name, value]) => {
			const [, lang] = name.match(OF_A_LANGUAGE) ?? [];
			return [name, lang && typeof value === 'string' ? typeset(value, lang) : value];
		})
	);
