-- One row is one respondent with its profile: respondents alike in stratum, margins and domains share one.
with

respondents as (
    select * from {{ ref('int_respondent') }}
),

attributes as (
    select distinct
        attributes.unit_key,
        attributes.attribute,
        attributes.value
    from {{ ref('int_unit_attribute') }} as attributes
    inner join {{ ref('stg_survey_design') }} as designs
        on attributes.wave_id = designs.wave_id and attributes.attribute = designs.attribute
),

described as (
    select
        respondents.unit_key,
        respondents.wave_id,
        coalesce(
            {{ dbt.listagg("attributes.attribute || '=' || attributes.value", "' | '", "order by attributes.attribute") }},
            ''
        ) as description
    from respondents
    left join attributes on respondents.unit_key = attributes.unit_key
    group by respondents.unit_key, respondents.wave_id
),

numbered as (
    select
        unit_key,
        wave_id,
        dense_rank() over (order by wave_id, description) as profile_key
    from described
)

select
    unit_key,
    wave_id,
    cast(profile_key as {{ dbt.type_int() }}) as profile_key,
    -- Any of its respondents stands for the profile where it is joined to cells and domains.
    min(unit_key) over (partition by profile_key) as example_unit_key
from numbered
