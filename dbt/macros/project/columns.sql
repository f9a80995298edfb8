{# Columns as a list, of a select or of what it groups by. #}
{% macro listed(columns, table=none) -%}
    {%- for column in columns -%}
    {{ table ~ '.' if table }}{{ column }}{{ ',\n    ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{# That two tables agree in each of these columns, as the condition of a join. #}
{% macro matched(left, right, columns) -%}
    {%- for column in columns -%}
    {{ left }}.{{ column }} = {{ right }}.{{ column }}{{ '\n    and ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
