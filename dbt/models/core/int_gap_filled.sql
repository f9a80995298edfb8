-- One row is one gap that received files have filled.
select distinct 'municipal_branches_by_year' as gap_id
from {{ ref('fct_municipal_facility') }}
where facility_type_code = 'municipal_branch' and counted_from = 'survey' and value_status = 'ok'

union all

select distinct 'depopulated_area_list' as gap_id
from {{ ref('fct_depopulated_area') }}
where as_of_date >= cast('2023-04-01' as date)

union all

-- One date is a state, two are a change.
select 'population_series' as gap_id
from {{ ref('fct_population') }}
where counts_in_1741
having count(distinct as_of_date) > 1

union all

select 'offices_per_municipality' as gap_id
from {{ ref('fct_post_office_municipality') }}
having count(distinct as_of_date) > 1
