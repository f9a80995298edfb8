// npm run check:labels
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkLabels } from './labels.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { labels, problems } = checkLabels(root);
if (problems.length > 0) {
	console.error(`Labels: ${problems.length} problem(s)\n  ${problems.join('\n  ')}`);
	process.exit(1);
}
console.log(`Labels: ${Object.keys(labels).length} keys, each in both languages and in use`);
