{# Fails where a text exists in one language only: for each name both <name>_ja and <name>_en are there, or neither. #}
{% test both_languages(model, names) %}

select *
from {{ model }}
where
    {%- for name in names %}
    ({{ name }}_ja is null) <> ({{ name }}_en is null){{ ' or' if not loop.last }}
    {%- endfor %}

{% endtest %}
