-- The pilots that are known, by the programme they belong to.
select
    programme_ja, programme_en, count(*) as pilot_count,
    rank() over (order by count(*) desc) = 1 as is_most
from reports.pilot
group by programme_ja, programme_en
order by count(*) desc, programme_en
