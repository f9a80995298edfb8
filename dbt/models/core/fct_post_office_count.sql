-- One row is one published number of post offices: date × prefecture × status × type × source.
with

counts as (
    select
        as_of_date,
        as_of_precision,
        prefecture_code,
        status_code,
        office_type_code,
        office_count,
        value_status,
        confidence,
        note_ja,
        note_en,
        source_id,
        source_page,
        source_file,
        row_number
    from {{ ref('stg_post_office_by_prefecture') }}

    union all

    select
        as_of_date,
        as_of_precision,
        prefecture_code,
        status_code,
        office_type_code,
        office_count,
        value_status,
        confidence,
        note_ja,
        note_en,
        source_id,
        source_page,
        source_file,
        row_number
    from {{ ref('stg_post_office_release') }}
),

joined as (
    select
        counts.as_of_date,
        counts.as_of_precision,
        counts.prefecture_code,
        counts.status_code,
        counts.office_type_code,
        counts.office_count,
        counts.value_status,
        counts.confidence,
        counts.note_ja,
        counts.note_en,
        counts.source_id,
        counts.source_page,
        source.source_rank,
        {{ is_sample() }} as is_sample,
        counts.source_file,
        counts.row_number
    from counts
    {{ join_origin('counts') }}
)

select
    as_of_date,
    as_of_precision,
    prefecture_code,
    status_code,
    office_type_code,
    office_count,
    value_status,
    {{ preferred_rank(
        measured_thing=['as_of_date', 'prefecture_code', 'status_code', 'office_type_code'],
        value='office_count'
    ) }} = 1 as is_preferred,
    confidence,
    note_ja,
    note_en,
    source_id,
    source_page,
    is_sample,
    source_file,
    row_number
from joined
