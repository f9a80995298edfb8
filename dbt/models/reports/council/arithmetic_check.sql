-- One row is one arithmetic check received with the figures, recomputed from facts where they allow it.
with

checks as (
    select * from {{ ref('fct_derived_check') }}
),

recomputed as (
    select * from {{ ref('int_recomputed') }}
    where target = 'check'
)

select
    checks.check_id,
    checks.formula,
    checks.inputs,
    checks.result_text as received_result,
    checks.published_text,
    recomputed.recomputed_value,
    -- Equal where the recomputed value rounds to the received result, and to the published figure, as printed.
    case
        when recomputed.recomputed_value is not null and checks.result_value is not null
            then {{ rounds_to('recomputed.recomputed_value', 'checks.result_value', 'power(10, -checks.result_decimals)') }}
    end as agrees,
    case
        when recomputed.recomputed_value is not null and checks.published_value is not null
            then {{ rounds_to(
                'recomputed.recomputed_value', 'checks.published_value', 'power(10, -checks.published_decimals)'
            ) }}
    end as agrees_with_published,
    checks.note_ja,
    checks.note_en,
    checks.is_sample as has_sample
from checks
left join recomputed on checks.check_id = recomputed.target_id
