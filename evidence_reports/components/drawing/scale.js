// Geometry of the drawings: from values to positions. No figure is computed here.

/** Linear map from [from0, from1] to [to0, to1]. */
export const linear = (from0, from1, to0, to1) => (value) =>
	from1 === from0 ? to0 : to0 + ((value - from0) / (from1 - from0)) * (to1 - to0);

/** Round tick values that cover [low, high]: about `count` of them, `smallest` apart at least. */
export function ticks(low, high, count, smallest = 0) {
	if (!(high > low)) return [low];
	const rough = Math.max((high - low) / count, smallest);
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
	const first = Math.floor(low / step);
	const last = Math.ceil(high / step);
	return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** Numbers on a drawing need two decimals at most. */
export const round = (value) => Math.round(value * 100) / 100;

/** SVG paths of a series: one solid through neighbouring points, one dotted across the gaps. */
export function paths(points, x, y, largestStep) {
	let solid = '';
	let dotted = '';
	points.forEach((point, i) => {
		const at = `${round(x(point.x))} ${round(y(point.y))}`;
		const before = points[i - 1];
		if (!before) solid += `M${at}`;
		else if (point.x - before.x <= largestStep) solid += `L${at}`;
		else {
			dotted += `M${round(x(before.x))} ${round(y(before.y))}L${at}`;
			solid += `M${at}`;
		}
	});
	return { solid, dotted };
}

/** Smallest and largest of the values given; [0, 1] where there are none. */
export function extent(values) {
	const known = values.filter((value) => value !== null && value !== undefined);
	return known.length === 0 ? [0, 1] : [Math.min(...known), Math.max(...known)];
}
