-- One row is one number of one series of services that retreat or replace others, as one fact counts it.
{% set noted = {'confidence': 'confidence', 'note_ja': 'note_ja', 'note_en': 'note_en'} %}
{% set compiled = {'is_compiled': 'true'} %}
with

facilities as (
    select * from {{ ref('fct_facility_count') }}
    where area_level = 'national' and value_status = 'ok'
),

observations as (
    select
        observations.*,
        metrics.series_code
    from {{ ref('fct_national_observation') }} as observations
    inner join {{ ref('national_metric') }} as metrics on observations.metric_code = metrics.metric_code
    where observations.as_of_date is not null and metrics.series_code is not null
),

-- Kinds of post office of one source on one date, and companies, make one number each, where all are there.
parts as (
    select
        *,
        case when facility_type_code = 'post_office' then 'post_office_direct' else 'convenience_store_chains' end
            as series_code,
        case when facility_type_code = 'post_office' then 2 else 5 end as part_count
    from facilities
    where
        (facility_type_code = 'post_office' and category_code in ('ordinary', 'special'))
        or facility_type_code in ('seven_eleven', 'family_mart', 'lawson', 'ministop', 'seicomart')
),

added_up as (
    select
        series_code,
        as_of_date,
        as_of_precision,
        fiscal_year,
        sum(value) as value,
        min(confidence) as confidence,
        source_id,
        min(source_page) as source_page,
        {{ any_sample() }} as is_sample,
        min(source_file) as source_file,
        min(row_number) as row_number
    from parts
    group by series_code, as_of_date, as_of_precision, fiscal_year, source_id
    having count(*) = max(part_count)
),

listed as (
    select
        facility_code,
        as_of_date,
        as_of_precision,
        sum(facility_count) as value,
        source_id,
        {{ any_sample() }} as is_sample,
        min(source_file) as source_file,
        min(row_number) as row_number
    from {{ ref('fct_prefecture_facility') }}
    where facility_code = 'convenience_store_listed'
    group by facility_code, as_of_date, as_of_precision, source_id
    having count(distinct prefecture_code) = 47
),

bank_codes as (
    select * from {{ ref('fct_bank_branch_code') }}
),

bank_outlets as (
    select
        *,
        'bank_outlet_' || case institution_type_code
            when 'all_deposit_taking' then 'all'
            when 'regional_and_second_regional_bank' then 'regional'
            else institution_type_code
        end as series_code
    from {{ ref('fct_bank_staffed_outlet') }}
),

figures as (
    select {{ retreat_columns('mail_class_code', '1e0 * volume_items', dict(
        noted, as_of_date='period_end', as_of_precision="'fiscal_year'", fiscal_year='fiscal_year',
        vintage='vintage', source_page='source_page'
    )) }}
    from {{ ref('fct_mail_volume') }}
    where period_type = 'fiscal_year' and area_level = 'national' and value_status = 'ok'

    union all

    select {{ retreat_columns('series_code', 'value', dict(
        noted, fiscal_year='fiscal_year', qualifier='qualifier', is_partial="period_type = 'part_of_year'"
    )) }}
    from observations

    union all

    select {{ retreat_columns(
        "case
        when facility_type_code = 'mailbox' then 'mailbox'
        when facility_type_code = 'shinkin_bank' then 'shinkin_shop'
        when facility_type_code = 'regional_bank' then 'bank_outlet_regional'
        else 'post_office_' || category_code
    end", 'value', dict(noted, fiscal_year='fiscal_year', source_page='source_page')
    ) }}
    from facilities
    where
        (facility_type_code = 'post_office' and category_code in ('total', 'open', 'closed', 'direct', 'contract'))
        or (facility_type_code = 'mailbox' and category_code = 'installed')
        or (facility_type_code = 'shinkin_bank' and category_code = 'shops')
        or (facility_type_code = 'regional_bank' and category_code = 'staffed_shops')

    union all

    select {{ retreat_columns('series_code', '1e0 * staffed_outlet_count') }}
    from bank_outlets

    union all

    select {{ retreat_columns('series_code', 'value', dict(
        compiled, fiscal_year='fiscal_year', confidence='confidence', source_page='source_page'
    )) }}
    from added_up
{% for series_code, column in [
    ('post_office_total', 'office_total'),
    ('post_office_open', 'open_total'),
    ('post_office_closed', 'closed_total'),
    ('post_office_direct', 'direct_total'),
    ('post_office_contract', 'contract_total'),
] %}
    union all

    select {{ retreat_columns("'" ~ series_code ~ "'", '1e0 * ' ~ column, compiled) }}
    from {{ ref('fct_post_office_status') }}
    where evidence_code = 'compiled'
{% endfor %}
    union all

    select {{ retreat_columns("'bank_code_' || institution_type_code", '1e0 * branch_code_count', dict(
        compiled, as_of_precision="'day'", fiscal_year='fiscal_year'
    )) }}
    from bank_codes

    union all

    select {{ retreat_columns('facility_code', '1e0 * value', dict(compiled, confidence="'low'")) }}
    from listed
)

select * from figures
