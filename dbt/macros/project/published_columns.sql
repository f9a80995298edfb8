{#
  The border of reports: a model with a contract is published with the columns of its contract, and with no more
  digits of a number than are certain. dbt asks this macro for the query that fills such a model.

  A column of numbers as they were received, digit by digit, says so in its meta: "as_received: true".
#}
{% macro default__get_select_subquery(sql) %}
    select
        {%- for column in model['columns'].values() %}
        {% if column['data_type'] == 'double' and not column['config']['meta'].get('as_received') -%}
            {{ certain(column['name']) }} as {{ column['name'] }}
        {%- else -%}
            {{ column['name'] }}
        {%- endif %}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from (
        {{ sql }}
    ) as published
{%- endmacro %}
