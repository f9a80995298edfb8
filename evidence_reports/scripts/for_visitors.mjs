// What a web server and search engines look for beside the pages: 404.html, robots.txt and, where the site's address is
// known (SITE_ADDRESS), sitemap.xml, which the standard wants with whole addresses.
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

export function writeForVisitors(site, address) {
	notFound(site, address);
	const robots = ['User-agent: *', 'Allow: /'];
	if (address !== null) {
		fs.writeFileSync(path.join(site, 'sitemap.xml'), sitemap(site, address));
		robots.push(`Sitemap: ${address}sitemap.xml`);
	}
	fs.writeFileSync(path.join(site, 'robots.txt'), `${robots.join('\n')}\n`);
}
