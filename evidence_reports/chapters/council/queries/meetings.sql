-- The meetings, each with its agenda; where sources differ about the day, the other one beside it.
select
    meeting_no,
    coalesce(max(meeting_date) filter (where date_is_preferred), min(meeting_date)) as meeting_date,
    coalesce(string_agg(distinct strftime(meeting_date, '%Y年%-m月%-d日'), '、') filter (where not date_is_preferred), '') as other_date_ja,
    coalesce(string_agg(distinct strftime(meeting_date, '%-d %B %Y'), ', ') filter (where not date_is_preferred), '') as other_date_en,
    string_agg(agenda_ja, '／' order by item_no) filter (where item_no is not null) as agenda_items_ja,
    string_agg(agenda_en, '; ' order by item_no) filter (where item_no is not null) as agenda_items_en
from reports.council_meeting
group by meeting_no
order by meeting_no
