// A fault of a written page in both languages, and how one found only while the page is rendered is known again
// in the output of the framework, which adds words of its own.

/** file:line twice, once in each language: what a build that stops ends with. */
export const inWords = ({ file, line, ja, en }) => `${file}:${line}: ${ja}\n${file}:${line}: ${en}`;

const MARK = '\u2691';

export const valueMissing = ({ file, line, expression }) =>
	MARK +
	inWords({
		file,
		line,
		ja: `{${expression}} に値がない。値を返す問合せにするか、{#if …} で囲むこと。`,
		en: `{${expression}} has no value. Make the query return one, or put the sentence into {#if …}.`
	}) +
	MARK;

/** The faults told in an output, each once. */
export const renderedFaults = (output) => [
	...new Set([...output.matchAll(new RegExp(`${MARK}([^${MARK}]*)${MARK}`, 'g'))].map(([, words]) => words))
];
