-- One row is one number of one series of services that retreat or replace others: series × date × source.
with

series as (
    select * from {{ ref('retreat_series_list') }}
),

facilities as (
    select * from {{ ref('fct_facility_count') }}
    where area_level = 'national' and value_status = 'ok'
),

statuses as (
    select * from {{ ref('fct_post_office_status') }}
),

mail as (
    select
        mail_class_code as series_code,
        period_end as as_of_date,
        'fiscal_year' as as_of_precision,
        fiscal_year,
        1e0 * volume_items as value,
        cast(null as {{ dbt.type_string() }}) as qualifier,
        false as is_partial,
        false as is_compiled,
        confidence,
        note_ja,
        note_en,
        vintage,
        source_id,
        source_page,
        is_sample,
        source_file,
        row_number
    from {{ ref('fct_mail_volume') }}
    where period_type = 'fiscal_year' and area_level = 'national' and value_status = 'ok'
),

observed as (
    select
        metrics.series_code,
        observations.as_of_date,
        observations.as_of_precision,
        observations.fiscal_year,
        observations.value,
        observations.qualifier,
        observations.period_type = 'part_of_year' as is_partial,
        false as is_compiled,
        observations.confidence,
        observations.note_ja,
        observations.note_en,
        'as_published' as vintage,
        observations.source_id,
        cast(null as {{ dbt.type_string() }}) as source_page,
        observations.is_sample,
        observations.source_file,
        observations.row_number
    from {{ ref('fct_national_observation') }} as observations
    inner join {{ ref('national_metric') }} as metrics on observations.metric_code = metrics.metric_code
    where observations.as_of_date is not null
),

