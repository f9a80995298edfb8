{# Columns as a list, of a select or of what it groups by. #}
{% macro listed(columns, table=none) -%}
    {%- for column in columns -%}
    {{ table ~ '.' if table }}{{ column }}{{ ',\n    ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
