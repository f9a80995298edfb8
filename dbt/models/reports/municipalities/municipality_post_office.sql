-- One row is the post offices of one municipality of today on one date, by type and status, in today's boundaries.
with

counts as (
    select * from {{ ref('fct_post_office_municipality') }}
),

restated as (
    {{ restate_to_current(
        'counts', 'as_of_date', ['office_count'],
        by=['as_of_date', 'office_type_code', 'status_code', 'source_id']
    ) | indent(4) }}
),

totals as (
    select
        municipality_id,
        as_of_date,
        source_id,
        {%- for type in ['direct', 'contract'] %}
        {%- for name, status in [('operating', 'open'), ('closed', 'closed')] %}
        sum(case when office_type_code = '{{ type }}' and status_code = '{{ status }}' then office_count end)
            as {{ type }}_{{ name }}_count,
        {%- endfor %}
        {%- endfor %}
        sum(case when status_code = 'open' then office_count end) as operating_count,
        sum(case when status_code = 'closed' then office_count end) as closed_count,
        sum(office_count) as office_count,
        sum(office_count_missing_count) as missing_count,
        {{ any_sample('has_sample') }} as has_sample
    from restated
    where allocation = 'allocated'
    group by
        municipality_id,
        as_of_date,
        source_id
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where {{ is_municipality_of_today() }}
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    municipalities.code6 as municipality_code6,
    totals.municipality_id,
    totals.as_of_date,
    {%- for column in [
        'direct_operating', 'direct_closed', 'contract_operating', 'contract_closed', 'operating', 'closed', 'office'
    ] %}
    -- A sum over an unknown part would be too small.
    case when totals.missing_count = 0 then 1e0 * totals.{{ column }}_count end as {{ column }}_count,
    {%- endfor %}
    case when totals.missing_count = 0 then 'ok' else 'not_available' end as office_count_status,
    totals.source_id,
    sources.source_label_ja,
    sources.source_label_en,
    totals.has_sample
from totals
inner join municipalities on totals.municipality_id = municipalities.municipality_id
left join sources on totals.source_id = sources.source_id
