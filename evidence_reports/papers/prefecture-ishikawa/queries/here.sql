-- The prefecture on both dates beside the nation, in one row.
select
    here.*, nation.closed_share_to_pct as nation_share_to_pct, nation.closed_share_from_pct as nation_share_from_pct,
    -- Of the values as they are printed, so that equal ones are not said to differ.
    round(round(here.closed_share_to_pct, 1) - round(nation.closed_share_to_pct, 1), 1) as printed_difference,
    people.share_65plus_pct, people.municipality_count, people.as_of_date as population_date,
    entrusting.reported_municipality_count
from reports.closed_office_change as here
join reports.closed_office_change as nation
    on nation.area_level = 'national' and nation.office_type_code = here.office_type_code
join reports.prefecture_profile as people on people.prefecture_code = here.prefecture_code
join reports.outsourcing_prefecture as entrusting on entrusting.prefecture_code = here.prefecture_code
where here.prefecture_code = '17' and here.office_type_code = 'total'
