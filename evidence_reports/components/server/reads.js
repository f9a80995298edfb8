// What a page was drawn from. Whatever is read of a release is read by a reader that notes it for the page being drawn, so
// that a page whose reads give the same again need not be drawn again (scripts/draw.mjs).
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';

const page = new AsyncLocalStorage();
const readers = new Map();

const digestOf = (value) =>
	createHash('sha1')
		.update(JSON.stringify(value) ?? '')
		.digest('base64');

/** Runs `make`; what it reads is noted in `reads`: the kind of a read and what it asks for → what it rested on and gave. */
export const noting = (reads, make) => page.run(reads, make);

/**
 * A way to read, as a function that notes what it gave: `make(...of)` gives the same for the same release. While
 * `restsOn(...of)` stays equal, it need not be called to know so; null where nothing is as cheap as reading.
 */
export function reader(kind, make, restsOn = () => null) {
	readers.set(kind, { make, restsOn });
	return async (...of) => {
		const value = await make(...of);
		const reads = page.getStore();
		if (reads) reads.set(JSON.stringify([kind, ...of]), { on: await restsOn(...of), gave: digestOf(value) });
		return value;
	};
}

/** Whether each read noted before gives the same now: [[read, { on, gave }]] → [true, false, …]. */
export async function areSame(reads) {
	const same = [];
	for (const [read, noted] of reads) same.push(await isSame(JSON.parse(read), noted));
	return same;
}

async function isSame([kind, ...of], { on, gave }) {
	const { make, restsOn } = readers.get(kind);
	try {
		return (on !== null && on === (await restsOn(...of))) || gave === digestOf(await make(...of));
	} catch {
		return false; // what was read is not there any more: the page is drawn again, and says what is wrong, if anything is
	}
}

/** What several pages need, made when the first asks for it; every page that asks rests on all that was read for it. */
export function once(make) {
	let made;
	return async () => {
		made ??= withReads(make);
		const { value, reads } = await made;
		for (const [read, noted] of reads) page.getStore()?.set(read, noted);
		return value;
	};
}

async function withReads(make) {
	const reads = new Map();
	return { value: await noting(reads, make), reads };
}
