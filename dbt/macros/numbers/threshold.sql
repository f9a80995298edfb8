{# A number that a rule turns on, from the list that is also published: threshold('compared_base') is 30 bodies. #}
{% macro threshold(name) -%}
    (select value from {{ ref('statistical_threshold') }} where threshold = '{{ name }}')
{%- endmacro %}


{# Whether a p value calls for "significant"; of no p value nothing is said. #}
{% macro is_significant(p_value) -%}
    {{ certain(p_value) }} < {{ threshold('significance_level_pct') }} / 100
{%- endmacro %}
