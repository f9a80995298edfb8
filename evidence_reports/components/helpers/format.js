// Numbers, fiscal years and dates as a Japanese or an English reader writes them.
// Values arrive in base units (items, yen, persons); nothing here computes a figure.

const LOCALE = { ja: 'ja-JP', en: 'en-GB' };
const MINUS = '\u2212';

const formats = new Map();
/** Made once: making one takes a hundred times as long as using it. */
function formatOf(lang, decimals) {
	const key = `${lang}${decimals}`;
	if (!formats.has(key))
		formats.set(
			key,
			new Intl.NumberFormat(LOCALE[lang], { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
		);
	return formats.get(key);
}

/** 1234.5 -> "1,234.5"; null -> null. */
export function number(value, lang, decimals = 0) {
	if (value === null || value === undefined) return null;
	const text = formatOf(lang, decimals).format(Math.abs(value));
	return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** The value as `number` prints it: once rounded otherwise, 39.647 would be 39.65 and then be printed as 39.7. */
export function rounded(value, decimals) {
	if (value === null || value === undefined) return null;
	const size = Number(formatOf('en', decimals).format(Math.abs(value)).replaceAll(',', ''));
	return value < 0 && size > 0 ? -size : size;
}

/** As many decimals as the value needs, up to `most`. */
export function shortNumber(value, lang, most = 2) {
	if (value === null || value === undefined) return null;
	const decimals = String(Math.round(Math.abs(value) * 10 ** most) / 10 ** most).split('.')[1];
	return number(value, lang, decimals?.length ?? 0);
}

export const percent = (value, lang, decimals = 1) =>
	value === null || value === undefined ? null : `${number(value, lang, decimals)}${lang === 'ja' ? '％' : '%'}`;

/** Digits of a large amount: 2兆412億, 135億7,768万 in Japanese, 13.58 billion in English. */
export function bigNumber(value, lang) {
	if (value === null || value === undefined) return null;
	const sign = value < 0 ? MINUS : '';
	const size = Math.abs(value);
	if (lang === 'en') {
		for (const [unit, name, decimals] of [
			[1e9, 'billion', 2],
			// Two decimals where one would hide a tenth of the digits: 1.55 million.
			[1e6, 'million', size < 1e7 ? 2 : 1]
		]) {
			if (size >= unit) return `${sign}${shortNumber(size / unit, lang, decimals)} ${name}`;
		}
		return sign + number(size, lang);
	}
	if (size < 1e4) return sign + number(size, lang);
	// In whole ten-thousands, so that a rounded remainder is carried.
	const whole = Math.round(size / 1e4);
	const parts = [
		[Math.floor(whole / 1e8), '兆'],
		[Math.floor(whole / 1e4) % 1e4, '億'],
		[whole % 1e4, '万']
	];
	return sign + parts.map(([amount, name]) => (amount ? `${number(amount, lang)}${name}` : '')).join('');
}

/** Yen: 211億円, ¥21.1 billion. */
export function yen(value, lang) {
	if (value === null || value === undefined) return null;
	if (lang === 'ja') return `${bigNumber(value, lang)}円`;
	const sign = value < 0 ? MINUS : '';
	return `${sign}¥${bigNumber(Math.abs(value), lang)}`;
}

/** 2023年度 / FY2023. */
export const shortFiscalYear = (year, lang) =>
	year === null || year === undefined ? null : lang === 'ja' ? `${year}年度` : `FY${year}`;

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** "2024-02-29" with precision day, month or year -> 2024年2月29日 / 29 February 2024. */
export const date = (iso, lang, precision = 'day') => (iso ? joined(partsOf(iso, lang, precision), lang) : null);

/** The two ends of a period as { from, to }, what they share stated once: 2024年10月1日, 31日 / 1, 31 October 2024. */
export function ends(start, end, lang, startPrecision = 'day', endPrecision = startPrecision) {
	const [from, to] = [partsOf(start, lang, startPrecision), partsOf(end, lang, endPrecision)];
	const differ = from.findIndex((part, place) => part !== to[place]);
	const shared = Math.min(differ < 0 ? 0 : differ, to.length - 1);
	return lang === 'ja'
		? { from: joined(from, lang), to: joined(to.slice(shared), lang) }
		: { from: joined(from.slice(shared), lang), to: joined(to, lang) };
}

/** Year, month and day in words, as far as they are known. */
function partsOf(iso, lang, precision) {
	const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
	const known = { year: 1, month: 2, day: 3 }[precision ?? 'day'] ?? 3;
	return (lang === 'ja' ? [`${year}年`, `${month}月`, `${day}日`] : [year, MONTHS[month - 1], day]).slice(0, known);
}

const joined = (parts, lang) => (lang === 'ja' ? parts.join('') : [...parts].reverse().join(' '));
