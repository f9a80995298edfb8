-- One row is one printed figure on mail, parcels or offices, recomputed from facts.
with

volumes as (
    select
        fiscal_year,
        volume_items
    from {{ ref('fct_mail_volume') }}
    where is_preferred and period_type = 'fiscal_year' and area_level = 'national' and mail_class_code = 'mail'
),

largest as (
    select
        fiscal_year,
        row_number() over (order by volume_items desc, fiscal_year) as size_order
    from volumes
    where volume_items is not null
),

facilities as (
    select
        types.facility_group,
        counts.category_code,
        counts.value
    from {{ ref('fct_facility_count') }} as counts
    inner join {{ ref('dim_facility_type') }} as types
        on counts.facility_type_code = types.facility_type_code
    where counts.is_preferred and counts.area_level = 'national'
        and counts.as_of_date = cast('2022-03-31' as date)
),

shares as (
    select
        fiscal_year,
        share_pct
    from {{ ref('int_parcel_share_computed') }}
    where carrier_code = 'japan_post' and measure = 'share' and basis = 'truck_and_air'
),

mail_decline_from_peak as (
    select
        'mail_decline_from_peak_pct' as figure_id,
        change_pct as computed_value
    from {{ ref('int_mail_change') }}
    where metric = 'decrease_from_FY2001_peak' and fiscal_year = 2023
),

mail_peak as (
    select
        'mail_peak_fiscal_year' as figure_id,
        fiscal_year as computed_value
    from largest
    where size_order = 1
),

yu_pack_share as (
    select
        case fiscal_year
            when 2021 then 'yu_pack_share_previous_pct'
            else 'yu_pack_share_pct'
        end as figure_id,
        share_pct as computed_value
    from shares
    where fiscal_year in (2021, 2022)
),

post_offices as (
    select
        'post_office_count' as figure_id,
        value as computed_value
    from facilities
    where facility_group = 'post_office' and category_code = 'total'
),

convenience_stores as (
    select
        'convenience_store_count' as figure_id,
        sum(value) as computed_value
    from facilities
    where facility_group = 'convenience_store' and category_code = 'shops'
    having count(value) = 5
)

select figure_id, computed_value from mail_decline_from_peak
union all
select figure_id, computed_value from mail_peak
union all
select figure_id, computed_value from yu_pack_share
union all
select figure_id, computed_value from post_offices
union all
select figure_id, computed_value from convenience_stores
