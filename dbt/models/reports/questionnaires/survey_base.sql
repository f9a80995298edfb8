-- One row is the base of one question for all bodies together, as published: wave × question × base × weighting.
with

bases as (
    select * from {{ ref('fct_question_base') }}
),

disclosures as (
    select * from {{ ref('int_question_base_disclosure') }}
),

questions as (
    select * from {{ ref('dim_question') }}
    where disclosure <> 'never'
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
)

select
    bases.wave_id,
    bases.question_id,
    bases.base,
    bases.weighting,
    cast(questions.question_position as {{ dbt.type_int() }}) as question_position,
    cast(case when disclosures.disclosure_flag is null then bases.n_base end as {{ dbt.type_int() }}) as n_base,
    case when disclosures.disclosure_flag is null then bases.weighted_base end as weighted_base,
    -- A whole number: decimals would let the counts of the weighted groups be solved for.
    cast(
        case
            when disclosures.disclosure_flag is null and not disclosures.hides_effective_base
                then round({{ certain('bases.effective_base') }}, 0)
        end as {{ dbt.type_int() }}
    ) as effective_base,
    disclosures.disclosure_flag,
    waves.nature = 'sample' as has_sample
from bases
inner join disclosures
    on bases.wave_id = disclosures.wave_id
    and bases.question_id = disclosures.question_id
    and bases.base = disclosures.base
    and bases.weighting = disclosures.weighting
inner join questions on bases.wave_id = questions.wave_id and bases.question_id = questions.question_id
inner join waves on bases.wave_id = waves.wave_id
