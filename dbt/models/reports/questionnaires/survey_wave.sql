-- One row is one wave of a questionnaire, with how many municipalities took part.
with

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

participation as (
    select * from {{ ref('fct_survey_participation') }}
    where question_id is null and domain = 'all'
),

-- Replies are counted as returned questionnaires or, where only those are known, as respondents.
counts as (
    select
        wave_id,
        max(case when metric = 'surveyed' and is_preferred then unit_count end) as surveyed_count,
        coalesce(
            max(case when metric = 'returned' and is_preferred then unit_count end),
            max(case when metric = 'respondents' and is_preferred then unit_count end)
        ) as returned_count,
        max(case when metric = 'respondents' and vintage = 'interim' then unit_count end) as respondents_interim,
        max(case when metric = 'respondents' and is_preferred then note_ja end) as respondents_note_ja,
        max(case when metric = 'respondents' and is_preferred then note_en end) as respondents_note_en,
        max(case when metric = 'returned' and is_preferred then note_ja end) as returned_note_ja,
        max(case when metric = 'returned' and is_preferred then note_en end) as returned_note_en,
        {{ any_sample() }} as has_sample
    from participation
    group by wave_id
),

-- A wave with answers counts them itself.
answered as (
    select * from {{ ref('fct_response_rate') }}
    where domain = 'all'
),

naming as (
    select distinct wave_id from {{ ref('fct_public_answer') }}
)

select
    waves.wave_id,
    waves.title_ja,
    waves.title_en,
    waves.field_start,
    waves.field_end,
    waves.field_end_precision,
    waves.interim_as_of,
    waves.universe_ja,
    waves.universe_en,
    waves.universe_note_ja,
    waves.universe_note_en,
    waves.weighting,
    cast(waves.disclosure_threshold as {{ dbt.type_int() }}) as disclosure_threshold,
    cast(waves.disclosure_minimum_base as {{ dbt.type_int() }}) as disclosure_minimum_base,
    waves.disclosure_dominance_percent,
    cast(coalesce(answered.n_frame, counts.surveyed_count) as {{ dbt.type_int() }}) as surveyed_count,
    cast(coalesce(answered.n_respondents, counts.returned_count) as {{ dbt.type_int() }}) as returned_count,
    100.0 * coalesce(answered.n_respondents, counts.returned_count)
    / nullif(coalesce(answered.n_frame, counts.surveyed_count), 0) as response_rate_pct,
    cast(counts.respondents_interim as {{ dbt.type_int() }}) as respondents_interim,
    coalesce(counts.returned_note_ja, counts.respondents_note_ja) as note_ja,
    coalesce(counts.returned_note_en, counts.respondents_note_en) as note_en,
    naming.wave_id is not null as names_bodies,
    coalesce(waves.nature = 'sample', false) or coalesce(counts.has_sample, false) as has_sample
from waves
left join counts on waves.wave_id = counts.wave_id
left join answered on waves.wave_id = answered.wave_id
left join naming on waves.wave_id = naming.wave_id
