-- One row is one agenda item of one meeting, or one competing date of a meeting (without item).
with

dates as (
    select * from {{ ref('fct_council_meeting_date') }}
),

agenda as (
    select * from {{ ref('fct_council_agenda') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

-- Sources that state the same date are one date; the best of them speaks for it.
stated_dates as (
    select
        meeting_no,
        meeting_date,
        max(case when is_preferred then 1 else 0 end) = 1 as date_is_preferred,
        count(distinct source_id) as date_source_count,
        {{ any_sample() }} as has_sample
    from dates
    group by meeting_no, meeting_date
),

ranked_dates as (
    select
        dates.meeting_no,
        dates.meeting_date,
        dates.source_id,
        dates.source_page,
        row_number() over (
            partition by dates.meeting_no, dates.meeting_date
            order by coalesce(source.source_rank, 99), dates.source_id
        ) as choice
    from dates
    left join sources as source on dates.source_id = source.source_id
),

meetings as (
    select
        stated_dates.meeting_no,
        stated_dates.meeting_date,
        stated_dates.date_is_preferred,
        stated_dates.date_source_count,
        stated_dates.has_sample,
        ranked_dates.source_id,
        ranked_dates.source_page
    from stated_dates
    inner join ranked_dates
        on stated_dates.meeting_no = ranked_dates.meeting_no
        and stated_dates.meeting_date = ranked_dates.meeting_date
    where ranked_dates.choice = 1
),

meeting_items as (
    select
        meetings.meeting_no,
        meetings.meeting_date,
        meetings.date_is_preferred,
        meetings.date_source_count,
        agenda.item_no,
        agenda.agenda_ja,
        agenda.agenda_en,
        coalesce(agenda.source_id, meetings.source_id) as source_id,
        coalesce(agenda.source_page, meetings.source_page) as source_page,
        meetings.has_sample or coalesce(agenda.is_sample, false) as has_sample
    from meetings
    left join agenda
        on meetings.meeting_no = agenda.meeting_no
        and meetings.date_is_preferred
)

select
    cast(meeting_items.meeting_no as {{ dbt.type_int() }}) as meeting_no,
    meeting_items.meeting_date,
    meeting_items.date_is_preferred,
    cast(meeting_items.date_source_count as {{ dbt.type_int() }}) as date_source_count,
    cast(meeting_items.item_no as {{ dbt.type_int() }}) as item_no,
    meeting_items.agenda_ja,
    meeting_items.agenda_en,
    {{ source_columns('meeting_items') }},
    meeting_items.has_sample
from meeting_items
left join sources as source on meeting_items.source_id = source.source_id
