{# A published number of which a dash says that there is none; other gaps stay gaps. #}
{% macro none_is_zero(column, status='value_status') -%}
    case when {{ status }} = 'none' then 0 else {{ column }} end
{%- endmacro %}
