// What the page needs of every municipality before one is chosen, made small and made whole again:
// columns in place of rows, and nothing that the code of a municipality tells.

const COLUMNS = ['name', 'group', 'asOf'];
const WEIGHTS = [6, 5, 4, 3, 2];

/** The sixth digit of a municipality's code, from the first five. */
const checkDigit = (code) => (11 - (WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(code[i]), 0) % 11)) % 10;

const fiveDigits = (one) => Number(one.code.slice(0, 5));

const isListOfObjects = (value) =>
	Array.isArray(value) && value.every((one) => one !== null && typeof one === 'object' && !Array.isArray(one));

function column(values) {
	// A column of one value is that value alone.
	if (values.every((value) => value === values[0])) return { all: values[0] };
	if (!values.every(isListOfObjects)) return values;
	// What many have in their lists, as an agreement of their region, is told once.
	const places = new Map();
	const each = [];
	const placeOf = (one) => {
		const text = JSON.stringify(one);
		if (!places.has(text)) places.set(text, each.push(one) - 1);
		return places.get(text);
	};
	return { lists: values.map((list) => list.map(placeOf)), each };
}

function cell(values, i) {
	if (Array.isArray(values)) return values[i];
	return 'lists' in values ? values.lists[i].map((at) => values.each[at]) : values.all;
}

/** Rows of the same fields by code as one column a field, a quarter smaller as it travels: { codes, fields: { name: values } }. */
export function columnsOf(rows) {
	const [codes, every] = [Object.keys(rows), Object.values(rows)];
	const names = Object.keys(every[0] ?? {});
	return { codes, fields: Object.fromEntries(names.map((name) => [name, column(every.map((row) => row[name]))])) };
}

/** The row of a code again. */
export function rowOf({ codes, fields }, code) {
	const at = codes.indexOf(code);
	return Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, cell(values, at)]));
}

// Whole numbers are shorter: what has decimals (one, as printed) is stated in tenths.
const hasDecimals = (values) => values.some((value) => value !== null && !Number.isInteger(value));
const inTenths = (value) => (value === null ? null : Math.round(value * 10));
const fromTenths = (value) => (value === null ? null : value / 10);

export function pack(model) {
	const { municipalities, ...rest } = model;
	const measures = municipalities[0].values.map((_, measure) => municipalities.map((one) => one.values[measure]));
	return {
		...rest,
		// Each code as the distance from the one before: mostly small numbers.
		codes: municipalities.map((one, i) => fiveDigits(one) - (i === 0 ? 0 : fiveDigits(municipalities[i - 1]))),
		columns: COLUMNS.map((name) => column(municipalities.map((one) => one[name]))),
		narrower: Object.fromEntries(
			municipalities.flatMap((one, i) => (one.narrowest === one.group ? [] : [[i, one.narrowest]]))
		),
		tenths: measures.map(hasDecimals),
		values: measures.map((values) => column(hasDecimals(values) ? values.map(inTenths) : values))
	};
}

export function unpack({ codes, columns, narrower, tenths, values, ...rest }) {
	let last = 0;
	const municipalities = codes.map((distance, i) => {
		last += distance;
		const code = String(last).padStart(5, '0');
		const one = Object.fromEntries(COLUMNS.map((name, at) => [name, cell(columns[at], i)]));
		return {
			...one,
			code: `${code}${checkDigit(code)}`,
			narrowest: narrower[i] ?? one.group,
			values: values.map((measure, at) => (tenths[at] ? fromTenths(cell(measure, i)) : cell(measure, i)))
		};
	});
	return { ...rest, municipalities };
}
