// The model of the municipalities made small for the page that carries it, and made whole again.
// Columns in place of rows, and what can be worked out is left out: a third of the plain size.

const COLUMNS = ['name', 'reading', 'county', 'prefecture', 'type', 'region', 'group', 'asOf'];
const MEASURED = ['values', 'ranks', 'prefectureRanks'];
const FACT = ['kind', 'title', 'detail', 'date', 'precision', 'source'];
const WEIGHTS = [6, 5, 4, 3, 2];

/** The sixth digit of a municipality's code, from the first five. */
export const checkDigit = (code) =>
	(11 - (WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(code[i]), 0) % 11)) % 10;

const fiveDigits = (one) => Number(one.code.slice(0, 5));

const column = (rows, name) => {
	const values = rows.map((row) => row[name]);
	const same = values.every((value) => value === values[0]);
	// A column of one value is that value alone.
	return same ? { all: values[0] } : values;
};
const cell = (values, i) => (Array.isArray(values) ? values[i] : values.all);
const each = (objects, change) =>
	Object.fromEntries(Object.entries(objects).map(([key, value]) => [key, change(value)]));
const factLists = (rows) => rows.map((row) => FACT.map((name) => row[name]));
const factObjects = (lists) =>
	lists.map((list) => Object.fromEntries(FACT.map((name, i) => [name, list[i]])));

/** "0" for a body that keeps its name, "0=旧名" where it bore another; events are "date|type|before|after". */
const sideText = (side) => side.map(([body, as]) => (as ? `${body}=${as}` : `${body}`)).join(',');
const sideOf = (text) =>
	text === ''
		? []
		: text.split(',').map((one) => {
				const [body, as] = one.split('=');
				return as ? [Number(body), as] : [Number(body)];
			});
const historyText = ({ bodies, others, events }) =>
	[
		bodies.slice(1).join(','),
		others.join(','),
		...events.map((one) => [one.date, one.type, sideText(one.before), sideText(one.after)].join('|'))
	].join(';');
function historyOf(text, name) {
	const [bodies, others, ...events] = text.split(';');
	return {
		bodies: [name, ...(bodies === '' ? [] : bodies.split(','))],
		others: others === '' ? [] : others.split(',').map(Number),
		events: events.map((one) => {
			const [date, type, before, after] = one.split('|');
			return { date, type: Number(type), before: sideOf(before), after: sideOf(after) };
		})
	};
}

export function pack(model) {
	const { municipalities, ...rest } = model;
	return {
		...rest,
		// Each code as the distance from the one before: mostly small numbers.
		codes: municipalities.map((one, i) => fiveDigits(one) - (i === 0 ? 0 : fiveDigits(municipalities[i - 1]))),
		columns: COLUMNS.map((name) => column(municipalities, name)),
		narrower: Object.fromEntries(
			municipalities.flatMap((one, i) => (one.narrowest === one.group ? [] : [[i, one.narrowest]]))
		),
		measured: MEASURED.map((name) =>
			municipalities[0][name].map((_, measure) =>
				column(municipalities.map((one) => ({ value: one[name][measure] })), 'value')
			)
		),
		histories: municipalities.map((one) =>
			one.code in model.histories ? historyText(model.histories[one.code]) : 0
		),
		facts: each(model.facts, factLists),
		agreements: each(model.agreements, factLists)
	};
}

export function unpack({ codes, columns, narrower, measured, histories, ...rest }) {
	let last = 0;
	const municipalities = codes.map((distance, i) => {
		last += distance;
		const code = String(last).padStart(5, '0');
		const one = Object.fromEntries(COLUMNS.map((name, at) => [name, cell(columns[at], i)]));
		const lists = MEASURED.map((name, at) => [name, measured[at].map((values) => cell(values, i))]);
		return {
			...one,
			...Object.fromEntries(lists),
			code: `${code}${checkDigit(code)}`,
			narrowest: narrower[i] ?? one.group
		};
	});
	const known = municipalities.flatMap((one, i) =>
		histories[i] === 0 ? [] : [[one.code, historyOf(histories[i], rest.lang === 'ja' ? one.name : one.reading)]]
	);
	return {
		...rest,
		municipalities,
		histories: Object.fromEntries(known),
		facts: each(rest.facts, factObjects),
		agreements: each(rest.agreements, factObjects)
	};
}
