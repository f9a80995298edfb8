-- One row is the post offices of one type, directly managed or contract, in the whole country on one date.
with

by_municipality as (
    select
        as_of_date,
        office_type_code,
        status_code,
        office_count,
        source_id,
        is_sample
    from {{ ref('fct_post_office_municipality') }}
),

-- A dash in the source means that there is none; other gaps stay gaps.
by_prefecture as (
    select
        as_of_date,
        case office_type_code when 'contract' then 'contract' else 'direct' end as office_type_code,
        status_code,
        case when value_status = 'none' then 0 else office_count end as office_count,
        source_id,
        is_sample
    from {{ ref('fct_post_office_count') }}
    where is_preferred
),

counts as (
    select
        as_of_date,
        office_type_code,
        status_code,
        office_count,
        source_id,
        is_sample
    from by_municipality
    union all
    select
        as_of_date,
        office_type_code,
        status_code,
        office_count,
        source_id,
        is_sample
    from by_prefecture
),

-- A total over an unknown part would be too small: no total then.
totals as (
    select
        as_of_date,
        office_type_code,
        case when count(*) = count(office_count) then sum(office_count) end as office_count,
        case when count(*) = count(office_count) then sum(case when status_code = 'closed' then office_count else 0 end) end
            as closed_count,
        min(source_id) as source_id,
        {{ any_sample() }} as has_sample
    from counts
    group by as_of_date, office_type_code
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    totals.as_of_date,
    totals.office_type_code,
    case totals.office_type_code when 'contract' then '簡易郵便局' else '直営の郵便局' end as office_type_ja,
    case totals.office_type_code
        when 'contract' then 'Contract post offices'
        else 'Directly managed post offices'
    end as office_type_en,
    cast(totals.office_count as {{ dbt.type_int() }}) as office_count,
    cast(totals.closed_count as {{ dbt.type_int() }}) as closed_count,
    100.0 * totals.closed_count / nullif(totals.office_count, 0) as closed_share_pct,
    totals.source_id,
    source.source_label_ja,
    source.source_label_en,
    source.url as source_url,
    totals.has_sample
from totals
left join sources as source on totals.source_id = source.source_id
