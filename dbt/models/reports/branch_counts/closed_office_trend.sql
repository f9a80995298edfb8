-- One row is the post offices of the nation, operating and temporarily closed, on one date as one source has them.
with

statuses as (
    select
        *,
        {{ lead_rank('is_preferred', 'as_of_date', 'evidence_code') }} as place
    from {{ ref('fct_post_office_status') }}
),

kinds as (
    select * from {{ ref('evidence') }}
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    statuses.as_of_date,
    statuses.as_of_precision,
    cast(statuses.office_total as {{ dbt.type_int() }}) as office_total,
    cast(statuses.open_total as {{ dbt.type_int() }}) as open_total,
    cast(statuses.closed_total as {{ dbt.type_int() }}) as closed_total,
    100.0 * statuses.closed_total / nullif(statuses.office_total, 0) as closed_share_pct,
    cast(statuses.closed_direct as {{ dbt.type_int() }}) as closed_direct,
    cast(statuses.closed_contract as {{ dbt.type_int() }}) as closed_contract,
    statuses.evidence_code,
    kinds.evidence_ja,
    kinds.evidence_en,
    statuses.is_preferred,
    statuses.is_preferred and statuses.place = 1 as is_lead,
    statuses.note_ja,
    statuses.note_en,
    {{ source_named('statuses') }},
    statuses.is_sample as has_sample
from statuses
inner join kinds on statuses.evidence_code = kinds.evidence_code
left join sources as source on statuses.source_id = source.source_id
