// The model of the municipalities made small for the page that carries it, and made whole again.
// Lists in place of objects: names of fields would be two thirds of the page.

const PLACE = ['code', 'name', 'reading', 'county', 'prefecture', 'type', 'region', 'group', 'narrowest', 'asOf', 'values', 'ranks', 'prefectureRanks'];
const EVENT = ['date', 'type', 'before', 'after'];
const FACT = ['kind', 'title', 'detail', 'date', 'precision', 'source'];

const toLists = (names, rows) => rows.map((row) => names.map((name) => row[name]));
const toObjects = (names, lists) =>
	lists.map((list) => Object.fromEntries(names.map((name, i) => [name, list[i]])));
const each = (objects, change) =>
	Object.fromEntries(Object.entries(objects).map(([key, value]) => [key, change(value)]));

export const pack = (model) => ({
	...model,
	municipalities: toLists(PLACE, model.municipalities),
	histories: each(model.histories, (one) => [one.bodies, one.others, toLists(EVENT, one.events)]),
	facts: each(model.facts, (rows) => toLists(FACT, rows)),
	agreements: each(model.agreements, (rows) => toLists(FACT, rows))
});

export const unpack = (packed) => ({
	...packed,
	municipalities: toObjects(PLACE, packed.municipalities),
	histories: each(packed.histories, ([bodies, others, events]) => ({ bodies, others, events: toObjects(EVENT, events) })),
	facts: each(packed.facts, (lists) => toObjects(FACT, lists)),
	agreements: each(packed.agreements, (lists) => toObjects(FACT, lists))
});
