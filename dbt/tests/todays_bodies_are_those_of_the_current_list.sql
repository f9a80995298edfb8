-- The replay ends where it began: what is valid today is the current list, name by name.
{{ config(meta={'dagster': {'ref': {'name': 'dim_municipality'}}}) }}
with

listed as (
    select code6, name_ja, municipality_type, counts_in_1741
    from {{ ref('stg_municipality') }}
    where municipality_type <> 'prefecture'
),

valid_today as (
    select code6, name_ja, municipality_type, counts_in_1741
    from {{ ref('dim_municipality') }}
    where valid_to is null
)

select
    listed.code6 as listed_code6,
    valid_today.code6 as valid_code6
from listed
full outer join valid_today
    on listed.code6 = valid_today.code6
    and listed.name_ja = valid_today.name_ja
    and listed.municipality_type = valid_today.municipality_type
    and listed.counts_in_1741 = valid_today.counts_in_1741
where listed.code6 is null or valid_today.code6 is null
