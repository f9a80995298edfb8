-- One row is one arithmetic check received with the figures; its result and the published figure are numbers where each is one.
with

checks as (
    select
        *,
        replace(trim(result_text), ',', '') as result,
        replace(trim(published_text), ',', '') as published
    from {{ source('raw', 'derived_check') }}
),

parsed as (
    select
        *,
        case
            -- "24244 ; 24145" names two results and is none; "815/1248" is a share not yet divided.
            when result like '%;%' then null
            when regexp_full_match(result, '[0-9.]+/[0-9.]+')
                then 100 * try_cast(split_part(result, '/', 1) as double) / try_cast(split_part(result, '/', 2) as double)
            else try_cast(regexp_extract(result, '^-?[0-9]+([.][0-9]+)?') as double)
        end as result_value,
        case
            when regexp_full_match(result, '[0-9.]+/[0-9.]+') then 6
            else length(regexp_extract(result, '[.]([0-9]+)', 1))
        end as result_decimals,
        -- "6割弱" is no number to hold another against.
        case
            when regexp_full_match(published, '-?[0-9]+([.][0-9]+)?%?') then try_cast(rtrim(published, '%') as double)
        end as published_value,
        length(regexp_extract(published, '[.]([0-9]+)', 1)) as published_decimals
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
    published_value,
    published_decimals,
    match_text,
    note_ja,
    note_en,
    source_file,
    row_number
from parsed
