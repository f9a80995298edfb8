{#
  The step a number was printed in: its last decimal; or, for 10,000 and more ending in 000, the
  rounding its zeros show (24,000 may stand for 24,284); one otherwise.
#}
{% macro printed_step(value, decimals) -%}
    case
        when {{ decimals }} > 0 then power(10, -{{ decimals }})
        when {{ value }} >= 10000 and {{ resolution_step(value) }} >= 1000 then {{ resolution_step(value) }}
        else 1
    end
{%- endmacro %}
