// The code of the pages, compiled once for all builds from the same sources: what belongs to a release comes in only when
// the pages are drawn.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { BUILD_CONFIG } from './template.mjs';
import { filesOf } from './site_check.mjs';

/** The code lies here in the folder of the sources, from where it finds its packages. */
export const COMPILED = 'compiled';

/** One hash over what decides how pages and their files look: the laid-out folder, the code that draws them, the locked
 * packages, this Node.js. */
export function sourcesDigest(root, folder) {
	const hash = crypto.createHash('sha256').update(process.version);
	const below = (place) =>
		filesOf(place)
			.sort()
			.map((name) => [place, name]);
	// By their names within their place: the folder lies elsewhere where the code is compiled ahead.
	for (const [place, name] of [[root, 'package-lock.json'], ...below(folder), ...below(path.join(root, 'scripts'))]) {
		const content = fs.readFileSync(path.join(place, name));
		hash.update(`\n${path.basename(place)}/${name} ${content.length}\n`).update(content);
	}
	return hash.digest('hex');
}

/** What was compiled before from sources of this digest, in the folder `code`; null where there is no such thing. */
export function keptCode(code, digest) {
	const said = code && path.join(code, 'compiled_from');
	return said && fs.existsSync(said) && fs.readFileSync(said, 'utf8') === digest ? path.join(code, COMPILED) : null;
}

export function keepCode(code, digest, compiled) {
	fs.rmSync(code, { recursive: true, force: true });
	fs.cpSync(compiled, path.join(code, COMPILED), { recursive: true });
	fs.writeFileSync(path.join(code, 'compiled_from'), digest);
}

/** Runs the framework in `folder`; gives its finished process. */
export function compile(root, folder, timeout) {
	const vite = path.join(root, 'node_modules/vite/bin/vite.js');
	return spawnSync(
		process.execPath,
		[...process.execArgv, vite, 'build', '--config', BUILD_CONFIG, '--minify', 'false', '--logLevel', 'warn'],
		{ cwd: folder, encoding: 'utf8', timeout, killSignal: 'SIGKILL' }
	);
}
