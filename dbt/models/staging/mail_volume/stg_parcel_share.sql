-- One row is one published volume or share of a carrier: carrier × service × measure × basis × year × source.
with

rows_read as (
    select * from {{ source('raw', 'parcel_share') }}
),

carriers as (
    select * from {{ ref('carrier') }}
)

select
    carriers.carrier_code,
    rows_read.carrier as published_carrier_name,
    -- Catalogue mail (メール便) is counted beside home-delivery parcels, never among them.
    case when rows_read.service = 'メール便' then 'catalogue_mail' else 'parcel' end as service_group,
    rows_read.service as service_name,
    case
        when rows_read.metric like 'volume%' then 'volume'
        when rows_read.metric like 'share%' then 'share'
        when rows_read.metric = 'increase_vs_prev' then 'increase'
    end as measure,
    case
        when rows_read.metric in ('volume_truck', 'share_of_truck') then 'truck'
        when rows_read.metric = 'volume_air' then 'air'
        else 'truck_and_air'
    end as basis,
    rows_read.fiscal_year,
    case when rows_read.unit <> '%' then cast(rows_read.value as bigint) end as volume_items,
    case when rows_read.unit = '%' then rows_read.value end as share_pct,
    rows_read.value_status,
    {{ received_origin('rows_read') }}
from rows_read
left join carriers on rows_read.carrier = carriers.carrier_name
