-- One row is one volume or share of home-delivery parcels, published or computed: year × carrier × basis × measure × competing row.
with

published as (
    select * from {{ ref('fct_parcel_share') }}
    where service_group = 'parcel' and measure in ('volume', 'share') and basis in ('truck', 'truck_and_air')
),

computed as (
    select * from {{ ref('int_parcel_share_computed') }}
),

carriers as (
    select * from {{ ref('carrier') }}
),

years as (
    select * from {{ ref('dim_fiscal_period') }}
    where period_type = 'fiscal_year'
),

sources as (
    select * from {{ ref('dim_source') }}
),

rows_together as (
    select
        fiscal_year,
        carrier_code,
        basis,
        measure,
        volume_items,
        share_pct,
        'published' as value_origin,
        is_preferred,
        note_ja,
        note_en,
        source_id,
        source_page,
        is_sample
    from published

    union all

    -- What is computed stands in only where nothing is published.
    select
        computed.fiscal_year,
        computed.carrier_code,
        computed.basis,
        computed.measure,
        computed.volume_items,
        computed.share_pct,
        'computed' as value_origin,
        published.carrier_code is null as is_preferred,
        cast(null as {{ dbt.type_string() }}) as note_ja,
        cast(null as {{ dbt.type_string() }}) as note_en,
        computed.source_id,
        computed.source_page,
        computed.is_sample
    from computed
    left join published
        on computed.fiscal_year = published.fiscal_year
        and computed.carrier_code = published.carrier_code
        and computed.basis = published.basis
        and computed.measure = published.measure
        and published.is_preferred
)

select
    cast(rows_together.fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    years.period_ja as fiscal_year_ja,
    rows_together.carrier_code,
    carriers.carrier_ja,
    carriers.carrier_en,
    rows_together.basis,
    rows_together.measure,
    rows_together.volume_items,
    rows_together.share_pct,
    rows_together.value_origin,
    rows_together.is_preferred,
    rows_together.note_ja,
    rows_together.note_en,
    {{ source_columns('rows_together') }},
    rows_together.is_sample as has_sample
from rows_together
inner join carriers on rows_together.carrier_code = carriers.carrier_code
left join years on rows_together.fiscal_year = years.fiscal_year
left join sources as source on rows_together.source_id = source.source_id
