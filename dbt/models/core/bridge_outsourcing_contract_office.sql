-- One row is one post office named in one reported outsourcing arrangement.
with

contracts as (
    select * from {{ ref('fct_outsourcing_contract') }}
),

offices as (
    select * from {{ ref('stg_outsourcing_contract_office') }}
)

select
    contracts.contract_id,
    offices.position as office_position,
    offices.office_name_ja,
    offices.published_office_name
from offices
inner join contracts
    on offices.source_file = contracts.source_file
    and offices.row_number = contracts.row_number
