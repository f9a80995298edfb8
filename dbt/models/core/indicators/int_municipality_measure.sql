-- One row is one measure of one municipality of today, in today's boundaries.
with

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where counts_in_1741 and valid_to is null
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
        row_number() over (partition by municipality_id order by as_of_date) as first_no,
        row_number() over (partition by municipality_id order by as_of_date desc) as latest_no
    from populations
),

spans as (
    select
        municipalities.municipality_id,
        latest.population_persons,
        latest.share_65plus_pct,
        latest.as_of_date,
        first.population_persons as first_population_persons,
        first.as_of_date as first_date,
        coalesce(latest.has_sample, false) or coalesce(first.has_sample, false) as has_sample
    from municipalities
    left join numbered as latest
        on municipalities.municipality_id = latest.municipality_id
        and latest.latest_no = 1
    left join numbered as first
        on municipalities.municipality_id = first.municipality_id
        and first.first_no = 1
        and first.latest_no > 1
),

measures as (
    {%- for measure, value, first_date in [
        ('population', '1e0 * population_persons', 'cast(null as date)'),
        ('share_65plus', 'share_65plus_pct', 'cast(null as date)'),
        (
            'population_change',
            'case when first_population_persons > 0
                then 100.0 * (population_persons - first_population_persons) / first_population_persons
            end',
            'first_date'
        ),
    ] %}
    select
        municipality_id,
        '{{ measure }}' as measure,
        {{ value }} as value,
        as_of_date,
        {{ first_date }} as first_date,
        has_sample
    from spans{{ ' union all' if not loop.last }}
    {%- endfor %}
)

select
    municipality_id,
    measure,
    value,
    -- One date alone shows no change: not available, never zero.
    case when value is null then 'not_available' else 'ok' end as value_status,
    as_of_date,
    first_date,
    has_sample
from measures
