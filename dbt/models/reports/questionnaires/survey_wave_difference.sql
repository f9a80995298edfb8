-- One row is one difference of a share between two waves: wave pair × question × option × method.
with

differences as (
    select * from {{ ref('fct_wave_difference') }}
),

comparisons as (
    select * from {{ ref('bridge_question_comparability') }}
),

questions as (
    select * from {{ ref('dim_question') }}
    where disclosure <> 'never'
),

options as (
    select * from {{ ref('dim_response_option') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

changes as (
    select * from {{ ref('int_disclosure_change') }}
),

-- A difference shows the total of either wave, and those who answered in both.
hidden as (
    select distinct
        wave_id,
        question_id,
        option_code,
        case when domain = 'all' then '' else domain end as panel
    from {{ ref('int_disclosure_decision') }}
    where kind = 'option' and (domain = 'all' or domain like 'panel:%')
),

linked as (
    select
        differences.from_wave_id,
        differences.to_wave_id,
        comparisons.from_question_id,
        differences.question_id,
        differences.option_code,
        differences.method,
        differences.comparability,
        differences.n_panel,
        differences.share_from,
        differences.share_to,
        differences.difference,
        differences.standard_error,
        differences.ci_low,
        differences.ci_high,
        differences.p_value,
        earlier.nature = 'sample' or later.nature = 'sample' as has_sample,
        later.disclosure_threshold as later_threshold,
        earlier.disclosure_threshold as earlier_threshold,
        later.disclosure_minimum_base as minimum_base,
        questions.disclosure = 'public' as is_public
    from differences
    inner join comparisons
        on differences.from_wave_id = comparisons.from_wave_id
        and differences.to_wave_id = comparisons.to_wave_id
        and differences.question_id = comparisons.to_question_id
    inner join questions
        on differences.to_wave_id = questions.wave_id and differences.question_id = questions.question_id
    inner join waves as earlier on differences.from_wave_id = earlier.wave_id
    inner join waves as later on differences.to_wave_id = later.wave_id
),

marked as (
    select
        linked.*,
        case
            when linked.n_panel < linked.minimum_base then 'small_base'
            when linked.is_public then null
            when changes.fewest_bodies < linked.later_threshold or changes.fewest_bodies < linked.earlier_threshold
                then 'suppressed'
            when exists (
                select 1 from hidden
                where hidden.wave_id = linked.from_wave_id
                    and hidden.question_id = linked.from_question_id
                    and hidden.option_code = linked.option_code
                    and hidden.panel in (
                        '', 'panel:' || linked.to_wave_id, 'panel:' || linked.to_wave_id || ':frame'
                    )
            )
                then 'suppressed'
            when exists (
                select 1 from hidden
                where hidden.wave_id = linked.to_wave_id
                    and hidden.question_id = linked.question_id
                    and hidden.option_code = linked.option_code
                    and hidden.panel in (
                        '', 'panel:' || linked.from_wave_id, 'panel:' || linked.from_wave_id || ':frame'
                    )
            )
                then 'suppressed'
        end as disclosure_flag
    from linked
    left join changes
        on linked.from_wave_id = changes.from_wave_id
        and linked.from_question_id = changes.from_question_id
        and linked.to_wave_id = changes.to_wave_id
        and linked.question_id = changes.to_question_id
        and linked.option_code = changes.option_code
)

select
    marked.from_wave_id,
    marked.to_wave_id,
    marked.from_question_id,
    marked.question_id,
    marked.option_code,
    marked.method,
    options.option_ja,
    options.option_en,
    cast(options.option_position as {{ dbt.type_int() }}) as option_position,
    coalesce(options.is_combined, false) as is_combined,
    marked.comparability,
    cast(case when marked.disclosure_flag is null then marked.n_panel end as {{ dbt.type_int() }}) as n_panel,
    case when marked.disclosure_flag is null then marked.share_from end as share_from,
    case when marked.disclosure_flag is null then marked.share_to end as share_to,
    case when marked.disclosure_flag is null then marked.difference end as difference,
    case when marked.disclosure_flag is null then marked.standard_error end as standard_error,
    case when marked.disclosure_flag is null then marked.ci_low end as ci_low,
    case when marked.disclosure_flag is null then marked.ci_high end as ci_high,
    case when marked.disclosure_flag is null then marked.p_value end as p_value,
    case when marked.disclosure_flag is null then {{ is_significant('marked.p_value') }} end as is_significant,
    marked.disclosure_flag,
    marked.has_sample
from marked
left join options
    on marked.to_wave_id = options.wave_id
    and marked.question_id = options.question_id
    and marked.option_code = options.option_code
