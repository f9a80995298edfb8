// make paper NAME=… — a council paper to start from, in both languages: papers/<name>/{ja.md,en.md,queries/*.sql}.
// What it starts with lies in scripts/new_paper/. It builds as it is; its address is <language>/papers/<name>/.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { FOLDER } from './written/read.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const name = process.argv[2] ?? '';

function fail(ja, en) {
	console.error(`${ja}\n${en}`);
	process.exit(2);
}

if (!FOLDER.test(name))
	fail(
		`「${name}」は資料の名前に使えない。英数字をハイフンでつなぐこと（例：make paper NAME=council-2026-12）。`,
		`"${name}" cannot name a paper. Use letters and digits, joined by hyphens (make paper NAME=council-2026-12).`
	);
const folder = path.join(root, 'papers', name);
if (fs.existsSync(folder))
	fail(
		`資料「${name}」は既にある（evidence_reports/papers/${name}/）。別の名前にするか、その資料を編集すること。`,
		`There is a paper "${name}" already (evidence_reports/papers/${name}/). Choose another name, or edit that one.`
	);

const start = path.join(root, 'scripts/new_paper');
const files = fs.readdirSync(start, { recursive: true }).filter((file) => /\.(md|sql)$/.test(file));
for (const file of files) {
	fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
	const text = fs.readFileSync(path.join(start, file), 'utf8').replaceAll('NAME', name);
	fs.writeFileSync(path.join(folder, file), text);
}
console.log(
	[
		...files.sort().map((file) => `evidence_reports/papers/${name}/${file}`),
		'書きながら見る: make preview　公表する: make build / Look at it while writing: make preview. Publish: make build'
	].join('\n')
);
