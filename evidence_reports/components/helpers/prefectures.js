// Tiles of the prefectures, with their short names: 東京 for 東京都, TKY where space is for three signs.
const THREE_SIGNS = (
	'HKD AOM IWT MYG AKT YGT FKS IBR TCG GUM SIT CHB TKY KNG NGT TYM ISK FKI YMN NGN GIF SZO AIC MIE ' +
	'SIG KYT OSK HYG NAR WKY TTR SMN OKY HRS YGC TKS KGW EHM KOC FKO SAG NGS KUM OIT MYZ KGS OKN'
).split(' ');

function shortName(row, lang, tight) {
	if (lang === 'ja') return row.prefecture_ja.replace(/(?<!北海)[都府県道]$/, '');
	return tight ? THREE_SIGNS[Number(row.prefecture_code) - 1] : row.prefecture_en.replace(/[- ].*$/, '');
}

/** A tile for each prefecture: where it lies, and the column that colours it. */
export const tilesOf = (rows, lang, column) =>
	rows.map((row) => ({
		code: row.prefecture_code,
		name: shortName(row, lang, false),
		short: shortName(row, lang, true),
		column: row.tile_column,
		row: row.tile_row,
		value: row[column]
	}));
