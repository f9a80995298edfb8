import { tables } from '$lib/server/reports.js';

export { entries } from '$lib/helpers/pages.js';

export const load = () =>
	tables({
		trend: 'select * from reports.outsourcing_trend order by service_code, metric, as_of_date, is_preferred desc',
		contracts:
			'select * from reports.outsourcing_contract order by prefecture_code, municipality_code5, service_code, start_date',
		prefectures: 'select * from reports.outsourcing_prefecture order by prefecture_code',
		agreements:
			'select * from reports.agreement order by agreement_code, area_level, metric, as_of_date, is_preferred desc',
		gaps: "select * from reports.data_gap where subject = 'outsourcing' order by gap_id"
	});
