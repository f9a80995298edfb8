// A number that the style sheet can read. Pages carry no style of their own (their security policy), so
// a place in an order or a number of columns is written as classes for its digits; up to 199.
export const digits = (number) =>
	number < 10 ? `ones-${number}` : `tens-${Math.floor(number / 10)} ones-${number % 10}`;
