-- One row is one difference between two groups whose figures are both published: wave × question × option × statistic × domain × weighting × two groups.
with

differences as (
    select * from {{ ref('fct_group_difference') }}
),

disclosures as (
    select * from {{ ref('int_group_difference_disclosure') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

options as (
    select * from {{ ref('dim_response_option') }}
),

domains as (
    select * from {{ ref('dim_survey_domain') }}
)

select
    differences.wave_id,
    differences.question_id,
    disclosures.option_code,
    differences.statistic,
    differences.domain,
    differences.domain_value,
    differences.other_domain_value,
    differences.weighting,
    cast(questions.question_position as {{ dbt.type_int() }}) as question_position,
    cast(coalesce(options.option_position, 0) as {{ dbt.type_int() }}) as option_position,
    options.option_ja,
    options.option_en,
    coalesce(this.domain_value_ja, differences.domain_value) as domain_value_ja,
    coalesce(this.domain_value_en, differences.domain_value) as domain_value_en,
    cast(coalesce(this.domain_value_position, 1000000) as {{ dbt.type_int() }}) as domain_value_position,
    coalesce(other.domain_value_ja, differences.other_domain_value) as other_domain_value_ja,
    coalesce(other.domain_value_en, differences.other_domain_value) as other_domain_value_en,
    cast(coalesce(other.domain_value_position, 1000000) as {{ dbt.type_int() }}) as other_domain_value_position,
    differences.difference,
    case when disclosures.shows_error then differences.standard_error end as standard_error,
    cast(
        case when disclosures.shows_error then differences.degrees_of_freedom end as {{ dbt.type_int() }}
    ) as degrees_of_freedom,
    case when disclosures.shows_error then differences.ci_low end as ci_low,
    case when disclosures.shows_error then differences.ci_high end as ci_high,
    case when disclosures.shows_error then differences.p_value end as p_value,
    case when disclosures.shows_adjusted then disclosures.p_value_adjusted end as p_value_adjusted,
    {{ is_significant('disclosures.p_value_adjusted') }} as is_significant,
    not disclosures.shows_error as withholds_error,
    waves.nature = 'sample' as has_sample
from differences
inner join disclosures
    on differences.wave_id = disclosures.wave_id
    and differences.question_id = disclosures.question_id
    and coalesce(differences.option_code, '') = disclosures.option_code
    and differences.statistic = disclosures.statistic
    and differences.domain = disclosures.domain
    and differences.domain_value = disclosures.domain_value
    and differences.other_domain_value = disclosures.other_domain_value
    and differences.weighting = disclosures.weighting
inner join questions
    on differences.wave_id = questions.wave_id and differences.question_id = questions.question_id
inner join waves on differences.wave_id = waves.wave_id
left join options
    on differences.wave_id = options.wave_id
    and differences.question_id = options.question_id
    and differences.option_code = options.option_code
left join domains as this
    on differences.domain = this.domain and differences.domain_value = this.domain_value
left join domains as other
    on differences.domain = other.domain and differences.other_domain_value = other.domain_value
