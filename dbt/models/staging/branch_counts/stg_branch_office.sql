-- One row is one facility in a list, with whether its class or its name says branch.
with

rows_read as (
    select * from {{ source('raw', 'branch_office') }}
),

words as (
    select * from {{ ref('branch_office_word') }}
),

-- A fire station's 出張所 is no branch of the municipality: one excluding word outweighs all others.
judged as (
    select
        rows_read.source_file,
        rows_read.row_number,
        min(case when words.is_branch then 1 else 0 end) = 1 as is_municipal_branch
    from rows_read
    inner join words on rows_read.name_ja like '%' || words.word || '%'
    group by rows_read.source_file, rows_read.row_number
)

select
    rows_read.as_of_date,
    rows_read.code6,
    rows_read.municipality_id,
    rows_read.office_id,
    rows_read.name_ja,
    rows_read.address_ja,
    rows_read.latitude,
    rows_read.longitude,
    rows_read.telephone,
    rows_read.open_days_ja,
    rows_read.opens_at,
    rows_read.closes_at,
    rows_read.note_ja,
    rows_read.office_class,
    -- A list that classes its facilities is believed; in others the name says it.
    case
        when rows_read.office_class is not null then rows_read.office_class = '2'
        else coalesce(judged.is_municipal_branch, false)
    end as is_municipal_branch,
    rows_read.source_file,
    rows_read.row_number
from rows_read
left join judged
    on rows_read.source_file = judged.source_file
    and rows_read.row_number = judged.row_number
