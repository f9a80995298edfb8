-- Names of fiscal years and months around the changes of era; fails where one differs or is missing.
{{ config(meta={'dagster': {'ref': {'name': 'dim_fiscal_period'}}}) }}
with

expected as (
    {%- for key, ja, en in [
        ('FY1981', '昭和56年度', 'FY1981'),
        ('FY1988', '昭和63年度', 'FY1988'),
        ('FY1989', '平成元年度', 'FY1989'),
        ('FY2018', '平成30年度', 'FY2018'),
        ('FY2019', '令和元年度', 'FY2019'),
        ('FY2023', '令和5年度', 'FY2023'),
        ('1988-12', '昭和63年12月', 'December 1988'),
        ('1989-01', '平成元年1月', 'January 1989'),
        ('2012-02', '平成24年2月', 'February 2012'),
        ('2019-04', '平成31年4月', 'April 2019'),
        ('2019-05', '令和元年5月', 'May 2019'),
        ('2024-03', '令和6年3月', 'March 2024'),
    ] %}
    select '{{ key }}' as period_key, '{{ ja }}' as period_ja, '{{ en }}' as period_en{{ ' union all' if not loop.last }}
    {%- endfor %}
),

periods as (
    select * from {{ ref('dim_fiscal_period') }}
)

select
    expected.period_key,
    periods.period_ja,
    periods.period_en
from expected
left join periods on expected.period_key = periods.period_key
where periods.period_key is null
    or periods.period_ja <> expected.period_ja
    or periods.period_en <> expected.period_en
