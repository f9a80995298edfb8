{#
  The dates on which a fact of municipalities is there for the whole nation: every prefecture has a row. A file of one
  prefecture alone makes no newest date, by which the nation would be counted, ranked or found to lack something.

  fact: a relation or CTE with municipality_id and as_of_date
  by: further columns to keep apart (component)
#}
{% macro nationwide_dates(fact, by=[]) -%}
select
    {%- for column in by %}
    fact.{{ column }},
    {%- endfor %}
    fact.as_of_date
from {{ fact }} as fact
inner join {{ ref('dim_municipality') }} as body on fact.municipality_id = body.municipality_id
group by
    {%- for column in by %}
    fact.{{ column }},
    {%- endfor %}
    fact.as_of_date
having count(distinct body.prefecture_code) = (select count(*) from {{ ref('dim_prefecture') }})
{%- endmacro %}
