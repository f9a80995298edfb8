-- One row is one stratum of a weighted wave, with whether it is put together with others.
{% set small_cell = 5 %}
with

strata as (
    select
        counts.wave_id,
        counts.stratum,
        counts.n_frame,
        counts.n_respondents,
        waves.weighting
    from {{ ref('int_stratum_count') }} as counts
    inner join {{ ref('dim_survey_wave') }} as waves on counts.wave_id = waves.wave_id
    where waves.weighting in ('stratified', 'poststratified', 'raked')
),

-- Post-strata with fewer than five respondents are put together; if they are still too few, the
-- smallest of the others joins them.
ordered as (
    select
        wave_id,
        stratum,
        n_frame,
        n_respondents,
        weighting,
        weighting = 'poststratified' and n_respondents < {{ small_cell }} as is_small,
        sum(case when n_respondents < {{ small_cell }} then n_respondents else 0 end) over (
            partition by wave_id
        ) as small_respondents,
        sum(case when n_respondents < {{ small_cell }} then 1 else 0 end) over (
            partition by wave_id
        ) as small_cells,
        row_number() over (
            partition by wave_id, case when n_respondents < {{ small_cell }} then 1 else 0 end
            order by n_respondents, stratum
        ) as smallest_first
    from strata
)

select
    wave_id,
    weighting,
    stratum,
    n_frame,
    n_respondents,
    case
        when is_small
            or (
                weighting = 'poststratified'
                and small_cells > 0
                and small_respondents < {{ small_cell }}
                and n_respondents >= {{ small_cell }}
                and smallest_first = 1
            )
            then 1
        else 0
    end as is_collapsed
from ordered
