-- One row is one test of whether answers differ between the groups of a domain: wave × question (× option) × domain × weighting.
{% set of_the_test = [
    'wave_id', 'question_id', 'option_code', 'domain', 'weighting',
    'f_statistic', 'numerator_df', 'denominator_df', 'p_value', 'p_value_adjusted'
] %}
with

tests as (
    select * from {{ ref('fct_association_test') }}
),

questions as (
    select * from {{ ref('dim_question') }}
    where disclosure <> 'never'
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

-- One number on a table with hidden counts is one equation too many for whoever looks for them.
hidden as (
    select distinct
        wave_id,
        question_id,
        option_code,
        domain
    from {{ ref('int_disclosure_decision') }}
    where kind = 'option'
),

marked as (
    select
        {{ listed(of_the_test, 'tests') }},
        case
            when sum(
                case when hidden.option_code is null then 0
                    when tests.option_code is null or tests.option_code = hidden.option_code then 1
                    else 0 end
            ) > 0
                then 'suppressed'
        end as disclosure_flag,
        -- Adjusting takes the p values of all options, hidden ones too.
        count(hidden.wave_id) > 0 as hides_adjusted
    from tests
    left join hidden
        on tests.wave_id = hidden.wave_id
        and tests.question_id = hidden.question_id
        and tests.domain = hidden.domain
    group by {{ listed(of_the_test, 'tests') }}
)

select
    marked.wave_id,
    marked.question_id,
    coalesce(marked.option_code, '') as option_code,
    marked.domain,
    marked.weighting,
    case when marked.disclosure_flag is null then marked.f_statistic end as f_statistic,
    case when marked.disclosure_flag is null then marked.numerator_df end as numerator_df,
    case when marked.disclosure_flag is null then marked.denominator_df end as denominator_df,
    case when marked.disclosure_flag is null then marked.p_value end as p_value,
    case when not marked.hides_adjusted then marked.p_value_adjusted end as p_value_adjusted,
    case when not marked.hides_adjusted then {{ is_significant('marked.p_value_adjusted') }} end as is_significant,
    marked.disclosure_flag,
    waves.nature = 'sample' as has_sample
from marked
inner join waves on marked.wave_id = waves.wave_id
inner join questions on marked.wave_id = questions.wave_id and marked.question_id = questions.question_id
