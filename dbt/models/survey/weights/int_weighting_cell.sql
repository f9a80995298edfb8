-- One row is one cell of one weighting of a wave: the units of the frame, the respondents, and what became of small cells.
with

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

units as (
    select * from {{ ref('int_frame_unit') }}
),

respondents as (
    select * from {{ ref('int_respondent') }}
),

totals as (
    select
        units.wave_id,
        count(*) as n_frame,
        count(respondents.unit_key) as n_respondents
    from units
    left join respondents on units.unit_key = respondents.unit_key
    group by units.wave_id
    having count(respondents.unit_key) > 0
),

-- A wave that nobody has answered yet has no cells.
grouped as (
    select groups.*
    from {{ ref('int_stratum_group') }} as groups
    inner join totals on groups.wave_id = totals.wave_id
),

cells as (
    -- Unweighted means every respondent alike: simple random sampling of the frame.
    select
        wave_id,
        'unweighted' as weighting,
        cast(null as {{ dbt.type_string() }}) as stratum,
        'all' as cell,
        false as is_collapsed,
        n_frame,
        n_respondents
    from totals

    union all

    -- Raking without strata starts from the same design.
    select
        totals.wave_id,
        waves.weighting,
        cast(null as {{ dbt.type_string() }}) as stratum,
        'all' as cell,
        false as is_collapsed,
        totals.n_frame,
        totals.n_respondents
    from totals
    inner join waves on totals.wave_id = waves.wave_id
    where waves.weighting = 'raked'
        and totals.wave_id not in (select grouped.wave_id from grouped)

    union all

    select
        wave_id,
        weighting,
        stratum,
        case when is_collapsed = 1 then min(stratum) over (partition by wave_id, is_collapsed) else stratum end
            as cell,
        is_collapsed = 1 as is_collapsed,
        case
            when is_collapsed = 1 then sum(n_frame) over (partition by wave_id, is_collapsed) else n_frame
        end as n_frame,
        case
            when is_collapsed = 1
                then sum(n_respondents) over (partition by wave_id, is_collapsed)
            else n_respondents
        end as n_respondents
    from grouped
),

numbered as (
    select
        cast(dense_rank() over (order by wave_id, weighting, cell) as {{ dbt.type_int() }}) as cell_key,
        wave_id,
        weighting,
        stratum,
        cell,
        is_collapsed,
        n_frame,
        n_respondents
    from cells
)

select
    numbered.cell_key,
    numbered.wave_id,
    numbered.weighting,
    numbered.stratum,
    numbered.cell,
    numbered.is_collapsed,
    cast(numbered.n_frame as {{ dbt.type_int() }}) as n_frame,
    cast(numbered.n_respondents as {{ dbt.type_int() }}) as n_respondents,
    -- A stratum without a respondent is represented by nobody; it has no weight.
    cast(numbered.n_frame as double) / nullif(numbered.n_respondents, 0) as weight,
    -- (1 - f) n / (n - 1): of the cell, or of the whole sample where the cells were formed afterwards.
    -- A single respondent in a stratum: (1 - f), and its deviation from zero counts ("adjust").
    case
        when numbered.weighting = 'poststratified'
            then (1 - cast(totals.n_respondents as double) / totals.n_frame)
                * totals.n_respondents / nullif(totals.n_respondents - 1, 0)
        when numbered.n_respondents = 1 then 1 - cast(1 as double) / numbered.n_frame
        else (1 - cast(numbered.n_respondents as double) / numbered.n_frame)
            * numbered.n_respondents / nullif(numbered.n_respondents - 1, 0)
    end as variance_factor,
    case
        when numbered.weighting = 'poststratified' or numbered.n_respondents > 1 then numbered.n_respondents
    end as centring
from numbered
inner join totals on numbered.wave_id = totals.wave_id
