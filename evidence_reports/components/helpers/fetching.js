// Files beside the pages that their scripts read when the reader chooses. One that cannot be read is tried anew the next time.

/** read('finder') gives what finder.json in this folder holds; folder: the way to it from the page. */
export function reader(folder) {
	const files = new Map();
	async function fetched(name) {
		const answer = await fetch(`${folder}${name}.json`);
		if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
		return answer.json();
	}
	return function read(name) {
		if (!files.has(name)) files.set(name, fetched(name));
		return files.get(name).catch((reason) => {
			files.delete(name);
			throw reason;
		});
	};
}

/** The part of the files of municipalities that holds one of them: a prefecture in one file would be more than the page. */
export const partOf = (code) => code.slice(0, 4);

/** Hands the reader a file with this text. */
export function handOver(text, name, type = 'text/csv') {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(new Blob([text], { type }));
	link.download = name;
	link.click();
	// Some browsers begin to read it only after this turn.
	setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Readings are kept in katakana; a reader may type them in hiragana. */
const inKatakana = (text) => text.replace(/[ぁ-ゖ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0x60));

/** The municipality that a text names: by heading, name, other name or code, where one alone is meant; else null. */
export function placeNamed(places, heading, text) {
	const wanted = text.trim();
	if (places.codes.includes(wanted)) return wanted;
	const code = places.codes.find((one) => one.slice(0, 5) === wanted);
	if (code) return code;
	for (const mean of [heading, (i) => places.names[i], (i) => places.others[i]]) {
		const found = places.codes.filter((_, i) => inKatakana(mean(i)) === inKatakana(wanted));
		if (found.length === 1) return found[0];
	}
	return null;
}

/** Offers the names of all municipalities below a field, once. */
export function offerPlaces(list, places, heading) {
	if (list.children.length > 0) return;
	list.append(
		...places.codes.map((_, i) => {
			const option = document.createElement('option');
			option.value = heading(i);
			option.label = places.others[i];
			return option;
		})
	);
}
