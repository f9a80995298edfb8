-- One row is one number that facts state, under the name by which seeds/reconciliation_term.csv asks for it: fact × item × metric × period × source.
with

volumes as (
    select
        *,
        substring(cast(period_start as {{ dbt.type_string() }}), 1, 7) as first_month
    from {{ ref('fct_mail_volume') }}
    where area_level = 'national'
),

agreements as (
    select
        *,
        substring(cast(measured_month as {{ dbt.type_string() }}), 1, 7) as counted_month
    from {{ ref('fct_agreement') }}
    where area_level = 'national'
),

agreement_months as (
    select distinct
        measured_month,
        counted_month
    from agreements
)

select
    'mail_volume' as fact,
    mail_class_code as item,
    'items' as metric,
    'FY' || cast(fiscal_year as {{ dbt.type_string() }}) as period,
    1e0 * volume_items as value,
    is_preferred,
    source_id
from volumes
where period_type = 'fiscal_year'

union all

-- A number as the press rounds it, beside the exact one that is preferred to it.
select
    'mail_volume' as fact,
    mail_class_code as item,
    'items_printed_in_hundred_millions' as metric,
    'FY' || cast(fiscal_year as {{ dbt.type_string() }}) as period,
    1e0 * volume_items as value,
    row_number() over (partition by mail_class_code, fiscal_year order by volume_items, source_id) = 1 as is_preferred,
    source_id
from volumes
where period_type = 'fiscal_year' and resolution_items = 100000000

union all

select
    'mail_volume_of_month' as fact,
    mail_class_code as item,
    'items' as metric,
    first_month as period,
    1e0 * volume_items as value,
    is_preferred,
    source_id
from volumes
where period_type = 'month'

union all

select
    'parcel_share' as fact,
    carrier_code as item,
    basis as metric,
    'FY' || cast(fiscal_year as {{ dbt.type_string() }}) as period,
    share_pct as value,
    true as is_preferred,
    source_id
from {{ ref('int_parcel_share_computed') }}
where measure = 'share'

union all

select
    'postal_finance' as fact,
    segment_code as item,
    metric,
    'FY' || cast(fiscal_year as {{ dbt.type_string() }}) as period,
    1e0 * value_yen as value,
    is_preferred,
    source_id
from {{ ref('fct_postal_finance') }}

union all

select
    'facility' as fact,
    facility_type_code as item,
    category_code as metric,
    cast(as_of_date as {{ dbt.type_string() }}) as period,
    value,
    is_preferred,
    source_id
from {{ ref('fct_facility_count') }}
where area_level = 'national'

union all

select
    'post_office' as fact,
    'japan' as item,
    'offices' as metric,
    cast(as_of_date as {{ dbt.type_string() }}) as period,
    1e0 * sum(office_count) as value,
    true as is_preferred,
    min(source_id) as source_id
from {{ ref('fct_post_office_count') }}
where is_preferred
group by as_of_date

union all

select
    'agreement' as fact,
    service_code as item,
    metric,
    counted_month as period,
    value,
    is_preferred,
    source_id
from agreements

union all

-- The municipalities on the first day of a month, special wards included.
select
    'municipality' as fact,
    'japan' as item,
    'count' as metric,
    agreement_months.counted_month as period,
    1e0 * count(*) as value,
    true as is_preferred,
    cast(null as {{ dbt.type_string() }}) as source_id
from agreement_months
inner join {{ ref('dim_municipality') }} as municipality
    on municipality.counts_in_1741
    and {{ valid_on('agreement_months.measured_month', 'municipality') }}
group by agreement_months.counted_month

union all

-- A draft states nothing: the figures that replaced it do.
select
    'outsourcing' as fact,
    service_code as item,
    metric,
    substring(cast(measured_month as {{ dbt.type_string() }}), 1, 7) as period,
    value,
    is_preferred,
    source_id
from {{ ref('fct_outsourcing_count') }}
where area_level = 'national' and vintage <> 'draft'

union all

select
    'national_observation' as fact,
    observation_id as item,
    metric_code as metric,
    case
        when period_type = 'fiscal_year' then 'FY' || cast(fiscal_year as {{ dbt.type_string() }})
        else cast(as_of_date as {{ dbt.type_string() }})
    end as period,
    value,
    true as is_preferred,
    source_id
from {{ ref('fct_national_observation') }}

union all

select
    'bank_branch_code' as fact,
    institution_type_code as item,
    'branch_codes' as metric,
    'FY' || cast(fiscal_year as {{ dbt.type_string() }}) as period,
    1e0 * branch_code_count as value,
    true as is_preferred,
    source_id
from {{ ref('fct_bank_branch_code') }}

union all

select
    'bank_staffed_outlet' as fact,
    institution_type_code as item,
    'staffed_outlets' as metric,
    substring(cast(as_of_date as {{ dbt.type_string() }}), 1, 4) as period,
    1e0 * staffed_outlet_count as value,
    true as is_preferred,
    source_id
from {{ ref('fct_bank_staffed_outlet') }}

union all

select
    'prefecture_facility' as fact,
    facility_code as item,
    'count' as metric,
    cast(as_of_date as {{ dbt.type_string() }}) as period,
    1e0 * sum(facility_count) as value,
    true as is_preferred,
    min(source_id) as source_id
from {{ ref('fct_prefecture_facility') }}
group by facility_code, as_of_date

union all

select
    'population_series' as fact,
    edition_code as item,
    age_group || '_' || unit_code as metric,
    cast(year as {{ dbt.type_string() }}) as period,
    value,
    true as is_preferred,
    source_id
from {{ ref('fct_national_population') }}
