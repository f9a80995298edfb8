-- Fails where a month does not lie within the fiscal year it is given, or a fiscal year has not twelve months.
{{ config(meta={'dagster': {'ref': {'name': 'dim_fiscal_period'}}}) }}
with

periods as (
    select * from {{ ref('dim_fiscal_period') }}
)

select
    years.fiscal_year,
    count(months.period_key) as month_count
from periods as years
left join periods as months
    on years.fiscal_year = months.fiscal_year
    and months.period_type = 'month'
    and months.period_start >= years.period_start
    and months.period_end <= years.period_end
where years.period_type = 'fiscal_year'
group by years.fiscal_year
having count(months.period_key) <> 12
