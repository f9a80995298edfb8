-- One row is one number known by prefecture alone, of one prefecture on one date; a date counts where no part is unknown.
with

restated as (
    select * from {{ ref('int_component_restated') }}
),

current_bodies as (
    select
        municipality_id,
        prefecture_code
    from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
)

{%- for component, condition in [
    ('prefecture_offices', 'true'),
    ('prefecture_closed_offices', "status_code = 'closed'"),
    ('prefecture_contract_offices', "office_type_code = 'contract'"),
    ('prefecture_closed_contract_offices', "status_code = 'closed' and office_type_code = 'contract'"),
] %}
select
    '{{ component }}' as component,
    prefecture_code,
    as_of_date,
    sum(case when {{ condition }} then coalesce(office_count, 0) else 0 end) as value,
    {{ any_sample() }} as has_sample
from {{ ref('fct_post_office_count') }}
where is_preferred
group by prefecture_code, as_of_date
having sum(case when office_count is null and value_status <> 'none' then 1 else 0 end) = 0

union all
{% endfor %}
select
    'prefecture_' || facility_code as component,
    prefecture_code,
    as_of_date,
    facility_count as value,
    is_sample as has_sample
from {{ ref('fct_prefecture_facility') }}

union all

select
    'prefecture_population' as component,
    current_bodies.prefecture_code,
    restated.as_of_date,
    sum(restated.value) as value,
    {{ any_sample('restated.has_sample') }} as has_sample
from restated
inner join current_bodies on restated.municipality_id = current_bodies.municipality_id
where restated.component = 'resident_population'
group by current_bodies.prefecture_code, restated.as_of_date
having count(*) = count(restated.value)
