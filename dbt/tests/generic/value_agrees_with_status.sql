{# Fails where a value has no known status, is missing though its status is ok, or is there though it is not. #}
{% test value_agrees_with_status(model, value, status) %}

select
    {{ value }},
    {{ status }}
from {{ model }}
where {{ status }} is null
    or {{ status }} not in ('ok', 'none', 'below_unit', 'not_available', 'suppressed')
    or ({{ status }} = 'ok' and {{ value }} is null)
    or ({{ status }} <> 'ok' and {{ value }} is not null)

{% endtest %}
