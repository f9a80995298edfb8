-- One row is one series of services that retreat or replace others: its first, highest and latest value, and how sure they are.
with

observations as (
    select * from {{ ref('fct_retreat_observation') }}
),

series as (
    select * from {{ ref('retreat_series_list') }}
),

leaders as (
    select * from observations
    where is_lead
),

-- Up to the latest value that leads, as whole and as sure as they come.
comparable as (
    select
        observations.series_code,
        observations.as_of_date,
        observations.value,
        row_number() over (partition by observations.series_code order by observations.as_of_date, observations.source_id)
            as first_place,
        row_number() over (
            partition by observations.series_code
            order by observations.value desc, observations.as_of_date desc, observations.source_id
        ) as peak_place
    from observations
    inner join leaders
        on observations.series_code = leaders.series_code
        and observations.as_of_date <= leaders.as_of_date
    where observations.is_comparable
),

ends as (
    select
        series_code,
        max(case when first_place = 1 then as_of_date end) as first_date,
        max(case when first_place = 1 then value end) as first_value,
        max(case when peak_place = 1 then as_of_date end) as peak_date,
        max(case when peak_place = 1 then value end) as peak_value
    from comparable
    group by series_code
),

totals as (
    select
        series_code,
        count(*) as observation_count,
        sum(case when is_preferred then 0 else 1 end) as competing_count,
        {{ any_sample() }} as has_sample
    from observations
    group by series_code
),

breaks as (
    select
        series_code,
        count(*) as break_count
    from {{ ref('retreat_break') }}
    group by series_code
),

judged as (
    select
        leaders.*,
        case
            when leaders.evidence_code = 'quoted' or leaders.confidence = 'low' then 'low'
            when leaders.evidence_code = 'published' then 'high'
            else 'medium'
        end as source_quality
    from leaders
)

select
    judged.series_code,
    series.series_ja,
    series.series_en,
    series.series_group,
    series.group_ja,
    series.group_en,
    series.position,
    judged.unit_code as unit,
    units.unit_ja,
    units.unit_en,
    ends.first_date,
    ends.first_value,
    judged.as_of_date as latest_date,
    judged.as_of_precision as latest_precision,
    judged.value as latest_value,
    judged.qualifier,
    ends.peak_date,
    ends.peak_value,
    100.0 * (judged.value - ends.first_value) / nullif(ends.first_value, 0) as change_from_first_pct,
    judged.value - ends.peak_value as change_from_peak,
    100.0 * (judged.value - ends.peak_value) / nullif(ends.peak_value, 0) as change_from_peak_pct,
    cast(totals.observation_count as {{ dbt.type_int() }}) as observation_count,
    cast(totals.competing_count as {{ dbt.type_int() }}) as competing_count,
    cast(coalesce(breaks.break_count, 0) as {{ dbt.type_int() }}) as break_count,
    judged.evidence_code,
    kinds.evidence_ja,
    kinds.evidence_en,
    judged.source_quality,
    qualities.source_quality_ja,
    qualities.source_quality_en,
    series.caveat_ja,
    series.caveat_en,
    {{ source_columns('judged') }},
    totals.has_sample
from judged
inner join series on judged.series_code = series.series_code
inner join totals on judged.series_code = totals.series_code
inner join {{ ref('evidence') }} as kinds on judged.evidence_code = kinds.evidence_code
inner join {{ ref('source_quality') }} as qualities on judged.source_quality = qualities.source_quality
left join ends on judged.series_code = ends.series_code
left join breaks on judged.series_code = breaks.series_code
left join {{ ref('dim_unit') }} as units on judged.unit_code = units.unit_code
left join {{ ref('dim_source') }} as source on judged.source_id = source.source_id
