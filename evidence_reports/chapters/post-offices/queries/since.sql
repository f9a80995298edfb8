-- From the first date that an authority published with its parts to the one that leads, and what is newer.
with trend as (select * from reports.closed_office_trend where is_preferred)
select
    first.as_of_date as first_date, lead.as_of_date as as_of_date,
    first.office_total as first_total, lead.office_total, first.open_total as first_open, lead.open_total,
    first.closed_total as first_closed, lead.closed_total, lead.closed_share_pct,
    100.0 * lead.office_total / first.office_total - 100 as total_change_pct,
    100.0 * lead.open_total / first.open_total - 100 as open_change_pct,
    100.0 * lead.closed_total / first.closed_total - 100 as closed_change_pct,
    newest.as_of_date as newest_date, newest.as_of_precision as newest_precision,
    newest.closed_total as newest_closed, newest.as_of_date > lead.as_of_date as has_newer,
    lead.source_id in (select source_id from reports.source where is_private) as is_private,
    lead.source_label_ja, lead.source_label_en
from (select * from trend where evidence_code = 'published' order by as_of_date limit 1) as first
cross join (select * from trend where is_lead) as lead
cross join (select * from trend order by as_of_date desc limit 1) as newest
