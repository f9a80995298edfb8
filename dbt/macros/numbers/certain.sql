{#
  What is certain of a double. A double has almost 16 digits; sums and raked weights lose up to four of them,
  and which ones depends on the machine (the same rule for estimates: estimation/precision.py).

  certain: the value with the twelve digits that are, whatever its size; zero has no sign. (printf: DuckDB, Spark.)
  exact_sum: a sum that is the same in whatever order rows come, for what further digits are computed from: a twelfth
  digit of ten thousand distances is at the edge of the next one in some of them.
  settled: 0 where nothing but rounding is left of numbers of the size "scale".
  rounds_to: whether a value, but for rounding, is within half a step of what was printed.
#}
{% macro certain(value) -%}
    cast(printf('%.11e', {{ value }} + 0) as double)
{%- endmacro %}


{% macro exact_sum(value) -%}
    cast(sum(cast({{ value }} as decimal(38, 12))) as double)
{%- endmacro %}


{% macro settled(value, scale) -%}
    case when abs({{ value }}) <= 1e-12 * abs({{ scale }}) then 0 else {{ value }} end
{%- endmacro %}


{% macro rounds_to(value, printed, step) -%}
    abs({{ value }} - {{ printed }}) <= 0.5 * {{ step }} + 1e-12 * abs({{ printed }})
{%- endmacro %}
