import { tables } from '$lib/server/reports.js';

export { entries } from '$lib/helpers/pages.js';

export const load = () =>
	tables({
		trend: 'select * from reports.mail_trend order by mail_class_position, fiscal_year, is_preferred desc, source_id',
		ratios: 'select * from reports.mail_ratio order by metric, fiscal_year, is_preferred desc',
		months:
			'select * from reports.mail_month order by period_start desc, period_end, mail_class_position, is_preferred desc',
		breaks: 'select * from reports.mail_break order by fiscal_year, break_id',
		parcels:
			'select * from reports.parcel_share order by fiscal_year desc, basis, measure, carrier_ja, is_preferred desc',
		newYear: 'select * from reports.new_year_mail order by metric, edition_year, area_code, is_preferred desc'
	});
