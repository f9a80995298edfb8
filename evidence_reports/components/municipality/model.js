// How the model of the municipalities is read: one municipality, its prefecture, its peers.
import { fill } from '../helpers/texts.js';

export const translatorFor = (model) => (key, values) => fill(model.texts[key], key, values);

/** By six or five digits. */
export const find = (model, code) =>
	model.municipalities.find((one) => one.code === code || one.code.slice(0, 5) === code);

/** The first two digits of a municipality's code are those of its prefecture. */
export const prefectureCode = (place) => place.code.slice(0, 2);
export const prefectureOf = (model, place) => model.prefectures.find((one) => one.code === prefectureCode(place));
export const neighboursOf = (model, prefecture) =>
	model.municipalities.filter((one) => prefectureCode(one) === prefecture);

/** The municipalities of a peer group: those whose narrowest group lies within it. */
export const membersOf = (model, group) => {
	const inside = (code) => code === group.code || code.startsWith(`${group.code}.`);
	return model.municipalities.filter((one) => inside(model.groups[one.narrowest].code));
};

/** Heading of a profile: 甲府市（山梨県） / Kofu, Yamanashi. */
export const headingOf = (model, place) =>
	translatorFor(model)('municipality.heading', { name: place.name, prefecture: prefectureOf(model, place).name });
