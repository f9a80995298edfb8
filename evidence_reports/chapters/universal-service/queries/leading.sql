-- The figure that leads, the first that an authority published (earlier ones are counted in another way), the earliest of
-- all, and the newest one whatever it rests on.
with trend as (select * from reports.closed_office_trend where is_preferred)
select
    lead.as_of_date, lead.closed_total, lead.office_total, lead.open_total, lead.closed_share_pct, lead.evidence_ja, lead.evidence_en,
    first.as_of_date as first_date, first.closed_total as first_closed,
    lead.closed_total - first.closed_total as rise,
    newest.as_of_date as newest_date, newest.as_of_precision as newest_precision, newest.closed_total as newest_closed,
    newest.evidence_ja as newest_evidence_ja, newest.evidence_en as newest_evidence_en,
    earliest.as_of_date as earliest_date, earliest.closed_total as earliest_closed,
    newest.as_of_date > lead.as_of_date as has_newer
from (select * from trend where is_lead) as lead
cross join (select * from trend where evidence_code = 'published' order by as_of_date limit 1) as first
cross join (select * from trend order by as_of_date limit 1) as earliest
cross join (select * from trend order by as_of_date desc limit 1) as newest