counted as (
    select
        case
            when facility_type_code = 'mailbox' then 'mailbox'
            when facility_type_code = 'shinkin_bank' then 'shinkin_shop'
            when facility_type_code = 'regional_bank' then 'bank_outlet_regional'
            else 'post_office_' || category_code
        end as series_code,
        as_of_date,
        as_of_precision,
        fiscal_year,
        value,
        cast(null as {{ dbt.type_string() }}) as qualifier,
        false as is_partial,
        false as is_compiled,
        confidence,
        note_ja,
        note_en,
        'as_published' as vintage,
        source_id,
        source_page,
        is_sample,
        source_file,
        row_number
    from facilities
    where
        (facility_type_code = 'post_office' and category_code in ('total', 'open', 'closed', 'direct', 'contract'))
        or (facility_type_code = 'mailbox' and category_code = 'installed')
        or (facility_type_code = 'shinkin_bank' and category_code = 'shops')
        or (facility_type_code = 'regional_bank' and category_code = 'staffed_shops')
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

grouped as (
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

added_up as (
    select
        series_code,
        as_of_date,
        as_of_precision,
        fiscal_year,
        value,
        confidence,
        source_id,
        source_page,
        is_sample,
        source_file,
        row_number
    from grouped
{% for series_code, column in [
    ('post_office_total', 'office_total'),
    ('post_office_open', 'open_total'),
    ('post_office_closed', 'closed_total'),
    ('post_office_direct', 'direct_total'),
    ('post_office_contract', 'contract_total'),
] %}
    union all

    select
        '{{ series_code }}' as series_code,
        as_of_date,
        as_of_precision,
        cast(null as {{ dbt.type_int() }}) as fiscal_year,
        1e0 * {{ column }} as value,
        'medium' as confidence,
        source_id,
        cast(null as {{ dbt.type_string() }}) as source_page,
        is_sample,
        source_file,
        row_number
    from statuses
    where evidence_code = 'compiled'
{% endfor %}
    union all

    select
        'bank_code_' || institution_type_code as series_code,
        as_of_date,
        'day' as as_of_precision,
        fiscal_year,
        1e0 * branch_code_count as value,
        'medium' as confidence,
        source_id,
        cast(null as {{ dbt.type_string() }}) as source_page,
        is_sample,
        source_file,
        row_number
    from {{ ref('fct_bank_branch_code') }}

    union all

    select
        facility_code as series_code,
        as_of_date,
        as_of_precision,
        cast(null as {{ dbt.type_int() }}) as fiscal_year,
        1e0 * sum(facility_count) as value,
        'low' as confidence,
        source_id,
        cast(null as {{ dbt.type_string() }}) as source_page,
        {{ any_sample() }} as is_sample,
        min(source_file) as source_file,
        min(row_number) as row_number
    from {{ ref('fct_prefecture_facility') }}
    where facility_code = 'convenience_store_listed'
    group by facility_code, as_of_date, as_of_precision, source_id
    having count(distinct prefecture_code) = 47
),

staffed as (
    select
        'bank_outlet_' || case institution_type_code
            when 'all_deposit_taking' then 'all'
            when 'regional_and_second_regional_bank' then 'regional'
            else institution_type_code
        end as series_code,
        as_of_date,
        as_of_precision,
        cast(null as {{ dbt.type_int() }}) as fiscal_year,
        1e0 * staffed_outlet_count as value,
        cast(null as {{ dbt.type_string() }}) as qualifier,
        false as is_partial,
        false as is_compiled,
        'medium' as confidence,
        cast(null as {{ dbt.type_string() }}) as note_ja,
        cast(null as {{ dbt.type_string() }}) as note_en,
        'as_published' as vintage,
        source_id,
        cast(null as {{ dbt.type_string() }}) as source_page,
        is_sample,
        source_file,
        row_number
    from {{ ref('fct_bank_staffed_outlet') }}
),

figures as (
    select * from mail
    union all
    select * from observed
    union all
    select * from counted
    union all
    select * from staffed
    union all
    select
        series_code,
        as_of_date,
        as_of_precision,
        fiscal_year,
        value,
        cast(null as {{ dbt.type_string() }}) as qualifier,
        false as is_partial,
        true as is_compiled,
        confidence,
        cast(null as {{ dbt.type_string() }}) as note_ja,
        cast(null as {{ dbt.type_string() }}) as note_en,
        'as_published' as vintage,
        source_id,
        source_page,
        is_sample,
        source_file,
        row_number
    from added_up
),

sources as (
    select * from {{ ref('dim_source') }}
),

ranked as (
    select
        figures.*,
        series.unit_code,
        sources.source_rank,
        {{ evidence_code('figures.is_compiled', 'sources.source_rank') }} as evidence_code
    from figures
    inner join series on figures.series_code = series.series_code
    left join sources on figures.source_id = sources.source_id
),

chosen as (
    select
        *,
        {{ preferred_rank(
            measured_thing=['series_code', 'as_of_date', 'as_of_precision', 'is_partial'], value='value', vintage='vintage'
        ) }} = 1 as is_preferred
    from ranked
),

-- A line is broken where its meaning changes; the breaks before a date number its segment.
segments as (
    select
        chosen.series_code,
        chosen.source_file,
        chosen.row_number,
        chosen.as_of_date,
        1 + count(breaks.first_date_after) as segment
    from chosen
    left join {{ ref('retreat_break') }} as breaks
        on chosen.series_code = breaks.series_code
        and chosen.as_of_date >= breaks.first_date_after
    group by chosen.series_code, chosen.source_file, chosen.row_number, chosen.as_of_date
),

leaders as (
    select
        chosen.*,
        segments.segment,
        chosen.is_preferred
        and not chosen.is_partial
        and coalesce(chosen.qualifier, '') <> 'more_than' as is_comparable
    from chosen
    inner join segments
        on chosen.series_code = segments.series_code
        and chosen.source_file = segments.source_file
        and chosen.row_number = segments.row_number
        and chosen.as_of_date = segments.as_of_date
)

select
    series_code,
    'japan' as area_code,
    as_of_date,
    as_of_precision,
    cast(fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    value,
    qualifier,
    unit_code,
    cast(segment as {{ dbt.type_int() }}) as segment,
    is_partial,
    is_comparable,
    is_preferred,
    is_preferred
    and {{ lead_rank('series_code, is_preferred', 'as_of_date', 'evidence_code', 'is_comparable') }} = 1 as is_lead,
    evidence_code,
    confidence,
    note_ja,
    note_en,
    source_id,
    source_page,
    source_rank,
    is_sample,
    source_file,
    row_number
from leaders
