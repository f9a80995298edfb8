// make paper NAME=… — a council paper to start from, in both languages: papers/<name>/{ja.md,en.md,queries/*.sql}.
// It builds as it is; its address is <language>/papers/<name>/.
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
		`「${name}」は資料の名前に使えない。小文字の英数字をハイフンでつなぐこと（例：make paper NAME=council-2026-12）。`,
		`"${name}" cannot name a paper. Use small letters and digits, joined by hyphens (make paper NAME=council-2026-12).`
	);
const folder = path.join(root, 'papers', name);
if (fs.existsSync(folder))
	fail(
		`資料「${name}」は既にある（evidence_reports/papers/${name}/）。別の名前にするか、その資料を編集すること。`,
		`There is a paper "${name}" already (evidence_reports/papers/${name}/). Choose another name, or edit that one.`
	);

const OFFICES = `-- Post offices and those temporarily closed by prefecture on the newest date, the highest share first.
select
    *,
    sum(office_total) over () as all_offices,
    sum(closed_total) over () as all_closed,
    rank() over (order by closed_share_pct desc) = 1 as is_first
from reports.post_office_prefecture
where as_of_date = (select max(as_of_date) from reports.post_office_prefecture)
order by closed_share_pct desc
limit 5
`;

const JA = `---
title: 資料（${name}）
lead: ここに資料の要旨を一文で書く。
---

数字は直接書かず、問合せの値を参照する。問合せは queries/ に置くと両言語で用いることができる。

## 一時閉鎖中の郵便局は{offices[0].all_closed}局である

{offices[0].as_of_date}の郵便局{offices[0].all_offices}局のうち、{offices[0].all_closed}局が一時閉鎖中である。

<BarFigure
  title="割合が最も高いのは*{offices[0].prefecture_ja}の{offices[0].closed_share_pct}％*である"
  subtitle="郵便局の総数に占める一時閉鎖中の局の割合（％）。割合の高い都道府県。{offices[0].as_of_date}"
  data={offices} label="prefecture_ja" value="closed_share_pct" unit="％" accent="is_first"
  columns="prefecture_ja 都道府県 | office_total 総数（局） | closed_total 一時閉鎖中（局） | closed_share_pct 割合（％）" />
`;

const EN = `---
title: Paper (${name})
lead: Say here in one sentence what the paper is about.
---

No digit is typed: each is the value of a query. Queries in queries/ serve both languages.

## {offices[0].all_closed} post offices are temporarily closed

Of the {offices[0].all_offices} post offices of {offices[0].as_of_date}, {offices[0].all_closed} were temporarily closed.

<BarFigure
  title="The share is highest in *{offices[0].prefecture_en}, {offices[0].closed_share_pct}%*"
  subtitle="Share of post offices temporarily closed (%), prefectures with the highest share, {offices[0].as_of_date}"
  data={offices} label="prefecture_en" value="closed_share_pct" unit="%" accent="is_first"
  columns="prefecture_en Prefecture | office_total All offices | closed_total Temporarily closed | closed_share_pct Share (%)" />
`;

fs.mkdirSync(path.join(folder, 'queries'), { recursive: true });
fs.writeFileSync(path.join(folder, 'ja.md'), JA);
fs.writeFileSync(path.join(folder, 'en.md'), EN);
fs.writeFileSync(path.join(folder, 'queries/offices.sql'), OFFICES);
console.log(
	[
		`evidence_reports/papers/${name}/ja.md`,
		`evidence_reports/papers/${name}/en.md`,
		`evidence_reports/papers/${name}/queries/offices.sql`,
		'書きながら見る: make preview　公表する: make build / Look at it while writing: make preview. Publish: make build'
	].join('\n')
);
