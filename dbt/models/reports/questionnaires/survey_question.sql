-- One row is one question of one wave that may be published: wording, type, who was asked, what it can be compared with.
with

questions as (
    select * from {{ ref('dim_question') }}
    where disclosure <> 'never'
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

asked as (
    select
        wave_id,
        question_id,
        sum(case when is_eligible then 1 else 0 end) as n_eligible,
        sum(case when is_answered then 1 else 0 end) as n_answered
    from {{ ref('fct_asked') }}
    group by wave_id, question_id
),

-- Where nobody answered, nobody was asked anything that could be counted: nought, and nothing is hidden.
silent as (
    select
        wave_id,
        0 as nobody
    from {{ ref('fct_response_rate') }}
    where domain = 'all' and n_respondents = 0
),

hidden as (
    select
        wave_id,
        question_id,
        max(case when kind = 'eligible' then 1 else 0 end) as hides_eligible,
        max(case when kind = 'valid' then 1 else 0 end) as hides_answered
    from {{ ref('int_disclosure_decision') }}
    where domain = 'all' and not is_weighted and kind in ('eligible', 'valid')
    group by wave_id, question_id
),

conditions as (
    select * from {{ ref('int_question_condition') }}
),

comparisons as (
    select * from {{ ref('bridge_question_comparability') }}
),

counted as (
    select
        questions.*,
        case when coalesce(hidden.hides_eligible, 0) = 0 then coalesce(asked.n_eligible, silent.nobody) end as n_eligible,
        case when coalesce(hidden.hides_answered, 0) = 0 then coalesce(asked.n_answered, silent.nobody) end as n_answered
    from questions
    left join asked on questions.wave_id = asked.wave_id and questions.question_id = asked.question_id
    left join silent on questions.wave_id = silent.wave_id
    left join hidden on questions.wave_id = hidden.wave_id and questions.question_id = hidden.question_id
)

select
    counted.wave_id,
    counted.question_id,
    cast(counted.question_position as {{ dbt.type_int() }}) as question_position,
    counted.concept_id,
    counted.question_ja,
    counted.question_en,
    counted.question_type,
    counted.type_basis,
    counted.unit_ja,
    counted.unit_en,
    counted.per_question_id,
    counted.disclosure,
    case
        when conditions.question_id is null then counted.universe_ja
        else conditions.asked_if_question_id || '「' || conditions.asked_if_ja || '」で「'
            || conditions.options_ja || '」を選んだ団体'
    end
    || case
        when counted.n_eligible is null then ''
        else '(' || cast(counted.n_eligible as {{ dbt.type_string() }}) || '団体)'
    end as universe_ja,
    case
        when conditions.question_id is null then counted.universe_en
        else 'Bodies that chose "' || conditions.options_en || '" in ' || conditions.asked_if_question_id
            || ' (' || conditions.asked_if_en || ')'
    end
    || case
        when counted.n_eligible is null then ''
        else ' (n = ' || cast(counted.n_eligible as {{ dbt.type_string() }}) || ')'
    end as universe_en,
    conditions.asked_if_question_id,
    cast(counted.n_eligible as {{ dbt.type_int() }}) as n_eligible,
    cast(counted.n_answered as {{ dbt.type_int() }}) as n_answered,
    1.0 * counted.n_answered / nullif(counted.n_eligible, 0) as item_response_rate,
    comparisons.from_wave_id as compared_wave_id,
    comparisons.from_question_id as compared_question_id,
    comparisons.comparability,
    waves.nature = 'sample' as has_sample
from counted
inner join waves on counted.wave_id = waves.wave_id
left join conditions on counted.wave_id = conditions.wave_id and counted.question_id = conditions.question_id
left join comparisons on counted.wave_id = comparisons.to_wave_id and counted.question_id = comparisons.to_question_id
