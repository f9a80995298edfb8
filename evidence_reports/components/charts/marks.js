// The signs of a drawing over time. What each means is said beside a drawing that has it, and beside no other.
import { label } from '../helpers/labels.js';
import { published } from '../server/files.js';

let sources;
/** A ring: private persons or their sites compiled or quoted the figure (reports.source, is_private). */
export const isRing = (row) => (sources ??= new Set(published().privateSources)).has(row.source_id);

/** A sentence for each sign that is drawn; what a dash means says the column that sets it. */
export const sentencesOn = (lang, { ring, dash }) => [
	...(ring ? [label(lang, 'figure.ring')] : []),
	...(dash ? [label(lang, `figure.dash.${dash}`)] : [])
];
