{# The columns of one number of a series of services that retreat or replace others. A fact says what the series is
   called there and its value; what it knows more of than most (`of_its_own`: column → expression) it says, too. #}
{% macro retreat_columns(series_code, value, of_its_own={}) -%}
{%- set text = dbt.type_string() -%}
{%- set columns = {
    'series_code': series_code,
    'as_of_date': 'as_of_date',
    'as_of_precision': 'as_of_precision',
    'fiscal_year': 'cast(null as ' ~ dbt.type_int() ~ ')',
    'value': value,
    'qualifier': 'cast(null as ' ~ text ~ ')',
    'is_partial': 'false',
    'is_compiled': 'false',
    'confidence': "'medium'",
    'note_ja': 'cast(null as ' ~ text ~ ')',
    'note_en': 'cast(null as ' ~ text ~ ')',
    'vintage': "'as_published'",
    'source_id': 'source_id',
    'source_page': 'cast(null as ' ~ text ~ ')',
    'is_sample': 'is_sample',
    'source_file': 'source_file',
    'row_number': 'row_number',
} -%}
{%- do columns.update(of_its_own) -%}
{%- for name, expression in columns.items() %}
    {{ expression }}{% if expression != name %} as {{ name }}{% endif %}{{ ',' if not loop.last }}
{%- endfor %}
{%- endmacro %}
