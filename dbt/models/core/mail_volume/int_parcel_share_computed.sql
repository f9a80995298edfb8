-- One row is one parcel volume or share computed from published volumes: carrier × measure × basis × year.
with

published as (
    select * from {{ ref('fct_parcel_share') }}
    where service_group = 'parcel' and is_preferred
),

mail_volumes as (
    select * from {{ ref('fct_mail_volume') }}
    where is_preferred and period_type = 'fiscal_year' and area_level = 'national'
        and mail_class_code = 'yu_pack'
),

-- The volume of a year, and the increase it is said to be over the year before, give the year before.
totals_of_year_before as (
    select
        increases.fiscal_year - 1 as fiscal_year,
        totals.volume_items - increases.volume_items as volume_items,
        totals.source_id,
        totals.source_page,
        totals.is_sample or increases.is_sample as is_sample
    from published as increases
    inner join published as totals
        on increases.fiscal_year = totals.fiscal_year
        and totals.carrier_code = 'all'
        and totals.measure = 'volume'
        and totals.basis = 'truck_and_air'
    where increases.measure = 'increase'
),

totals as (
    select
        fiscal_year,
        basis,
        volume_items,
        is_sample
    from published
    where carrier_code = 'all' and measure = 'volume'

    union all

    select
        fiscal_year,
        'truck_and_air' as basis,
        volume_items,
        is_sample
    from totals_of_year_before
),

-- All Yu-Pack goes by road, so its truck volume is its volume; where the parcel statistics
-- give none, Japan Post's own count stands in.
carrier_volumes as (
    select
        carrier_code,
        fiscal_year,
        volume_items,
        source_id,
        source_page,
        is_sample
    from published
    where carrier_code <> 'all' and measure = 'volume' and basis = 'truck'

    union all

    select
        'japan_post' as carrier_code,
        mail_volumes.fiscal_year,
        mail_volumes.volume_items,
        mail_volumes.source_id,
        mail_volumes.source_page,
        mail_volumes.is_sample
    from mail_volumes
    left join published
        on published.carrier_code = 'japan_post'
        and published.measure = 'volume'
        and published.fiscal_year = mail_volumes.fiscal_year
    where published.carrier_code is null
)

select
    'all' as carrier_code,
    'volume' as measure,
    'truck_and_air' as basis,
    fiscal_year,
    volume_items,
    cast(null as double) as share_pct,
    source_id,
    source_page,
    is_sample
from totals_of_year_before

union all

select
    carrier_volumes.carrier_code,
    'share' as measure,
    totals.basis,
    carrier_volumes.fiscal_year,
    cast(null as {{ dbt.type_bigint() }}) as volume_items,
    100.0 * carrier_volumes.volume_items / totals.volume_items as share_pct,
    carrier_volumes.source_id,
    carrier_volumes.source_page,
    carrier_volumes.is_sample or totals.is_sample as is_sample
from carrier_volumes
inner join totals on carrier_volumes.fiscal_year = totals.fiscal_year
-- Air parcels of the other carriers are not known: of them only the share by truck can be computed.
where (totals.basis = 'truck') or (totals.basis = 'truck_and_air' and carrier_volumes.carrier_code = 'japan_post')
