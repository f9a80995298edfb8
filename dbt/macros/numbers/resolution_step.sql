{#
  The precision a number shows: the largest power of ten, from a thousandth to a trillion, that it
  is a multiple of. 26,314,000,000 shows millions, 26,200,000,000 hundreds of millions; 68.1 tenths.
  Zero shows no rounding and counts as exact to one.
#}
{% macro resolution_step(value) -%}
    case
        when {{ value }} is null then null
        when {{ value }} = 0 then 1
        {%- for power in range(12, -3, -1) %}
        when mod(cast(round({{ value }} * 1000) as {{ dbt.type_bigint() }}), {{ 10 ** (power + 3) }}) = 0
            then {{ 10 ** power if power >= 0 else '%.3f' % (10.0 ** power) }}
        {%- endfor %}
        else 0.001
    end
{%- endmacro %}
