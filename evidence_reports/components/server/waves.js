// The waves whose answers are counted here, if any came: which pages they have and which files they offer.
import { error } from '@sveltejs/kit';
import { filesIn } from './files.js';
import { tables } from './reports.js';

// Groups of a domain beyond this number are shown on a page of their own.
const MOST_GROUPS = 20;

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
		files: await filesIn('downloads', wave)
	};
}
