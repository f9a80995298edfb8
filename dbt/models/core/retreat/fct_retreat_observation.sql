-- One row is one number of one series of services that retreat or replace others: series × date × source.
with

figures as (
    select * from {{ ref('int_retreat_figure') }}
),

series as (
    select * from {{ ref('retreat_series_list') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

ranked as (
    select
        figures.*,
        series.unit_code,
        sources.source_rank,
        {{ evidence_code('figures.is_compiled', 'sources.source_rank') }} as evidence_code
    from figures
    inner join series on figures.series_code = series.series_code
    left join sources on figures.source_id = sources.source_id
),

chosen as (
    select
        *,
        {{ preferred_rank(
            measured_thing=['series_code', 'as_of_date', 'as_of_precision', 'is_partial'], value='value', vintage='vintage'
        ) }} = 1 as is_preferred
    from ranked
),

-- A line is broken where its meaning changes; the breaks before a date number its segment.
segments as (
    select
        chosen.series_code,
        chosen.source_file,
        chosen.row_number,
        chosen.as_of_date,
        1 + count(breaks.first_date_after) as segment
    from chosen
    left join {{ ref('retreat_break') }} as breaks
        on chosen.series_code = breaks.series_code
        and chosen.as_of_date >= breaks.first_date_after
    group by chosen.series_code, chosen.source_file, chosen.row_number, chosen.as_of_date
),

leaders as (
    select
        chosen.*,
        segments.segment,
        chosen.is_preferred
        and not chosen.is_partial
        and coalesce(chosen.qualifier, '') <> 'more_than' as is_comparable
    from chosen
    inner join segments
        on chosen.series_code = segments.series_code
        and chosen.source_file = segments.source_file
        and chosen.row_number = segments.row_number
        and chosen.as_of_date = segments.as_of_date
)

select
    series_code,
    'japan' as area_code,
    as_of_date,
    as_of_precision,
    cast(fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    value,
    qualifier,
    unit_code,
    cast(segment as {{ dbt.type_int() }}) as segment,
    is_partial,
    is_comparable,
    is_preferred,
    is_preferred
    and {{ lead_rank('series_code, is_preferred', 'as_of_date', 'evidence_code', 'is_comparable') }} = 1 as is_lead,
    evidence_code,
    confidence,
    note_ja,
    note_en,
    source_id,
    source_page,
    source_rank,
    is_sample,
    source_file,
    row_number
from leaders
