-- One row is one number of one series of services that retreat or replace others: series × date × source.
with

observations as (
    select * from {{ ref('fct_retreat_observation') }}
),

series as (
    select * from {{ ref('retreat_series_list') }}
),

breaks as (
    select * from {{ ref('retreat_break') }}
),

-- Each segment is measured against its own first comparable value.
bases as (
    select
        series_code,
        segment,
        as_of_date as index_base_date,
        value as base_value
    from (
        select
            series_code,
            segment,
            as_of_date,
            value,
            row_number() over (partition by series_code, segment order by as_of_date, source_id) as place
        from observations
        where is_comparable
    ) as comparable
    where place = 1
),

placed as (
    select
        *,
        row_number() over (partition by series_code, segment, is_preferred order by as_of_date, source_id) as place_in_segment
    from observations
)

select
    placed.series_code,
    series.series_ja,
    series.series_en,
    series.series_group,
    series.group_ja,
    series.group_en,
    series.definition_ja,
    series.definition_en,
    series.position,
    placed.as_of_date,
    placed.as_of_precision,
    placed.fiscal_year,
    placed.value,
    placed.unit_code as unit,
    units.unit_ja,
    units.unit_en,
    placed.qualifier,
    qualifiers.qualifier_ja,
    qualifiers.qualifier_en,
    case when placed.is_comparable and bases.base_value > 0 then 100.0 * placed.value / bases.base_value end as index_value,
    bases.index_base_date,
    placed.segment,
    breaks.break_ja,
    breaks.break_en,
    placed.is_preferred,
    placed.is_lead,
    placed.is_partial,
    placed.evidence_code,
    kinds.evidence_ja,
    kinds.evidence_en,
    placed.confidence,
    placed.note_ja,
    placed.note_en,
    {{ source_columns('placed') }},
    placed.is_sample as has_sample
from placed
inner join series on placed.series_code = series.series_code
inner join {{ ref('evidence') }} as kinds on placed.evidence_code = kinds.evidence_code
left join {{ ref('dim_unit') }} as units on placed.unit_code = units.unit_code
left join {{ ref('figure_qualifier') }} as qualifiers on placed.qualifier = qualifiers.qualifier
left join bases
    on placed.series_code = bases.series_code
    and placed.segment = bases.segment
-- The words of a break stand on the first row after it.
left join breaks
    on placed.series_code = breaks.series_code
    and placed.segment > 1
    and placed.is_preferred
    and placed.place_in_segment = 1
    and placed.as_of_date >= breaks.first_date_after
left join {{ ref('dim_source') }} as source on placed.source_id = source.source_id
