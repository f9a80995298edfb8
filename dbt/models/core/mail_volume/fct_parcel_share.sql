-- One row is one published volume or share of a carrier: carrier × service group × measure × basis × year × source.
with

shares as (
    select * from {{ ref('stg_parcel_share') }}
),

joined as (
    select
        shares.carrier_code,
        shares.service_group,
        shares.service_name,
        shares.measure,
        shares.basis,
        shares.fiscal_year,
        shares.volume_items,
        shares.share_pct,
        shares.value_status,
        {{ ranked_origin('shares') }}
    from shares
    {{ join_origin('shares') }}
)

select
    carrier_code,
    service_group,
    service_name,
    measure,
    basis,
    fiscal_year,
    volume_items,
    share_pct,
    value_status,
    {{ preferred_rank(
        measured_thing=['carrier_code', 'service_group', 'measure', 'basis', 'fiscal_year'],
        value='coalesce(volume_items, share_pct)'
    ) }} = 1 as is_preferred,
    {{ kept_origin() }}
from joined
