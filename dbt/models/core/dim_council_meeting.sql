-- One row is one meeting of the Postal Policy Subcommittee, with its preferred date.
with

dates as (
    select * from {{ ref('fct_council_meeting_date') }}
),

preferred_dates as (
    select
        meeting_no,
        meeting_date
    from dates
    where is_preferred
),

statements as (
    select
        meeting_no,
        count(distinct meeting_date) as stated_date_count,
        count(distinct source_id) as source_count
    from dates
    group by meeting_no
)

select
    preferred_dates.meeting_no,
    preferred_dates.meeting_date,
    cast(statements.stated_date_count as {{ dbt.type_int() }}) as stated_date_count,
    cast(statements.source_count as {{ dbt.type_int() }}) as source_count
from preferred_dates
inner join statements on preferred_dates.meeting_no = statements.meeting_no
