// What the office may say of its site before it is made; a value that cannot be is told in both languages.

const MUNICIPALITY_PAGES = /^(all|none|\d{5,6}(,\d{5,6})*)$/;
const ADDRESS = /^https?:\/\/[^\s?#]+\/$/;

/** { address, municipalityPages, faults }: where the site will lie, null if nobody said; whether bodies have pages of their own. */
export function siteSettings(environment) {
	const address = environment.SITE_ADDRESS || null;
	const wanted = environment.SITE_MUNICIPALITY_PAGES || 'none';
	const faults = [];
	if (address !== null && !ADDRESS.test(address))
		faults.push(
			`SITE_ADDRESS が「${address}」である。https:// で始まり / で終わるアドレスを指定すること（例：https://example.go.jp/reports/）。`,
			`SITE_ADDRESS is "${address}"; it begins with https:// and ends with / ("https://example.go.jp/reports/").`
		);
	if (!MUNICIPALITY_PAGES.test(wanted))
		faults.push(
			`SITE_MUNICIPALITY_PAGES が「${wanted}」である。all、none 又はコンマでつないだ団体コード（例：192015,132063）を指定すること。`,
			`SITE_MUNICIPALITY_PAGES is "${wanted}"; it may be "all", "none" or codes joined by commas ("192015,132063").`
		);
	return { address, municipalityPages: wanted !== 'none', faults };
}
