-- Fails where a gap that is open does not name, in both languages, the year of every date that is at hand.
{{ config(meta={'dagster': {'ref': {'name': 'dim_data_gap'}}}) }}
with

held as (
    select 'offices_per_municipality' as gap_id, as_of_date
    from {{ ref('fct_post_office_municipality') }}

    union

    select 'offices_per_municipality' as gap_id, as_of_date
    from {{ ref('fct_facility_count') }}
    where facility_type_code = 'post_office' and area_level = 'municipality'

    union

    select 'closed_offices_by_prefecture' as gap_id, as_of_date
    from {{ ref('fct_post_office_municipality') }}
    where status_code = 'closed'

    union

    select 'closed_offices_by_prefecture' as gap_id, as_of_date
    from {{ ref('fct_post_office_count') }}

    union

    select 'bank_branches' as gap_id, as_of_date
    from {{ ref('fct_bank_staffed_outlet') }}

    union

    select 'bank_branches' as gap_id, as_of_date
    from {{ ref('fct_facility_count') }}
    where category_code = 'staffed_shops'

    union

    select 'depopulated_area_list' as gap_id, as_of_date
    from {{ ref('fct_depopulated_area') }}

    union

    select 'population_series' as gap_id, as_of_date
    from {{ ref('fct_municipality_statistic') }}
    where statistic_code = 'census_population_65plus'
),

years as (
    select
        gap_id,
        cast(extract(year from as_of_date) as {{ dbt.type_string() }}) as held_year
    from held
)

select distinct
    gaps.gap_id,
    years.held_year
from {{ ref('dim_data_gap') }} as gaps
inner join years on gaps.gap_id = years.gap_id
where not gaps.is_filled
    and (
        {{ dbt.position('years.held_year', 'gaps.explanation_ja') }} = 0
        or {{ dbt.position('years.held_year', 'gaps.explanation_en') }} = 0
    )
