// The sheets of municipalities: the profile that the page of the municipalities shows when one is chosen, made from the
// same files of the site by the same code.
import fs from 'node:fs';
import path from 'node:path';
import { partOf } from '../components/helpers/fetching.js';
import { find, headingOf } from '../components/municipality/model.js';
import { rowOf, unpack } from '../components/municipality/pack.js';
import { escape } from '../components/municipality/markup.js';
import { profile } from '../components/municipality/profile.js';

const json = (...parts) => JSON.parse(fs.readFileSync(path.join(...parts), 'utf8'));

/** wanted: "all" or a code of five or six digits */
export function* municipalSheets(site, lang, wanted) {
	const folder = path.join(site, lang, 'municipalities');
	const [, data] = fs
		.readFileSync(path.join(folder, 'index.html'), 'utf8')
		.match(/<script[^>]* id="municipality-data"[^>]*>(.*?)<\/script>/s);
	const model = unpack(JSON.parse(data));
	const arrangements = json(site, 'data/arrangements', `${lang}.json`);
	const parts = {};
	const chosen = wanted === 'all' ? model.municipalities : [find(model, wanted)];
	if (chosen[0] === undefined)
		throw new Error(
			`MUNICIPALITY=${wanted} というコードの市区町村は現在ない。\nNo municipality of today has the code MUNICIPALITY=${wanted}.`
		);
	for (const place of chosen) {
		const part = partOf(place.code);
		parts[part] ??= {
			words: json(folder, `${part}.json`),
			figures: json(site, 'data/municipalities', `${part}.json`)
		};
		const { words, figures } = parts[part];
		const own = { dates: figures.dates, own: figures.of[place.code] };
		yield {
			lang,
			address: `${lang}/municipalities/${place.code}/`,
			target: `${lang}/municipalities/#${place.code}`,
			html:
				`<main><header class="chapter-head"><h1>${escape(headingOf(model, place))}</h1></header>` +
				`${profile(model, place, rowOf(words, place.code), own, arrangements)}</main>`
		};
	}
}
