-- One row is one arithmetic check received with the figures; its result is read as a number where it is one.
with

checks as (
    select
        *,
        -- "24244 ; 24145" names two results; the first is compared. "815/1248" is a share not yet divided.
        replace(trim(split_part(result_text, ';', 1)), ',', '') as first_result
    from {{ source('raw', 'derived_check') }}
),

parsed as (
    select
        *,
        case
            when regexp_full_match(first_result, '[0-9.]+/[0-9.]+')
                then 100 * try_cast(split_part(first_result, '/', 1) as double)
                    / try_cast(split_part(first_result, '/', 2) as double)
            else try_cast(regexp_extract(first_result, '^-?[0-9]+([.][0-9]+)?') as double)
        end as result_value,
        case
            when regexp_full_match(first_result, '[0-9.]+/[0-9.]+') then 6
            else length(regexp_extract(first_result, '[.]([0-9]+)', 1))
        end as result_decimals
    from checks
)

select
    check_id,
    formula,
    inputs,
    result_text,
    result_value,
    result_decimals,
    published_text,
    match_text,
    note_ja,
    note_en,
    source_file,
    row_number
from parsed
