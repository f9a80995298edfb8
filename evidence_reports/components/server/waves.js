// The waves whose answers are counted here, if any came: which pages they have and which files they offer.
import fs from 'node:fs';
import path from 'node:path';
import { error } from '@sveltejs/kit';
import { LANGUAGES } from '../helpers/labels.js';
import { domainSlug } from '../helpers/wave_pages.js';
import { tables } from './reports.js';

const downloads = process.env.SITE_DOWNLOADS;
// Groups of a domain beyond this number are shown on a page of their own.
const MOST_GROUPS = 20;

const inEveryLanguage = (pages) => LANGUAGES.flatMap((lang) => pages.map((page) => ({ lang, ...page })));

/** What SvelteKit renders below pages/[lang]/survey/[wave]/. */
export async function waveEntries() {
	const { waves } = await tables({
		waves: 'select distinct wave_id as wave from reports.survey_response_rate order by wave'
	});
	return inEveryLanguage(waves.map(({ wave }) => ({ wave })));
}

/** What SvelteKit renders below pages/[lang]/survey/[wave]/[domain]/: domains with many groups. */
export async function domainEntries() {
	const { domains } = await tables({
		domains: `
			select wave_id as wave, domain
			from reports.survey_response_rate
			group by wave_id, domain
			having count(*) > ${MOST_GROUPS}
			order by wave_id, domain`
	});
	return inEveryLanguage(domains.map(({ wave, domain }) => ({ wave, domain: domainSlug(domain) })));
}

/** The wave of a page, its domains (few groups first, many groups apart) and its other rows. */
export async function waveTables(wave, selections) {
	const result = await tables(
		{
			waves: 'select * from reports.survey_wave where wave_id = $wave',
			domains: `
				select domain, cast(count(*) as integer) as groups
				from reports.survey_response_rate
				where wave_id = $wave and domain <> 'all'
				group by domain
				order by groups, domain`,
			groups: `
				select domain, domain_value, domain_value_ja, domain_value_en
				from reports.survey_response_rate
				where wave_id = $wave and domain <> 'all'
				order by domain, domain_value_position, domain_value`,
			...selections
		},
		{ wave }
	);
	if (result.waves.length === 0) error(404, `There is no wave ${wave}`);
	return {
		...result,
		wave: result.waves[0],
		domains: result.domains.filter(({ groups }) => groups <= MOST_GROUPS).map(({ domain }) => domain),
		largeDomains: result.domains.filter(({ groups }) => groups > MOST_GROUPS).map(({ domain }) => domain),
		files: filesOf(wave)
	};
}

/** [{ name, bytes }] of the files of a wave, as the release made them. */
function filesOf(wave) {
	const folder = path.join(downloads, wave);
	if (!fs.existsSync(folder)) return [];
	return fs
		.readdirSync(folder)
		.sort()
		.map((name) => ({ name, bytes: fs.statSync(path.join(folder, name)).size }));
}
