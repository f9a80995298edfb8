{# The rows of a table that break a rule of dbt/tests/generic/holds.sql, one macro for each way of looking. #}

{% macro rows_where(table, is_at_fault) %}
    select 1 as at_fault
    from {{ table }}
    where {{ is_at_fault }}
{%- endmacro %}


{% macro rows_repeating(table, columns, among='true') %}
    select count(*) as row_count
    from {{ table }}
    where {{ among }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{%- endmacro %}


{# `place`: a model with a column of the same name, or "model.column". #}
{% macro rows_pointing_nowhere(table, column, place) %}
    {%- set model, field = (place.split('.') + [column])[:2] %}
    select child.{{ column }}
    from {{ table }} as child
    left join {{ ref(model) }} as parent on child.{{ column }} = parent.{{ field }}
    where child.{{ column }} is not null and parent.{{ field }} is null
{%- endmacro %}


{# A value has no known status, is missing though its status is ok, or is there though it is not. #}
{% macro rows_against_their_status(table, value, status) %}
    select {{ status }}
    from {{ table }}
    where {{ status }} is null
        or {{ status }} not in ('ok', 'none', 'below_unit', 'not_available', 'suppressed')
        or ({{ status }} = 'ok' and {{ value }} is null)
        or ({{ status }} <> 'ok' and {{ value }} is not null)
{%- endmacro %}


{% macro rows_without_one_preferred(table, measured_thing) %}
    select count(*) as row_count
    from {{ table }}
    group by {{ measured_thing | join(', ') }}
    having sum(case when is_preferred then 1 else 0 end) <> 1
{%- endmacro %}


{% macro rows_ending_too_late(table, key) %}
    select earlier.{{ key }}
    from {{ table }} as earlier
    left join {{ table }} as later
        on earlier.{{ key }} = later.{{ key }}
        and earlier.valid_from < later.valid_from
        and coalesce(earlier.valid_to, cast('9999-12-31' as date)) > later.valid_from
    where earlier.valid_to <= earlier.valid_from or later.{{ key }} is not null
{%- endmacro %}


{% macro rows_before_a_gap(table, key) %}
    select earlier.{{ key }}
    from {{ table }} as earlier
    left join {{ table }} as following
        on earlier.{{ key }} = following.{{ key }}
        and earlier.valid_to = following.valid_from
    where following.{{ key }} is null
        and exists (
            select 1
            from {{ table }} as later
            where later.{{ key }} = earlier.{{ key }} and later.valid_from >= earlier.valid_to
        )
{%- endmacro %}
