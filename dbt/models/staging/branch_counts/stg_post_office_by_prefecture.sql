-- One row is the number of post offices of one type and status in one prefecture on one date.
with

rows_read as (
    select * from {{ source('raw', 'post_office_by_prefecture') }}
),

prefectures as (
    select * from {{ ref('prefecture') }}
),

category_names as (
    select * from {{ ref('facility_category_name') }}
)

select
    rows_read.as_of_date,
    rows_read.as_of_precision,
    prefectures.prefecture_code,
    rows_read.prefecture as published_prefecture_name,
    statuses.category_code as status_code,
    types.category_code as office_type_code,
    rows_read.office_count,
    rows_read.office_count_status as value_status,
    {{ received_origin('rows_read') }}
from rows_read
left join prefectures on rows_read.prefecture = prefectures.prefecture_ja
left join category_names as statuses on rows_read.status = statuses.published_name
left join category_names as types on rows_read.office_type = types.published_name
