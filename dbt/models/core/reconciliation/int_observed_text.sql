-- One row is one date or name that facts state, under the name by which seeds/reconciliation_term.csv asks for it: fact × item × metric × period × source.
with

meetings as (
    select * from {{ ref('fct_council_meeting_date') }}
),

-- A pilot is known by its municipality, one in a wider area by prefecture and level.
pilots as (
    select
        coalesce(municipality_id, prefecture_code || '-' || area_level) as item,
        fiscal_year,
        cast(start_date as {{ dbt.type_string() }}) as start_day,
        substring(cast(start_date as {{ dbt.type_string() }}), 1, 7) as start_month,
        substring(cast(end_date as {{ dbt.type_string() }}), 1, 7) as end_month,
        source_id
    from {{ ref('fct_pilot') }}
),

contracts as (
    select
        contract.service_code,
        contract.start_date,
        contract.source_id,
        municipality.name_en,
        types.municipality_type_en,
        row_number() over (
            partition by contract.service_code
            order by contract.start_date, contract.contract_id
        ) as start_order
    from {{ ref('fct_outsourcing_contract') }} as contract
    inner join {{ ref('dim_municipality') }} as municipality
        on contract.municipality_id = municipality.municipality_id
        and municipality.is_last_span
    inner join {{ ref('municipality_type') }} as types
        on municipality.municipality_type = types.municipality_type
    where contract.start_precision = 'day'
)

select
    'council_meeting' as fact,
    cast(meeting_no as {{ dbt.type_string() }}) as item,
    'date' as metric,
    cast(null as {{ dbt.type_string() }}) as period,
    cast(meeting_date as {{ dbt.type_string() }}) as stated_text,
    source_id
from meetings

union all

select
    'pilot' as fact,
    item,
    'start_month' as metric,
    start_day as period,
    start_month as stated_text,
    source_id
from pilots

union all

select
    'pilot' as fact,
    item,
    'months' as metric,
    'FY' || cast(fiscal_year as {{ dbt.type_string() }}) as period,
    start_month || '..' || end_month as stated_text,
    source_id
from pilots

union all

select
    'first_arrangement' as fact,
    service_code as item,
    'start_date' as metric,
    cast(null as {{ dbt.type_string() }}) as period,
    cast(start_date as {{ dbt.type_string() }}) as stated_text,
    source_id
from contracts
where start_order = 1

union all

-- The list of codes writes Yasuoka-mura, reports write Yasuoka Village.
select
    'first_arrangement' as fact,
    service_code as item,
    'municipality' as metric,
    cast(null as {{ dbt.type_string() }}) as period,
    {{ dbt.split_part('name_en', "'-'", 1) }} || ' ' || municipality_type_en as stated_text,
    source_id
from contracts
where start_order = 1
