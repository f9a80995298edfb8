{#
  What the rows of a model keep to, all asked in one query: each rule that does not hold comes back with the number of
  rows at fault. The rules, and how their rows at fault are found, stand in macros/project/rows_at_fault.sql.

    one_row_per        lists of columns: no two rows share their values; empty ones count as equal
    unique             columns: no two rows share a value; empty ones may repeat
    never_empty        columns
    points_to          column -> model with a column of that name, or model.column: each value is there
    among              column -> the only values it may have, if any
    within             column -> [smallest, largest] number it may have, if any
    both_languages     names: <name>_ja and <name>_en are both there or both empty
    status_of          column -> column of its status: the value is there where the status is ok, and only there
    one_preferred_per  lists of columns: of the rows that share their values exactly one is preferred
    half_open          key: a validity ends after it starts and overlaps none of the same key
    without_gap        key: where a validity ends and a later one of the same key exists, one follows at once
#}
{% test holds(
    model, one_row_per=[], unique=[], never_empty=[], points_to={}, among={}, within={}, both_languages=[], status_of={},
    one_preferred_per=[], half_open=none, without_gap=none
) %}

{%- set rules = [] -%}
{%- for columns in one_row_per -%}
    {%- do rules.append(['one_row_per ' ~ columns | join(', '), rows_repeating(model, columns)]) -%}
{%- endfor -%}
{%- for column in unique -%}
    {%- do rules.append(['unique ' ~ column, rows_repeating(model, [column], column ~ ' is not null')]) -%}
{%- endfor -%}
{%- for column in never_empty -%}
    {%- do rules.append(['never_empty ' ~ column, rows_where(model, column ~ ' is null')]) -%}
{%- endfor -%}
{%- for column, place in points_to.items() -%}
    {%- do rules.append(['points_to ' ~ column ~ ' -> ' ~ place, rows_pointing_nowhere(model, column, place)]) -%}
{%- endfor -%}
{%- for column, values in among.items() -%}
    {%- do rules.append(['among ' ~ column, rows_where(model, column ~ " not in ('" ~ values | join("', '") ~ "')")]) -%}
{%- endfor -%}
{%- for column, range in within.items() -%}
    {%- set outside = column ~ ' < ' ~ range[0] ~ ' or ' ~ column ~ ' > ' ~ range[1] -%}
    {%- do rules.append(['within ' ~ column, rows_where(model, outside)]) -%}
{%- endfor -%}
{%- for name in both_languages -%}
    {%- set one_only = '(' ~ name ~ '_ja is null) <> (' ~ name ~ '_en is null)' -%}
    {%- do rules.append(['both_languages ' ~ name, rows_where(model, one_only)]) -%}
{%- endfor -%}
{%- for column, status in status_of.items() -%}
    {%- do rules.append(['status_of ' ~ column, rows_against_their_status(model, column, status)]) -%}
{%- endfor -%}
{%- for columns in one_preferred_per -%}
    {%- do rules.append(['one_preferred_per ' ~ columns | join(', '), rows_without_one_preferred(model, columns)]) -%}
{%- endfor -%}
{%- if half_open -%}
    {%- do rules.append(['half_open ' ~ half_open, rows_ending_too_late(model, half_open)]) -%}
{%- endif -%}
{%- if without_gap -%}
    {%- do rules.append(['without_gap ' ~ without_gap, rows_before_a_gap(model, without_gap)]) -%}
{%- endif -%}
{%- if not rules -%}
    {{ exceptions.raise_compiler_error('holds: no rule is stated for ' ~ model) }}
{%- endif -%}

{%- for rule, rows in rules %}
select
    '{{ rule }}' as rule,
    count(*) as row_count
from ({{ rows }}
) as at_fault
having count(*) > 0
{% if not loop.last %}
union all
{% endif %}
{%- endfor %}

{% endtest %}
