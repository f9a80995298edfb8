{# Where the rows of a fact come from: the record of their source as "source", their file, if it was made up, as "sample_file". #}
{% macro join_origin(fact) -%}
    left join {{ ref('dim_source') }} as source on {{ fact }}.source_id = source.source_id
    left join {{ ref('stg_sample_file') }} as sample_file on {{ fact }}.source_file = sample_file.source_file
{%- endmacro %}


{#
  True where a row was made up to show the system: its file or its source says so (join_origin). A source without a
  record cannot occur (the load stops), so a missing one counts as published.
#}
{% macro is_sample() -%}
    (coalesce(source.nature = 'sample', false) or sample_file.source_file is not null)
{%- endmacro %}


{# Where a row comes from and how sure it is, the last columns of every table. First as it was received: #}
{% macro received_origin(rows_read=none) -%}
    {{ listed(['confidence', 'source_id', 'source_page', 'note_ja', 'note_en', 'source_file', 'row_number'], rows_read) }}
{%- endmacro %}


{# in a fact that is all there is of its kind (join_origin), #}
{% macro plain_origin(fact) -%}
    {{ fact }}.source_id,
    {{ is_sample() }} as is_sample,
    {{ listed(['source_file', 'row_number'], fact) }}
{%- endmacro %}


{# in one whose rows compete, before one of them is preferred (join_origin), #}
{% macro ranked_origin(fact) -%}
    {{ listed(['confidence', 'note_ja', 'note_en', 'source_id', 'source_page'], fact) }},
    source.source_rank,
    {{ is_sample() }} as is_sample,
    {{ listed(['source_file', 'row_number'], fact) }}
{%- endmacro %}


{# and once it is. #}
{% macro kept_origin(fact=none) -%}
    {{ listed(
        ['confidence', 'note_ja', 'note_en', 'source_id', 'source_page', 'is_sample', 'source_file', 'row_number'], fact
    ) }}
{%- endmacro %}


{# Whether any of the grouped rows is a sample row. #}
{% macro any_sample(column='is_sample') -%}
    max(case when {{ column }} then 1 else 0 end) = 1
{%- endmacro %}
