{# Where the rows of a fact come from: the record of their source as "source", that of their file as "received_file". #}
{% macro join_origin(fact) -%}
    left join {{ ref('dim_source') }} as source on {{ fact }}.source_id = source.source_id
    left join {{ ref('dim_received_file') }} as received_file on {{ fact }}.source_file = received_file.source_file
{%- endmacro %}


{#
  True where a row was made up to show the system: its file or its source says so (join_origin). A file without
  a record cannot occur (the load stops), so a missing one counts as published.
#}
{% macro is_sample() -%}
    coalesce(source.nature = 'sample' or received_file.nature = 'sample', false)
{%- endmacro %}


{# Whether any of the grouped rows is a sample row. #}
{% macro any_sample(column='is_sample') -%}
    max(case when {{ column }} then 1 else 0 end) = 1
{%- endmacro %}
