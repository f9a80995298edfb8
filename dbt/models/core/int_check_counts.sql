-- One row is one arithmetic check on offices, agreements, money or parcel shares, recomputed from facts.
with

amounts as (
    select
        segment_code,
        metric,
        fiscal_year,
        value_yen / 1e8 as hundred_million_yen
    from {{ ref('fct_postal_finance') }}
    where is_preferred
),

facilities as (
    select
        facility_type_code,
        category_code,
        as_of_date,
        value
    from {{ ref('fct_facility_count') }}
    where is_preferred and area_level = 'national'
),

offices as (
    select
        sum(office_count) as office_count,
        row_number() over (order by as_of_date) as date_order
    from {{ ref('fct_post_office_count') }}
    where is_preferred
    group by as_of_date
),

agreements as (
    select
        measured_month,
        value
    from {{ ref('fct_agreement') }}
    where is_preferred and service_code = 'agree' and metric = 'municipalities' and area_level = 'national'
),

months as (
    select distinct measured_month from agreements
),

-- The municipalities of each month's first day, special wards included.
nation as (
    select
        months.measured_month,
        count(*) as municipality_count
    from months
    inner join {{ ref('dim_municipality') }} as municipality
        on municipality.counts_in_1741
        and months.measured_month >= municipality.valid_from
        and months.measured_month < coalesce(municipality.valid_to, cast('9999-12-31' as date))
    group by months.measured_month
),

shares as (
    select
        fiscal_year,
        share_pct
    from {{ ref('int_parcel_share_computed') }}
    where carrier_code = 'japan_post' and measure = 'share' and basis = 'truck_and_air'
)

select
    'yupack_share_FY' || cast(fiscal_year as {{ dbt.type_string() }}) as check_id,
    share_pct as recomputed_value
from shares

union all

select
    'agreements_' || substring(cast(agreements.measured_month as {{ dbt.type_string() }}), 1, 7) as check_id,
    100.0 * agreements.value / nation.municipality_count as recomputed_value
from agreements
inner join nation on agreements.measured_month = nation.measured_month

union all

select 'network_cost_FY2021' as check_id, sum(hundred_million_yen) as recomputed_value
from amounts
where metric = 'network_maintenance_cost' and fiscal_year = 2021
    and segment_code in ('network_mail', 'network_banking', 'network_insurance')

union all

select 'segments_FY2023' as check_id, sum(hundred_million_yen) as recomputed_value
from amounts
where metric = 'operating_profit' and fiscal_year = 2023
    and segment_code in ('class_1', 'class_2', 'class_3', 'class_4')

union all

select
    'mail_profit_FY2022' as check_id,
    sum(
        case metric when 'operating_expense' then -hundred_million_yen else hundred_million_yen end
    ) as recomputed_value
from amounts
where metric in ('operating_revenue', 'operating_expense') and fiscal_year = 2022
    and segment_code = 'mail_business'

union all

select
    'grant_FY' || cast(fiscal_year as {{ dbt.type_string() }}) as check_id,
    sum(hundred_million_yen) as recomputed_value
from amounts
where metric in ('contribution_yucho', 'contribution_kampo')
group by fiscal_year

union all

select
    'post_offices_' || substring(cast(as_of_date as {{ dbt.type_string() }}), 1, 7) as check_id,
    sum(value) as recomputed_value
from facilities
where facility_type_code = 'post_office' and category_code in ('direct', 'contract')
group by as_of_date

union all

-- Of the two dates the check names, the first.
select 'post_offices_prefectures' as check_id, office_count as recomputed_value
from offices
where date_order = 1

union all

select 'mailbox_bands' as check_id, sum(value) as recomputed_value
from facilities
where facility_type_code = 'mailbox'
    and category_code in (
        'share_up_to_1_item', 'share_2_to_9_items', 'share_10_to_19_items', 'share_20_to_30_items'
    )
