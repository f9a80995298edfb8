-- One row is the share of temporarily closed offices among those of one type, on the newest date.
with

offices as (
    select
        *,
        max(as_of_date) over () as last_date,
        case office_type_code when 'contract' then 'contract' else 'direct' end as group_code
    from {{ ref('fct_post_office_count') }}
    where is_preferred
)

select
    'contract_closures' as question_id,
    group_code,
    100.0 * sum(case when status_code = 'closed' then office_count else 0 end) / sum(office_count) as value,
    cast(null as {{ dbt.type_int() }}) as municipality_count,
    max(as_of_date) as as_of_date,
    cast(null as date) as denominator_date,
    cast(null as date) as group_date,
    {{ any_sample() }} as has_sample
from offices
where as_of_date = last_date
group by group_code
