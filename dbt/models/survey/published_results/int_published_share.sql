-- One row is one post-stratified share from published counts per population band: wave × question × option.
-- Särndal, Swensson & Wretman (1992), section 7.6, with the bands as post-strata and the real number of
-- municipalities in each; those who answered are taken as if drawn at random within their band.
with

results as (
    select * from {{ ref('fct_survey_result') }}
    where domain = 'population_band' and response_count is not null and base_count > 0
),

waves as (
    select * from {{ ref('dim_survey_wave') }}
),

frame_counts as (
    select
        attributes.wave_id,
        attributes.value as band,
        count(*) as n_frame
    from {{ ref('int_unit_attribute') }} as attributes
    where attributes.attribute = 'population_band'
    group by attributes.wave_id, attributes.value
),

-- One source per wave, question and band: where two print counts, the preferred document counts.
ranked as (
    select
        results.wave_id,
        results.question_id,
        results.option_code,
        results.domain_value as band,
        results.response_count as n_yes,
        results.base_count as n_base,
        results.source_id,
        results.is_sample,
        row_number() over (
            partition by results.wave_id, results.question_id, results.option_code, results.domain_value
            order by source.source_rank, results.source_id
        ) as best_first
    from results
    inner join waves on results.wave_id = waves.wave_id and waves.universe_code = 'municipalities'
    left join {{ ref('dim_source') }} as source on results.source_id = source.source_id
),

bands as (
    select
        ranked.wave_id,
        ranked.question_id,
        ranked.option_code,
        ranked.band,
        ranked.n_yes,
        ranked.n_base,
        ranked.source_id,
        ranked.is_sample,
        frame_counts.n_frame,
        cast(frame_counts.n_frame as double) / ranked.n_base as weight
    from ranked
    inner join frame_counts on ranked.wave_id = frame_counts.wave_id and ranked.band = frame_counts.band
    where ranked.best_first = 1
),

shares as (
    select
        wave_id,
        question_id,
        option_code,
        sum(n_yes) as n_yes,
        sum(n_base) as n_base,
        sum(n_frame) as n_frame,
        count(*) as band_count,
        min(source_id) as source_id,
        max(case when is_sample then 1 else 0 end) as has_sample,
        -- All and none are exact, whatever the rounding of the weights.
        case when sum(n_yes) = sum(n_base) then 1 else sum(weight * n_yes) / sum(n_frame) end as share,
        -- Every band is its own base: of Σu² - (Σu)² / n the share drops out.
        sum(weight * weight * n_yes * (n_base - n_yes) / n_base) / (sum(n_frame) * sum(n_frame)) as spread
    from bands
    group by wave_id, question_id, option_code
),

known_bands as (
    select count(*) as band_count from {{ ref('population_band') }}
)

select
    -- Negative, so that it never meets the key of an estimate from answers.
    cast(
        -row_number() over (order by shares.wave_id, shares.question_id, shares.option_code)
        as {{ dbt.type_int() }}
    ) as share_key,
    shares.wave_id,
    shares.question_id,
    shares.option_code,
    cast(shares.n_yes as {{ dbt.type_int() }}) as n_yes,
    cast(shares.n_base as {{ dbt.type_int() }}) as n_base,
    cast(shares.n_frame as {{ dbt.type_int() }}) as n_frame,
    shares.share,
    sqrt(
        (1 - cast(shares.n_base as double) / shares.n_frame)
        * shares.n_base / (shares.n_base - 1) * shares.spread
    ) as standard_error,
    cast(shares.n_base - 1 as {{ dbt.type_int() }}) as degrees_of_freedom,
    shares.source_id,
    shares.has_sample = 1 as is_sample
from shares
-- Only where every band is published: otherwise the weights would not add up to the frame.
inner join known_bands on shares.band_count = known_bands.band_count
where shares.n_base > 1
