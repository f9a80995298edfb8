{#
  Whether a row of a history (dim_municipality, a bridge of it) holds on a day: from valid_from on, and before valid_to, which is
  empty while it lasts.

  day: the day, as SQL
  history: the relation or CTE with valid_from and valid_to
#}
{% macro valid_on(day, history) -%}
{{ day }} >= {{ history }}.valid_from
    and {{ day }} < coalesce({{ history }}.valid_to, cast('9999-12-31' as date))
{%- endmacro %}

{#
  Whether a body of dim_municipality is a municipality of today: one of the 1,741 that has not ended.

  bodies: the relation or CTE, where several are joined
#}
{% macro is_municipality_of_today(bodies=none) -%}
{%- set of = bodies ~ '.' if bodies else '' -%}
{{ of }}counts_in_1741 and {{ of }}valid_to is null
{%- endmacro %}
