-- One row is the standard of at least one post office in every municipality, tried on one date in the boundaries of that date.
with

offices as (
    select
        as_of_date,
        municipality_id,
        sum(office_count) as office_count,
        sum(case when status_code = 'open' then office_count end) as operating_count,
        min(source_id) as source_id,
        {{ any_sample() }} as has_sample
    from {{ ref('fct_post_office_municipality') }}
    group by as_of_date, municipality_id
),

dates as (
    select
        as_of_date,
        min(source_id) as source_id,
        {{ any_sample('has_sample') }} as has_sample
    from offices
    group by as_of_date
),

-- Every municipality there was on the date, also one that the source has no row of.
municipalities as (
    select
        dates.as_of_date,
        bodies.municipality_id
    from dates
    inner join {{ ref('dim_municipality') }} as bodies
        on {{ valid_on('dates.as_of_date', 'bodies') }}
    where bodies.counts_in_1741
),

counts as (
    select
        municipalities.as_of_date,
        count(*) as municipality_count,
        sum(case when offices.office_count >= 1 then 1 else 0 end) as with_office_count,
        sum(case when offices.office_count = 1 then 1 else 0 end) as single_office_count,
        sum(case when offices.office_count >= 1 and offices.operating_count = 0 then 1 else 0 end) as none_operating_count,
        sum(offices.office_count) as office_count,
        sum(offices.office_count) - sum(offices.operating_count) as closed_count
    from municipalities
    left join offices
        on municipalities.as_of_date = offices.as_of_date
        and municipalities.municipality_id = offices.municipality_id
    group by municipalities.as_of_date
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    counts.as_of_date,
    cast(counts.municipality_count as {{ dbt.type_int() }}) as municipality_count,
    cast(counts.with_office_count as {{ dbt.type_int() }}) as with_office_count,
    cast(counts.municipality_count - counts.with_office_count as {{ dbt.type_int() }}) as without_office_count,
    cast(counts.single_office_count as {{ dbt.type_int() }}) as single_office_count,
    cast(counts.none_operating_count as {{ dbt.type_int() }}) as none_operating_count,
    cast(counts.office_count as {{ dbt.type_int() }}) as office_count,
    cast(counts.closed_count as {{ dbt.type_int() }}) as closed_count,
    {{ source_named('dates') }},
    dates.has_sample
from counts
inner join dates on counts.as_of_date = dates.as_of_date
left join sources as source on dates.source_id = source.source_id
