-- The first of these figures and the one that leads.
with trend as (
    select * from reports.closed_office_trend where is_preferred and evidence_code <> 'quoted'
)
select
    first.as_of_date as first_date, first.closed_total as first_closed,
    lead.as_of_date, lead.closed_total, lead.office_total, lead.closed_share_pct, lead.evidence_ja, lead.evidence_en,
    lead.closed_total - first.closed_total as rise,
    lead.source_id in (select source_id from reports.source where is_private) as is_private
from (select * from trend where is_lead) as lead
cross join (select * from trend where evidence_code = 'published' order by as_of_date limit 1) as first
