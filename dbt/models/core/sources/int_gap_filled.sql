-- One row is one gap that received files have filled.
select distinct 'municipal_branches_by_year' as gap_id
from {{ ref('fct_municipal_facility') }}
where facility_type_code = 'municipal_branch' and counted_from = 'survey' and value_status = 'ok'

union all

select distinct 'depopulated_area_list' as gap_id
from {{ ref('fct_depopulated_area') }}
where as_of_date > cast('2022-04-01' as date)

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

union all

select 'closed_offices_by_prefecture' as gap_id
from {{ ref('fct_post_office_count') }}
having count(distinct as_of_date) > 2

union all

-- Three years are at hand.
select 'bank_branches' as gap_id
from {{ ref('fct_bank_staffed_outlet') }}
where institution_type_code = 'all_deposit_taking'
having count(distinct as_of_date) > 3

union all

-- A path into the future, not single years of it.
select 'ageing_white_paper' as gap_id
from {{ ref('fct_national_population') }}
where edition_code = 'ipss2023_medium' and age_group = 'total' and unit_code = 'persons'
having count(distinct year) >= 10

union all

select 'projection_of_fukushima_coast' as gap_id
from {{ ref('fct_municipality_statistic') }}
where statistic_code = 'projected_population' and code6 = '075418'
having count(*) > 0
