-- The figure that leads, and how it changed since the first one that an authority published; earlier ones
-- are counted in other ways.
with trend as (select * from reports.closed_office_trend where is_preferred)
select
    latest.*, first.as_of_date as first_date, first.closed_total as first_closed,
    latest.closed_total - first.closed_total as rise,
    latest.source_id in (select source_id from reports.source where is_private) as is_private
from (select * from trend where is_lead) as latest
cross join (select * from trend where evidence_code = 'published' order by as_of_date limit 1) as first
