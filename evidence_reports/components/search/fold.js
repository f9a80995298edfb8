// How a text is compared with what a reader types: width, case, accents, the two syllabaries and signs between words
// make no difference. The same at build and in the browser.

const KATAKANA = /[\u30a1-\u30f6]/g;
const ACCENTS = /[\u0300-\u036f]/g;
const BETWEEN = /[\s\u3000_,.;:!?、。・／/（）()「」『』【】［］[\]〔〕"'“”‘’〜～…|*-]+/g;

/** 「ガッサン」 and "がっさん", "Ōita" and "oita" are one. Words are kept apart by one blank. */
export const fold = (text) =>
	text
		.normalize('NFKD')
		.replace(ACCENTS, '')
		.normalize('NFKC')
		.toLowerCase()
		.replace(KATAKANA, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x60))
		.replace(BETWEEN, ' ')
		.trim();

/** Whether a text is written without blanks between its words. */
export const isJapanese = (text) => /[\u3041-\u30ff\u3400-\u9fff]/.test(text);

/** The pairs of neighbouring signs of a text: 「一時閉鎖」 has 一時, 時閉 and 閉鎖. */
export function pairs(text) {
	const signs = [...text.replaceAll(' ', '')];
	return signs.length < 2 ? signs : signs.slice(1).map((sign, i) => signs[i] + sign);
}
