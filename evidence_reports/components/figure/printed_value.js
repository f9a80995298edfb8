const NUMBER = /^[\u2212-]?\d{1,3}(,?\d{3})*(\.\d+)?$/;

/** A printed number is a number again; a mark of a missing value and any other text stay as they are. */
export function printedValue(text) {
	if (typeof text !== 'string' || !NUMBER.test(text)) return text ?? '';
	return Number(text.replaceAll(',', '').replace('\u2212', '-'));
}
