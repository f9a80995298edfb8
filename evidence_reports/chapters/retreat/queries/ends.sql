-- First and last of those lines, in one row.
with
figures as (
    select s.*, latest.caveat_ja, latest.caveat_en, source.is_private from reports.retreat_series as s
    left join reports.source as source on source.source_id = s.source_id
    join reports.retreat_summary as latest on latest.series_code = s.series_code and s.as_of_date <= latest.latest_date
    where s.series_code in ('mail', 'post_office_total', 'mailbox', 'municipal_branch')
      and s.is_preferred and not s.is_partial and s.as_of_date >= date '2002-01-01' and s.value is not null
    qualify s.segment = max(s.segment) over (partition by s.series_code)
),
ends as (
    select
        series_code,
        min(as_of_date) as first_date, max(as_of_date) as last_date,
        arg_min(value, as_of_date) as first_value, arg_max(value, as_of_date) as last_value,
        100.0 * arg_max(value, as_of_date) / arg_min(value, as_of_date) - 100 as change_pct,
        any_value(caveat_ja) as caveat_ja, any_value(caveat_en) as caveat_en,
        bool_and(is_private) as is_private
    from figures
    group by series_code
)
select
    max(change_pct) filter (where series_code = 'mail') as mail_pct,
    max(change_pct) filter (where series_code = 'post_office_total') as office_pct,
    max(change_pct) filter (where series_code = 'mailbox') as mailbox_pct,
    max(change_pct) filter (where series_code = 'municipal_branch') as branch_pct,
    max(first_value) filter (where series_code = 'municipal_branch') as branch_first,
    max(last_value) filter (where series_code = 'municipal_branch') as branch_last,
    max(first_date) filter (where series_code = 'municipal_branch') as branch_from_date,
    max(last_date) filter (where series_code = 'municipal_branch') as branch_to_date,
    bool_or(is_private) filter (where series_code = 'municipal_branch') as branch_is_private,
    max(caveat_ja) filter (where series_code = 'municipal_branch') as branch_caveat_ja,
    max(caveat_en) filter (where series_code = 'municipal_branch') as branch_caveat_en,
    min(first_date) as from_date, max(last_date) as to_date
from ends
