-- One row is one estimated share: wave × question × option × group × base × weighting.
with

shares as (
    select * from {{ ref('int_share') }}
),

categories as (
    select * from {{ ref('int_share_category') }}
),

domain_values as (
    select * from {{ ref('int_domain_value') }}
),

intervals as (
    select * from {{ ref('int_share_interval') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
)

select
    categories.wave_id,
    categories.question_id,
    categories.option_code,
    domain_values.domain,
    domain_values.domain_value,
    categories.base,
    shares.weighting,
    shares.n_base,
    shares.n_yes,
    shares.weighted_base,
    shares.share,
    shares.standard_error,
    shares.degrees_of_freedom,
    intervals.ci_method,
    intervals.ci_low,
    intervals.ci_high,
    shares.design_effect,
    case when shares.n_base < {{ threshold('reliable_base') }} then 'u' end as reliability_flag,
    -- What the count itself says; which cells are hidden in the end is decided on the way to reports.
    case when shares.n_yes between 1 and waves.disclosure_threshold - 1 then 'small_count' end as disclosure_flag
from shares
inner join categories on shares.category_key = categories.category_key
inner join domain_values on shares.domain_key = domain_values.domain_key
inner join waves on categories.wave_id = waves.wave_id
left join intervals on shares.share_key = intervals.share_key
