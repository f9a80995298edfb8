-- One row is one post office named in one reported outsourcing arrangement.
with

arrangements as (
    select * from {{ source('raw', 'outsourcing_contract') }}
    -- "市内15局" or "町内全9局" counts offices without naming them.
    where offices_ja is not null and not regexp_matches(offices_ja, '[市町村内]内?(全|[0-9])')
),

names as (
    select
        source_file,
        row_number,
        trim(unnest(string_split_regex(offices_ja, '[、,，・]'))) as published_office_name,
        generate_subscripts(string_split_regex(offices_ja, '[、,，・]'), 1) as position
    from arrangements
)

select
    source_file,
    row_number,
    position,
    published_office_name,
    regexp_replace(published_office_name, '(郵便)?局$', '') || '郵便局' as office_name_ja
from names
where published_office_name <> ''
