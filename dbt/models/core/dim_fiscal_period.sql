-- One row is one fiscal year (April to March) that facts speak of, or one of its months.
with

fiscal_years as (
    {%- for fact in [
        'fct_mail_volume', 'fct_mail_ratio', 'fct_parcel_share', 'fct_facility_count', 'fct_postal_finance', 'fct_pilot',
    ] %}
    select fiscal_year from {{ ref(fact) }}
    where fiscal_year is not null
    {{- ' union' if not loop.last }}
    {%- endfor %}
),

month_names as (
    {%- for name in [
        'April', 'May', 'June', 'July', 'August', 'September',
        'October', 'November', 'December', 'January', 'February', 'March',
    ] %}
    select {{ loop.index0 }} as months_after_april, '{{ name }}' as month_en{{ ' union all' if not loop.last }}
    {%- endfor %}
),

year_periods as (
    select
        'FY' || cast(fiscal_year as {{ dbt.type_string() }}) as period_key,
        'fiscal_year' as period_type,
        fiscal_year,
        cast(cast(fiscal_year as {{ dbt.type_string() }}) || '-04-01' as date) as period_start,
        cast(cast(fiscal_year + 1 as {{ dbt.type_string() }}) || '-03-31' as date) as period_end,
        cast(cast(fiscal_year as {{ dbt.type_string() }}) || '-12-31' as date) as era_decided_on
    from fiscal_years
),

month_starts as (
    select
        year_periods.fiscal_year,
        month_names.month_en,
        cast(
            {{ dbt.dateadd('month', 'month_names.months_after_april', 'year_periods.period_start') }} as date
        ) as period_start
    from year_periods
    cross join month_names
),

month_periods as (
    select
        fiscal_year,
        month_en,
        period_start,
        cast({{ dbt.last_day('period_start', 'month') }} as date) as period_end,
        extract(year from period_start) as calendar_year,
        extract(month from period_start) as calendar_month
    from month_starts
)

select
    period_key,
    period_type,
    fiscal_year,
    period_start,
    period_end,
    {{ era_year('fiscal_year', 'era_decided_on') }} || '年度' as period_ja,
    'FY' || cast(fiscal_year as {{ dbt.type_string() }}) as period_en
from year_periods

union all

select
    substring(cast(period_start as {{ dbt.type_string() }}), 1, 7) as period_key,
    'month' as period_type,
    fiscal_year,
    period_start,
    period_end,
    {{ era_year('calendar_year', 'period_end') }}
    || '年' || cast(calendar_month as {{ dbt.type_string() }}) || '月' as period_ja,
    month_en || ' ' || cast(calendar_year as {{ dbt.type_string() }}) as period_en
from month_periods
