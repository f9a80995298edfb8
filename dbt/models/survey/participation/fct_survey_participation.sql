-- One row is one published number of municipalities surveyed, replying or answering: wave × metric × question × domain × vintage × source.
with

participation as (
    select * from {{ ref('stg_survey_participation') }}
),

joined as (
    select
        participation.wave_id,
        participation.metric,
        participation.question_id,
        participation.domain,
        participation.domain_value,
        participation.unit_count,
        participation.value_status,
        participation.as_of_date,
        participation.as_of_precision,
        participation.vintage,
        participation.confidence,
        participation.note_ja,
        participation.note_en,
        participation.source_id,
        participation.source_page,
        source.source_rank,
        {{ is_sample() }} as is_sample,
        participation.source_file,
        participation.row_number
    from participation
    {{ join_origin('participation') }}
)

select
    wave_id,
    metric,
    question_id,
    domain,
    domain_value,
    unit_count,
    value_status,
    as_of_date,
    as_of_precision,
    vintage,
    -- Here the vintage decides before the source: an interim count is replaced, not contradicted.
    row_number() over (
        partition by wave_id, metric, question_id, domain, domain_value
        order by
            case when unit_count is null then 1 else 0 end,
            {{ vintage_order('vintage') }},
            coalesce(source_rank, 99),
            source_id,
            source_file,
            row_number
    ) = 1 as is_preferred,
    confidence,
    note_ja,
    note_en,
    source_id,
    source_page,
    is_sample,
    source_file,
    row_number
from joined
