-- One row is one municipality, ward or village of the current list, valid from valid_from on.
with

municipalities as (
    select * from {{ ref('stg_municipality') }}
    where municipality_type <> 'prefecture'
),

last_changes as (
    select
        new_code6 as code6,
        max(effective_date) as changed_on
    from {{ ref('stg_municipality_change') }}
    where scope = 'municipality'
    group by new_code6
)

select
    -- The id stays with the body for good; its code may change.
    'm' || municipalities.code6 as municipality_id,
    municipalities.code6,
    municipalities.code5,
    municipalities.prefecture_code,
    municipalities.name_ja,
    municipalities.full_name_ja,
    municipalities.name_kana,
    municipalities.name_en,
    municipalities.county as county_ja,
    municipalities.municipality_type,
    -- The list gives every body a parent; only a ward's is a municipality, all others' is the prefecture.
    case
        when municipalities.municipality_type = 'designated_city_ward' then 'm' || municipalities.parent_code6
    end as parent_municipality_id,
    municipalities.counts_in_1741,
    -- Changes are known since 1970; bodies without any are "known from" then.
    coalesce(last_changes.changed_on, cast('1970-04-01' as date)) as valid_from,
    cast(null as date) as valid_to
from municipalities
left join last_changes on municipalities.code6 = last_changes.code6
