-- New Year cards issued and items delivered on 1 January in the nation, by the New Year that they are for.
select
    n.*,
    n.volume_items / 1e8 as oku, n.volume_items / 1e9 as billion,
    n.metric = 'delivered_1_january' as is_delivered,
    min(n.edition_year) over () as from_year, max(n.edition_year) over () as to_year,
    n.edition_year - lag(n.edition_year) over (partition by n.metric order by n.edition_year) > 1 as is_gap
from reports.new_year_mail as n
where n.area_level = 'national' and n.is_preferred and n.volume_items is not null
order by n.metric desc, n.edition_year
