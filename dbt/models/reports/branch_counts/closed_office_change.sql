-- One row is how the temporarily closed post offices of one type changed in one area between the first and the last date by prefecture.
with

-- A date counts where all prefectures are there and no number is unknown.
counts as (
    select
        as_of_date,
        prefecture_code,
        status_code,
        case when office_type_code = 'contract' then 'contract' else 'direct' end as office_type_code,
        {{ none_is_zero('office_count') }} as office_count,
        source_id,
        is_sample
    from {{ ref('fct_post_office_count') }}
    where is_preferred
),

whole_dates as (
    select as_of_date
    from counts
    group by as_of_date
    having count(distinct prefecture_code) = 47 and count(*) = count(office_count)
),

spans as (
    select
        min(as_of_date) as from_date,
        max(as_of_date) as to_date
    from whole_dates
),

areas as (
    select * from {{ ref('dim_area') }}
),

by_type as (
    select
        'prefecture_' || prefecture_code as area_code,
        counts.*
    from counts

    union all

    select
        'japan' as area_code,
        counts.*
    from counts
),

by_type_and_total as (
    select * from by_type

    union all

    select
        area_code,
        as_of_date,
        prefecture_code,
        status_code,
        'total' as office_type_code,
        office_count,
        source_id,
        is_sample
    from by_type
),

at_both_ends as (
    select
        figures.*,
        spans.from_date,
        spans.to_date,
        case when figures.as_of_date = spans.from_date then figures.office_count else 0 end as count_from,
        case when figures.as_of_date = spans.to_date then figures.office_count else 0 end as count_to
    from by_type_and_total as figures
    inner join spans
        on spans.from_date < spans.to_date
        and figures.as_of_date in (spans.from_date, spans.to_date)
),

compared as (
    select
        area_code,
        office_type_code,
        from_date,
        to_date,
        sum(count_from) as office_from,
        sum(count_to) as office_to,
        sum(case when status_code = 'closed' then count_from else 0 end) as closed_from,
        sum(case when status_code = 'closed' then count_to else 0 end) as closed_to,
        max(case when as_of_date = to_date then source_id end) as source_id,
        {{ any_sample() }} as has_sample
    from at_both_ends
    group by area_code, office_type_code, from_date, to_date
),

changes as (
    select
        compared.*,
        closed_to - closed_from as closed_change,
        100.0 * closed_from / nullif(office_from, 0) as closed_share_from_pct,
        100.0 * closed_to / nullif(office_to, 0) as closed_share_to_pct,
        100.0 * closed_to / nullif(office_to, 0) - 100.0 * closed_from / nullif(office_from, 0) as closed_share_change_points
    from compared
),

ranked as (
    select
        changes.*,
        areas.area_level,
        areas.prefecture_code,
        areas.area_ja,
        areas.area_en,
        rank() over (
            partition by areas.area_level, changes.office_type_code
            order by changes.closed_change desc
        ) as rank_by_number,
        case when changes.closed_share_change_points is not null then
            rank() over (
                partition by areas.area_level, changes.office_type_code
                order by coalesce(changes.closed_share_change_points, -1e9) desc
            )
        end as rank_by_points,
        sum(case when changes.office_type_code = 'total' then changes.closed_change end)
            over (partition by changes.area_code) as closed_change_of_all_types
    from changes
    inner join areas on changes.area_code = areas.area_code
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    ranked.area_level,
    ranked.area_code,
    ranked.prefecture_code,
    ranked.area_ja,
    ranked.area_en,
    ranked.office_type_code,
    categories.category_ja as office_type_ja,
    categories.category_en as office_type_en,
    ranked.from_date,
    ranked.to_date,
    cast(ranked.office_from as {{ dbt.type_int() }}) as office_from,
    cast(ranked.office_to as {{ dbt.type_int() }}) as office_to,
    cast(ranked.closed_from as {{ dbt.type_int() }}) as closed_from,
    cast(ranked.closed_to as {{ dbt.type_int() }}) as closed_to,
    cast(ranked.closed_change as {{ dbt.type_int() }}) as closed_change,
    ranked.closed_share_from_pct,
    ranked.closed_share_to_pct,
    ranked.closed_share_change_points,
    cast(ranked.rank_by_number as {{ dbt.type_int() }}) as rank_by_number,
    cast(ranked.rank_by_points as {{ dbt.type_int() }}) as rank_by_points,
    -- A part of a rise, where there is one.
    case when ranked.closed_change_of_all_types > 0
        then 100.0 * ranked.closed_change / ranked.closed_change_of_all_types
    end as share_of_rise_pct,
    {{ source_named('ranked') }},
    ranked.has_sample
from ranked
inner join {{ ref('facility_category') }} as categories on ranked.office_type_code = categories.category_code
left join sources as source on ranked.source_id = source.source_id
