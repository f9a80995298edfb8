{# The five columns by which every published row names its source; the join must be aliased as given. #}
{% macro source_columns(fact, source='source') -%}
    {{ fact }}.source_id,
    {{ source }}.source_label_ja,
    {{ source }}.source_label_en,
    {{ source }}.url as source_url,
    {{ fact }}.source_page
{%- endmacro %}
