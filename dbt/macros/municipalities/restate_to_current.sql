{#
  An additive municipal fact in today's boundaries, as a query.

  fact: a relation or CTE whose rows hang on municipality_id
  date_column: its column with the day at which municipality_id is meant
  values: its additive columns (numbers of people, offices, yen; never shares or averages)
  by: further columns to keep apart (fiscal year, service); the date is kept too if it is named here

  Returns: municipality_id (of today, null where nothing can be allocated), allocation, the columns
  of by, each value restated, <value>_missing_count (rows without that value), body_count (bodies of
  then), has_sample. The totals of each value are those of the fact: exactly for whole successions,
  to the weights for divisions with known weights; everything else stays in rows without a
  municipality, whose allocation says why:
    divided: the body was divided later, and no file gives the sizes of the parts;
    no_successor: the body ended without any successor;
    not_matched: the fact hangs on no body, or on one that did not exist on that day.
  The fact needs a column is_sample.
#}
{% macro restate_to_current(fact, date_column, values, by=[]) -%}
select
    share.current_municipality_id as municipality_id,
    case
        when share.current_municipality_id is not null then 'allocated'
        when share.weight_basis = 'no_successor' then 'no_successor'
        when share.municipality_id is not null then 'divided'
        else 'not_matched'
    end as allocation,
    {%- for column in by %}
    fact.{{ column }},
    {%- endfor %}
    {%- for value in values %}
    sum(fact.{{ value }} * coalesce(share.weight, 1)) as {{ value }},
    sum(case when fact.{{ value }} is null then 1 else 0 end) as {{ value }}_missing_count,
    {%- endfor %}
    count(distinct fact.municipality_id) as body_count,
    {{ any_sample('fact.is_sample') }} as has_sample
from {{ fact }} as fact
left join {{ ref('bridge_municipality_current') }} as share
    on fact.municipality_id = share.municipality_id
    and {{ valid_on('fact.' ~ date_column, 'share') }}
    and share.weight is not null
group by
    1,
    2{% for column in by %},
    fact.{{ column }}{% endfor %}
{%- endmacro %}
