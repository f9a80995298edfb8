-- One row is the post offices of the nation, operating and temporarily closed, on one date as one source has them.
with

-- A source that prints the nation gives each number by itself.
printed as (
    select
        as_of_date,
        as_of_precision,
        category_code,
        value as office_count,
        cast(null as {{ dbt.type_string() }}) as note_ja,
        cast(null as {{ dbt.type_string() }}) as note_en,
        source_id,
        is_sample,
        source_file,
        row_number
    from {{ ref('fct_facility_count') }}
    where
        facility_type_code = 'post_office'
        and area_level = 'national'
        and category_code in ('total', 'open', 'closed')

    union all

    select
        as_of_date,
        as_of_precision,
        case metric_code
            when 'post_office_total' then 'total'
            when 'post_office_open' then 'open'
            else 'closed'
        end as category_code,
        value as office_count,
        note_ja,
        note_en,
        source_id,
        is_sample,
        source_file,
        row_number
    from {{ ref('fct_national_observation') }}
    where metric_code in ('post_office_total', 'post_office_open', 'post_office_closed')
),

printed_together as (
    select
        as_of_date,
        as_of_precision,
        max(case when category_code = 'total' then office_count end) as office_total,
        max(case when category_code = 'open' then office_count end) as open_total,
        max(case when category_code = 'closed' then office_count end) as closed_total,
        max(note_ja) as note_ja,
        max(note_en) as note_en,
        source_id,
        {{ any_sample() }} as is_sample,
        min(source_file) as source_file,
        min(row_number) as row_number
    from printed
    group by as_of_date, as_of_precision, source_id
),

-- A source that prints parts is added up, where none of its parts is unknown.
parts as (
    select
        as_of_date,
        as_of_precision,
        status_code,
        office_type_code,
        {{ none_is_zero('office_count') }} as office_count,
        source_id,
        is_sample,
        source_file,
        row_number
    from {{ ref('fct_post_office_count') }}

    union all

    select
        as_of_date,
        'day' as as_of_precision,
        status_code,
        office_type_code,
        office_count,
        source_id,
        is_sample,
        source_file,
        row_number
    from {{ ref('fct_post_office_municipality') }}
),

added_up as (
    select
        as_of_date,
        as_of_precision,
        sum(office_count) as office_total,
        sum(case when status_code = 'open' then office_count end) as open_total,
        sum(case when status_code = 'closed' then office_count end) as closed_total,
        sum(case when status_code = 'closed' and office_type_code <> 'contract' then office_count end) as closed_direct,
        sum(case when status_code = 'closed' and office_type_code = 'contract' then office_count end) as closed_contract,
        sum(case when office_type_code <> 'contract' then office_count end) as direct_total,
        sum(case when office_type_code = 'contract' then office_count end) as contract_total,
        source_id,
        {{ any_sample() }} as is_sample,
        min(source_file) as source_file,
        min(row_number) as row_number
    from parts
    group by as_of_date, as_of_precision, source_id
    having count(*) = count(office_count)
),

figures as (
    select
        as_of_date,
        as_of_precision,
        office_total,
        open_total,
        closed_total,
        cast(null as {{ dbt.type_int() }}) as closed_direct,
        cast(null as {{ dbt.type_int() }}) as closed_contract,
        cast(null as {{ dbt.type_int() }}) as direct_total,
        cast(null as {{ dbt.type_int() }}) as contract_total,
        false as is_compiled,
        note_ja,
        note_en,
        source_id,
        is_sample,
        source_file,
        row_number
    from printed_together
    where closed_total is not null

    union all

    select
        as_of_date,
        as_of_precision,
        office_total,
        open_total,
        closed_total,
        closed_direct,
        closed_contract,
        direct_total,
        contract_total,
        true as is_compiled,
        cast(null as {{ dbt.type_string() }}) as note_ja,
        cast(null as {{ dbt.type_string() }}) as note_en,
        source_id,
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
        sources.source_rank,
        {{ evidence_code('figures.is_compiled', 'sources.source_rank') }} as evidence_code
    from figures
    left join sources on figures.source_id = sources.source_id
)

select
    'japan' as area_code,
    as_of_date,
    as_of_precision,
    office_total,
    open_total,
    closed_total,
    closed_direct,
    closed_contract,
    direct_total,
    contract_total,
    evidence_code,
    {{ preferred_rank(
        measured_thing=['as_of_date', 'as_of_precision'], value='closed_total'
    ) }} = 1 as is_preferred,
    note_ja,
    note_en,
    source_id,
    source_rank,
    is_sample,
    source_file,
    row_number
from ranked
