-- One row is one published share, as printed and weighted to all municipalities, with its interval.
with

estimates as (
    select * from {{ ref('fct_published_estimate') }}
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

questions as (
    select * from {{ ref('dim_question') }}
),

options as (
    select * from {{ ref('dim_response_option') }}
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    estimates.wave_id,
    waves.title_ja as wave_ja,
    waves.title_en as wave_en,
    estimates.question_id,
    questions.question_ja,
    questions.question_en,
    estimates.option_code,
    options.option_ja,
    options.option_en,
    estimates.n_base,
    estimates.n_yes,
    estimates.n_frame,
    100 * estimates.unweighted_share as unweighted_share_pct,
    100 * estimates.share as share_pct,
    100 * estimates.standard_error as standard_error_pct,
    estimates.ci_method,
    100 * estimates.ci_low as ci_low_pct,
    100 * estimates.ci_high as ci_high_pct,
    '人口規模別の公表値を、各区分の全市区町村数に合わせて加重した。無回答が区分内で無作為に生じたとみなす。' as method_ja,
    'Published counts per population band, weighted to the number of municipalities in each band, as if those'
    || ' who answered were random within their band.' as method_en,
    {{ source_named('estimates') }},
    estimates.is_sample as has_sample
from estimates
inner join waves on estimates.wave_id = waves.wave_id
inner join questions
    on estimates.wave_id = questions.wave_id and estimates.question_id = questions.question_id
inner join options
    on estimates.wave_id = options.wave_id
    and estimates.question_id = options.question_id
    and estimates.option_code = options.option_code
left join sources as source on estimates.source_id = source.source_id
