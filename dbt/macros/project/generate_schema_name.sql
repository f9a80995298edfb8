{# Schemas carry the plain names of the rooms (staging, core, survey, reports), without any prefix. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
