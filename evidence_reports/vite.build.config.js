// How pages are built: as Evidence's template says, without the half of the work that no reader receives.
import path from 'node:path';
import evidence from './vite.config.js';

/** No page loads a component's script (csr = false), so none is compiled for browsers; scripts.js says what they load. */
function nothingForBrowsers() {
	const ours = path.resolve('src') + path.sep;
	return {
		name: 'nothing-for-browsers',
		enforce: 'pre',
		load: (id, options) => (!options?.ssr && id.startsWith(ours) ? 'export default null;' : null)
	};
}

export default { ...evidence, plugins: [nothingForBrowsers(), ...evidence.plugins] };
