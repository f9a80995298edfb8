{#
  True where a row was made up to show the system: its file or its source says so. Facts join
  dim_source as "source" and dim_received_file as "received_file"; a file without a record
  cannot occur (the load stops), so a missing one counts as published.
#}
{% macro is_sample(source='source', received_file='received_file') -%}
    coalesce({{ source }}.nature = 'sample' or {{ received_file }}.nature = 'sample', false)
{%- endmacro %}


{# Whether any of the grouped rows is a sample row. #}
{% macro any_sample(column='is_sample') -%}
    max(case when {{ column }} then 1 else 0 end) = 1
{%- endmacro %}
