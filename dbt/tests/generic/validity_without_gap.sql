{# Fails where a validity ends and no other of the same key follows, though a later one exists. #}
{% test validity_without_gap(model, key) %}

select
    earlier.{{ key }},
    earlier.valid_to
from {{ model }} as earlier
left join {{ model }} as following
    on earlier.{{ key }} = following.{{ key }}
    and earlier.valid_to = following.valid_from
where following.{{ key }} is null
    and exists (
        select 1
        from {{ model }} as later
        where later.{{ key }} = earlier.{{ key }} and later.valid_from >= earlier.valid_to
    )

{% endtest %}
