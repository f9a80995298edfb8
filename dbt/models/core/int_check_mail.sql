-- One row is one arithmetic check on mail or parcels, recomputed from facts.
with

volumes as (
    select
        fiscal_year,
        mail_class_code,
        volume_items
    from {{ ref('fct_mail_volume') }}
    where is_preferred and period_type = 'fiscal_year' and area_level = 'national'
),

months as (
    select
        period_start,
        mail_class_code,
        volume_items
    from {{ ref('fct_mail_volume') }}
    where is_preferred and period_type = 'month' and area_level = 'national'
),

-- The base as the press rounds it: to hundreds of millions.
rounded_base as (
    select min(volume_items) as volume_items
    from {{ ref('fct_mail_volume') }}
    where period_type = 'fiscal_year' and area_level = 'national' and mail_class_code = 'mail'
        and fiscal_year = 2001 and resolution_items = 100000000
),

bases as (
    select
        max(case when mail_class_code = 'mail' then volume_items end) as mail_items,
        max(case when mail_class_code = 'total_items_until_2007' then volume_items end) as total_items
    from volumes
    where fiscal_year = 2001
),

mail_by_year as (
    select
        volumes.fiscal_year,
        volumes.volume_items,
        bases.mail_items as base_items,
        bases.total_items as total_base_items,
        rounded_base.volume_items as rounded_base_items
    from volumes
    cross join bases
    cross join rounded_base
    where volumes.mail_class_code = 'mail'
),

-- Sums are given in hundreds of millions, as the checks were received.
sums as (
    select
        fiscal_year,
        sum(case when mail_class_code in ('mail', 'parcels') then volume_items end) / 1e8 as mail_and_parcels,
        sum(case when mail_class_code in ('yu_pack', 'yu_mail') then volume_items end) / 1e8 as parcel_parts,
        sum(case
            when mail_class_code in ('letter_mail_until_2007', 'parcel_post', 'international_outbound')
                then volume_items
        end) / 1e8 as total_parts,
        sum(case
            when mail_class_code in ('ordinary_mail', 'special_mail', 'international_outbound')
                then volume_items
        end) / 1e8 as mail_parts
    from volumes
    group by fiscal_year
)

select
    'peak_decline_FY' || cast(fiscal_year as {{ dbt.type_string() }}) as check_id,
    100.0 * (1 - volume_items * 1.0 / base_items) as recomputed_value
from mail_by_year
where fiscal_year in (2022, 2023, 2024)

union all

select
    'peak_decline_wrong_base_total' as check_id,
    100.0 * (1 - volume_items * 1.0 / total_base_items) as recomputed_value
from mail_by_year
where fiscal_year = 2023

union all

select
    'peak_decline_rounded_base' as check_id,
    100.0 * (1 - volume_items * 1.0 / rounded_base_items) as recomputed_value
from mail_by_year
where fiscal_year = 2023

union all

select 'total_vs_parts_FY2022' as check_id, mail_and_parcels as recomputed_value
from sums
where fiscal_year = 2022

union all

select 'parcel_parts_FY2022' as check_id, parcel_parts as recomputed_value
from sums
where fiscal_year = 2022

union all

select
    'total_parts_FY' || cast(fiscal_year as {{ dbt.type_string() }}) as check_id,
    total_parts as recomputed_value
from sums
where fiscal_year in (2002, 2003, 2006)

union all

select 'total_parts_FY2015' as check_id, mail_parts as recomputed_value
from sums
where fiscal_year = 2015

union all

select 'FY2015_mail_plus_parcels' as check_id, mail_and_parcels as recomputed_value
from sums
where fiscal_year = 2015

union all

select
    'FY2012-02_mail' as check_id,
    sum(volume_items) / 10000.0 as recomputed_value
from months
where period_start = cast('2012-02-01' as date)
    and mail_class_code in ('domestic_mail', 'international_outbound')
