{#
  Which of several competing rows is shown first: 1 is the preferred one.

  The rule of the warehouse, written once: a row with a value before one without; then the lowest
  source rank (government before council before press before secondary); then the finest precision
  (smallest step of ten the number is a multiple of); then the latest vintage; then the source's id.
  File and row break what ties remain, so that the choice never depends on the order of reading.
#}
{% macro preferred_rank(measured_thing, value, vintage=none, source_rank='source_rank') -%}
    row_number() over (
        partition by {{ measured_thing | join(', ') }}
        order by
            case when {{ value }} is null then 1 else 0 end,
            coalesce({{ source_rank }}, 99),
            {{ resolution_step(value) }},
            {% if vintage -%} {{ vintage_order(vintage) }}, {% endif -%}
            source_id,
            source_file,
            row_number
    )
{%- endmacro %}


{# Order of vintages: what was revised later, or is final, comes before what it replaced. #}
{% macro vintage_order(vintage) -%}
    case {{ vintage }}
        when 'later_revised' then 1
        when 'final' then 1
        when 'as_published' then 2
        when 'first_release' then 3
        when 'interim' then 3
        when 'draft' then 3
        when 'back_solved' then 4
        else 5
    end
{%- endmacro %}
