{# Fails where competing rows for one measured thing have no preferred row, or more than one. #}
{% test one_preferred_row(model, measured_thing) %}

select
    {{ measured_thing | join(', ') }},
    sum(case when is_preferred then 1 else 0 end) as preferred_row_count
from {{ model }}
group by {{ measured_thing | join(', ') }}
having sum(case when is_preferred then 1 else 0 end) <> 1

{% endtest %}
