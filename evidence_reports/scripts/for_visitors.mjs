// What a web server, search engines and those who pass a link on look for: 404.html, robots.txt, what a page shows of
// itself where its link is posted (Open Graph) and, where the site's address is known (SITE_ADDRESS), sitemap.xml, which
// the standard wants with whole addresses.
import fs from 'node:fs';
import path from 'node:path';
import { filesOf } from './site_check.mjs';

/** The page for an address that is not there is shown at any depth: its links begin at the site's root, where that is known. */
function notFound(site, address) {
	const folder = path.join(site, '404');
	const root = address === null ? './' : new URL(address).pathname;
	const html = fs.readFileSync(path.join(folder, 'index.html'), 'utf8');
	fs.writeFileSync(path.join(site, '404.html'), html.replace(/(href|src)="\.\.\//g, `$1="${root}`));
	fs.rmSync(folder, { recursive: true });
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function sitemap(site, address) {
	const pages = filesOf(site)
		.filter((file) => path.basename(file) === 'index.html')
		.map((file) => file.split(path.sep).slice(0, -1).join('/'))
		.sort();
	const urls = pages.map((page) => `\t<url><loc>${escaped(encodeURI(address + (page && `${page}/`)))}</loc></url>\n`);
	return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('')}</urlset>\n`;
}

const LOCALES = { ja: 'ja_JP', en: 'en_GB' };

/** The first figure of a page as a picture, from its own folder; undefined where it has none. */
function ownPicture(folder, html) {
	const [, figure] = html.match(/<figure id="([\w-]+)"/) ?? [];
	return [`${figure}.png`].find((name) => fs.existsSync(path.join(folder, name)));
}

/** That of the page itself, else of the first page that the front page of its language leads to and that has one. */
function pictureFor(site, folder, html, lang) {
	const own = ownPicture(folder, html);
	if (own) return own;
	const front = path.join(site, lang);
	const [, main] = fs.readFileSync(path.join(front, 'index.html'), 'utf8').split('<main');
	for (const [, link] of main.matchAll(/<a href="([\w./-]+\/)"/g)) {
		const place = path.join(front, link);
		const found = ownPicture(place, fs.readFileSync(path.join(place, 'index.html'), 'utf8'));
		if (found) return path.relative(folder, path.join(place, found)).split(path.sep).join('/');
	}
	return undefined;
}

/** Title, description and a figure of a page, as they are shown where its link is posted. */
function openGraph(site, file, address) {
	const page = path.join(site, file);
	const html = fs.readFileSync(page, 'utf8');
	const [, lang] = html.match(/<html lang="(\w+)"/) ?? [];
	const [, title] = html.match(/<title>([^<]*)<\/title>/) ?? [];
	const [, description] = html.match(/<meta name="description" content="([^"]*)"/) ?? [];
	if (!title || !description) return;
	const folder = path.dirname(file).split(path.sep).join('/');
	const place = address === null ? './' : encodeURI(`${address}${folder === '.' ? '' : `${folder}/`}`);
	const picture = pictureFor(site, path.dirname(page), html, lang);
	const said = {
		type: 'article',
		locale: LOCALES[lang],
		title: title.replaceAll('"', '&quot;'),
		description,
		url: address && place,
		image: picture && (address === null ? `./${picture}` : new URL(picture, place).href)
	};
	const tags = Object.entries(said)
		.filter(([, content]) => content)
		.map(([name, content]) => `<meta property="og:${name}" content="${content}" />`);
	fs.writeFileSync(
		page,
		html.replace('</head>', () => `${tags.join('')}</head>`)
	);
}

export function writeForVisitors(site, address) {
	notFound(site, address);
	for (const file of filesOf(site).filter((name) => path.basename(name) === 'index.html'))
		openGraph(site, file, address);
	const robots = ['User-agent: *', 'Allow: /'];
	if (address !== null) {
		fs.writeFileSync(path.join(site, 'sitemap.xml'), sitemap(site, address));
		robots.push(`Sitemap: ${address}sitemap.xml`);
	}
	fs.writeFileSync(path.join(site, 'robots.txt'), `${robots.join('\n')}\n`);
}
