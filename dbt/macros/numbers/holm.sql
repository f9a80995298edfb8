{# Holm's procedure (1979) over the p values of each family: the k-th smallest of m times m - k + 1, never
   falling, at most 1. Rows without a p value are in no family and get none.

   holm_place gives a row's k and m; holm_adjusted, over rows that carry them, the adjusted p value. #}
{% macro holm_place(p_value, family, tie_breaker) -%}
    row_number() over (
        partition by {{ family }}, case when {{ p_value }} is null then 1 else 0 end
        order by {{ p_value }}, {{ tie_breaker }}
    ) as smallest_first,
    count({{ p_value }}) over (partition by {{ family }}) as test_count
{%- endmacro %}

{% macro holm_adjusted(p_value, family) -%}
    case when {{ p_value }} is not null then
        max(
            case when {{ p_value }} * (test_count - smallest_first + 1) > 1 then 1
                else {{ p_value }} * (test_count - smallest_first + 1) end
        ) over (
            partition by {{ family }}, case when {{ p_value }} is null then 1 else 0 end
            order by smallest_first
            rows between unbounded preceding and current row
        )
    end
{%- endmacro %}
