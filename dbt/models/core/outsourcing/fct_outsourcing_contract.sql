-- One row is one publicly reported outsourcing arrangement: municipality × service × report.
with

contracts as (
    select * from {{ ref('stg_outsourcing_contract') }}
),

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

joined as (
    select
        contracts.service_code,
        contracts.offices_ja,
        contracts.office_count,
        contracts.office_count_status,
        contracts.start_date,
        contracts.start_precision,
        contracts.start_note_ja,
        contracts.start_note_en,
        contracts.task_count,
        contracts.national_sequence_no,
        contracts.sequence_scope,
        contracts.fee_ja,
        contracts.fee_en,
        contracts.confidence,
        contracts.note_ja,
        contracts.note_en,
        contracts.source_id,
        contracts.source_page,
        contracts.source_file,
        contracts.row_number,
        contracts.municipality_id,
        prefectures.prefecture_code,
        {{ is_sample() }} as is_sample,
        row_number() over (
            partition by contracts.municipality_id, contracts.service_code, contracts.source_id
            order by contracts.start_date nulls last, contracts.row_number
        ) as sequence_in_source
    from contracts
    left join prefectures on contracts.prefecture_name = prefectures.prefecture_ja
    {{ join_origin('contracts') }}
)

select
    -- The report an arrangement was found in is part of its id: later reports leave earlier ids alone, as does a new
    -- code of the municipality.
    municipality_id || '-' || service_code || '-' || source_id
    || case
        when sequence_in_source > 1 then '-' || cast(sequence_in_source as {{ dbt.type_string() }}) else ''
    end as contract_id,
    municipality_id,
    prefecture_code,
    service_code,
    offices_ja,
    office_count,
    office_count_status,
    start_date,
    start_precision,
    start_note_ja,
    start_note_en,
    task_count,
    national_sequence_no,
    sequence_scope,
    fee_ja,
    fee_en,
    {{ kept_origin() }}
from joined
