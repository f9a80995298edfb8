-- One row is one measure of one municipality of today, in today's boundaries.
with

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
),

-- Until this day a municipality held, or has since received, a part of unknown size of a divided body.
unknown_parts as (
    select
        current_municipality_id as municipality_id,
        max(valid_to) as known_from
    from {{ ref('bridge_municipality_current') }}
    where weight is null and current_municipality_id is not null
    group by current_municipality_id
),

populations as (
    select
        populations.municipality_id,
        populations.as_of_date,
        populations.population_persons,
        case
            when populations.population_65plus_persons_missing_count = 0 and populations.population_persons > 0
                then 100.0 * populations.population_65plus_persons / populations.population_persons
        end as share_65plus_pct,
        populations.has_sample
    from {{ ref('int_population_as_now') }} as populations
    left join unknown_parts on populations.municipality_id = unknown_parts.municipality_id
    -- A sum that lacks a body, or holds a part nobody knows the size of, compares with nothing.
    where populations.population_persons_missing_count = 0
        and (unknown_parts.known_from is null or populations.as_of_date >= unknown_parts.known_from)
),

numbered as (
    select
        *,
        row_number() over (partition by municipality_id order by as_of_date desc) as latest_no
    from populations
),

latest as (
    select
        municipalities.municipality_id,
        numbered.population_persons,
        numbered.share_65plus_pct,
        numbered.as_of_date,
        coalesce(numbered.has_sample, false) as has_sample
    from municipalities
    left join numbered
        on municipalities.municipality_id = numbered.municipality_id
        and numbered.latest_no = 1
),

changes as (
    select * from {{ ref('int_newest_indicator') }}
    where indicator_id = 'population_change_5y_pct'
),

measures as (
    {%- for measure, value in [('population', '1e0 * population_persons'), ('share_65plus', 'share_65plus_pct')] %}
    select
        municipality_id,
        '{{ measure }}' as measure,
        {{ value }} as value,
        as_of_date,
        cast(null as date) as first_date,
        has_sample
    from latest

    union all
    {% endfor %}
    select
        municipalities.municipality_id,
        'population_change' as measure,
        changes.value,
        changes.as_of_date,
        case when changes.value is not null then changes.denominator_date end as first_date,
        coalesce(changes.has_sample, false) as has_sample
    from municipalities
    left join changes on municipalities.municipality_id = changes.municipality_id
)

select
    municipality_id,
    measure,
    value,
    case when value is null then 'not_available' else 'ok' end as value_status,
    as_of_date,
    first_date,
    has_sample
from measures
