import { tables } from '$lib/server/reports.js';

export { entries } from '$lib/helpers/pages.js';

export const load = () =>
	tables({
		facilities:
			'select * from reports.facility_trend order by facility_group, facility_type_code, category_code, as_of_date, fiscal_year, is_preferred desc',
		prefectures: 'select * from reports.post_office_prefecture order by as_of_date desc, prefecture_code',
		gaps: "select * from reports.data_gap where subject = 'branch_counts' order by gap_id"
	});
