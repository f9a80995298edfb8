{#
  The year of the Japanese era: 令和元, 平成23, 昭和56.

  year: calendar year to be named; decided_on: the day whose era counts. A month is named by the
  era of its last day, a fiscal year by that of 31 December of the year it starts in (so fiscal
  2019, begun under Heisei, is 令和元年度, as the government called it).
#}
{% macro era_year(year, decided_on) -%}
    case
        when {{ decided_on }} >= cast('2019-05-01' as date) then '令和' || {{ era_number(year, 2018) }}
        when {{ decided_on }} >= cast('1989-01-08' as date) then '平成' || {{ era_number(year, 1988) }}
        else '昭和' || {{ era_number(year, 1925) }}
    end
{%- endmacro %}


{# The first year of an era is written 元, not 1. #}
{% macro era_number(year, year_before_era) -%}
    case when {{ year }} - {{ year_before_era }} = 1 then '元'
        else cast({{ year }} - {{ year_before_era }} as {{ dbt.type_string() }}) end
{%- endmacro %}
