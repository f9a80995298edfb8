{# Fails where a validity ends before or on the day it starts, or overlaps another of the same key. #}
{% test validity_is_half_open(model, key) %}

select
    earlier.{{ key }},
    earlier.valid_from,
    earlier.valid_to
from {{ model }} as earlier
left join {{ model }} as later
    on earlier.{{ key }} = later.{{ key }}
    and earlier.valid_from < later.valid_from
    and coalesce(earlier.valid_to, cast('9999-12-31' as date)) > later.valid_from
where earlier.valid_to <= earlier.valid_from or later.{{ key }} is not null

{% endtest %}
