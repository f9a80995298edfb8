{# The columns by which every published row names its source; the join must be aliased as given. #}
{% macro source_named(fact, source='source') -%}
    {{ fact }}.source_id,
    {{ source }}.source_label_ja,
    {{ source }}.source_label_en,
    {{ source }}.url as source_url
{%- endmacro %}


{# The same and the page, where sources are cited by pages. #}
{% macro source_columns(fact, source='source') -%}
    {{ source_named(fact, source) }},
    {{ fact }}.source_page
{%- endmacro %}
