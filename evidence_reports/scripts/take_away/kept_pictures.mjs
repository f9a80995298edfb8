// Pictures in pixels are the dearest part of a page; one that shows the text of an earlier one is that one.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pngOf } from './pixels.mjs';

/** Begun with how pictures are drawn: the code, the font and the locked packages. */
const drawing = ['pixels.mjs', 'fonts.conf', '../../package-lock.json'].reduce(
	(hash, name) => hash.update(fs.readFileSync(fileURLToPath(new URL(name, import.meta.url)))),
	crypto.createHash('sha256')
);
const digestOf = (svg) => drawing.copy().update(svg).digest('hex');

/**
 * The pictures of a site drawn into the folder `out`. `earlier`: a folder drawn before, by whatever code, with
 * `before`, { digest: file }, of its pictures. `digests` are those of the new ones.
 */
export function keptPictures(out, earlier, before = {}) {
	const digests = {};
	return {
		digests,
		/** The content of the PNG file that shows the SVG text. */
		async drawn(svg, file) {
			const digest = digestOf(svg);
			digests[digest] = path.relative(out, file);
			return digest in before ? fs.readFileSync(path.join(earlier, before[digest])) : pngOf(svg);
		},
		/** Those among files that were taken over with their page. */
		take(files) {
			const taken = new Set(files);
			Object.assign(digests, Object.fromEntries(Object.entries(before).filter(([, file]) => taken.has(file))));
		}
	};
}
