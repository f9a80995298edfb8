-- Fails where national rows of mail are lost or doubled on the way from the fact to the two reports.
{{ config(meta={'dagster': {'ref': {'name': 'mail_trend'}}}) }}
with

facts as (
    select count(*) as row_count
    from {{ ref('fct_mail_volume') }}
    where area_level = 'national'
),

reported as (
    select
        (select count(*) from {{ ref('mail_trend') }})
        + (select count(*) from {{ ref('mail_month') }}) as row_count
)

select
    facts.row_count as fact_row_count,
    reported.row_count as report_row_count
from facts
cross join reported
where facts.row_count <> reported.row_count
