// Merged by Evidence's template into its own SvelteKit configuration.
import fs from 'node:fs';

/** The pages' code for scripts/draw.mjs, which asks it for every page; no server of it runs anywhere. */
const forDrawing = {
	name: 'for-drawing',
	adapt(builder) {
		builder.writeServer('compiled');
		const manifest = builder.generateManifest({ relativePath: './' });
		fs.writeFileSync('compiled/manifest.js', `export const manifest = ${manifest};\n`);
	}
};

export default { kit: { paths: { relative: true }, adapter: forDrawing } };
