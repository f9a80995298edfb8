-- One row is one statement of when or where something in the report happened first, found in arrangements and pilots.
with

contracts as (
    select
        contract.service_code,
        contract.start_date,
        contract.source_id,
        municipality.name_en,
        row_number() over (
            partition by contract.service_code
            order by contract.start_date, contract.contract_id
        ) as start_order
    from {{ ref('fct_outsourcing_contract') }} as contract
    inner join {{ ref('dim_municipality') }} as municipality
        on contract.municipality_id = municipality.municipality_id
        and municipality.is_last_span
    where contract.start_precision = 'day'
),

first_comprehensive as (
    select
        'first_comprehensive_outsourcing_village' as figure_id,
        -- The list of codes writes Yasuoka-mura, the report Yasuoka Village.
        replace(name_en, '-mura', ' Village') as stated_text,
        source_id
    from contracts
    where service_code = 'compr' and start_order = 1
),

first_card_issuance as (
    select
        'my_number_issuance_start_date' as figure_id,
        cast(start_date as {{ dbt.type_string() }}) as stated_text,
        source_id
    from contracts
    where service_code = 'mn_issue' and start_order = 1
),

nagaoka_pilot as (
    select
        'nagaoka_pilot_period' as figure_id,
        substring(cast(pilot.start_date as {{ dbt.type_string() }}), 1, 7)
        || '..' || substring(cast(pilot.end_date as {{ dbt.type_string() }}), 1, 7) as stated_text,
        -- The pilot is listed by the Ministry, its period is the report's own.
        figure.source_id
    from {{ ref('fct_pilot') }} as pilot
    inner join {{ ref('dim_municipality') }} as municipality
        on pilot.municipality_id = municipality.municipality_id
        and municipality.is_last_span
    inner join {{ ref('fct_published_figure') }} as figure
        on figure.figure_id = 'nagaoka_pilot_period'
    where municipality.code5 = '15202' and pilot.fiscal_year = 2023
)

select figure_id, stated_text, source_id from first_comprehensive
union all
select figure_id, stated_text, source_id from first_card_issuance
union all
select figure_id, stated_text, source_id from nagaoka_pilot
