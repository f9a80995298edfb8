-- One row is the number of facilities of one kind in one prefecture on one date.
with

figures as (
    select
        'convenience_store_listed' as facility_code,
        prefecture_code,
        as_of_date,
        as_of_precision,
        store_count as facility_count,
        source_id,
        source_file,
        row_number
    from {{ ref('stg_convenience_store_listing') }}
{% for facility, column in [
    ('post_bank_outlet', 'outlet_count'),
    ('post_bank_contract_office', 'contract_office_count'),
    ('post_bank_atm', 'atm_count'),
] %}
    union all

    select
        '{{ facility }}' as facility_code,
        prefecture_code,
        as_of_date,
        'day' as as_of_precision,
        {{ column }} as facility_count,
        source_id,
        source_file,
        row_number
    from {{ ref('stg_post_bank_outlet') }}
{% endfor %}
)

select
    figures.facility_code,
    figures.prefecture_code,
    'prefecture_' || figures.prefecture_code as area_code,
    figures.as_of_date,
    figures.as_of_precision,
    figures.facility_count,
    {{ plain_origin('figures') }}
from figures
{{ join_origin('figures') }}
