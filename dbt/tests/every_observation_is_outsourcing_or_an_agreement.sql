-- Fails where a published number on outsourcing or agreements is neither in the one fact nor in the other.
{{ config(meta={'dagster': {'ref': {'name': 'fct_outsourcing_count'}}}) }}
with

observations as (
    select count(*) as row_count from {{ ref('stg_outsourcing_count') }}
),

facts as (
    select
        (select count(*) from {{ ref('fct_outsourcing_count') }})
        + (select count(*) from {{ ref('fct_agreement') }}) as row_count
)

select
    observations.row_count as received_row_count,
    facts.row_count as fact_row_count
from observations
cross join facts
where observations.row_count <> facts.row_count
