// What a release itself says of codes and of the numbers that rules turn on (scripts/published.mjs). It is read when pages are
// drawn, so that their code is the same for every release; all pages rest on the whole of it.
import fs from 'node:fs';

let read;
export const published = () => (read ??= JSON.parse(fs.readFileSync(process.env.SITE_PUBLISHED, 'utf8')));
