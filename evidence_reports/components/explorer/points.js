// The points of a pair of indicators: who is drawn, who is lit, who lies far out. No figure is computed here.

const prefectureOf = (places, code) => places.prefectures.find((one) => one.code === code.slice(0, 2))?.name;

/** All areas of a level with both values, null where one is missing: [{ code, name, within, x, y }]. */
export function areasOf(level, places, x, y) {
	if (level === 'prefectures')
		return places.prefectures.map(({ code, name }) => ({
			code,
			name,
			within: '',
			x: x.prefectures[code]?.[0] ?? null,
			y: y.prefectures[code]?.[0] ?? null
		}));
	const within = new Map(places.prefectures.map((one) => [one.code, one.name]));
	return places.codes.map((code, i) => ({
		code,
		name: places.names[i],
		within: within.get(code.slice(0, 2)),
		x: x.municipalities[i],
		y: y.municipalities[i]
	}));
}

/** The codes of the companions of a municipality; alike: [[code, distance]] of the finder. */
export function companionsOf(places, own, lit, alike) {
	const at = places.codes.indexOf(own);
	if (at < 0) return [];
	if (lit === 'alike') return (alike ?? []).map(([code]) => code);
	if (lit === 'prefecture') return places.codes.filter((code) => code !== own && code.startsWith(own.slice(0, 2)));
	const group = places.groups[places.group[at]].code;
	const inside = (code) => code === group || code.startsWith(`${group}.`);
	return places.codes.filter((code, i) => code !== own && inside(places.groups[places.narrowest[i]].code));
}

export const nameOf = (places, code) => {
	if (code.length === 2) return prefectureOf(places, code);
	const at = places.codes.indexOf(code);
	return at < 0 ? undefined : places.names[at];
};

const middle = (sorted, share) => sorted[Math.floor(share * (sorted.length - 1))];

/** How far out each value lies, in spreads between the quartiles from the median. */
function outlyingness(values) {
	const sorted = values.slice().sort();
	const spread = middle(sorted, 0.75) - middle(sorted, 0.25) || sorted.at(-1) - sorted[0] || 1;
	const median = middle(sorted, 0.5);
	return values.map((value) => (value - median) / spread);
}

/** The points that lie furthest out, to be named first: [index], the furthest first. */
export function outliers(points, scale, count) {
	const [x, y] = ['x', 'y'].map((axis) => outlyingness(Float64Array.from(points, (one) => scale[axis](one[axis]))));
	const distances = x.map((out, i) => out ** 2 + y[i] ** 2);
	const least = distances.slice().sort().at(-count) ?? 0;
	return points
		.map((_, i) => i)
		.filter((i) => distances[i] >= least)
		.sort((a, b) => distances[b] - distances[a])
		.slice(0, count);
}
