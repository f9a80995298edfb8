-- Little used mailboxes: how many take at most thirty items a month, and how many one or none.
select
    max(as_of_date) as as_of_date,
    max(as_of_precision) as as_of_precision,
    max(value) filter (where category_code = 'share_up_to_30_items') as share_up_to_30_pct,
    max(value) filter (where category_code = 'up_to_30_items') as up_to_30_count,
    max(value) filter (where category_code = 'share_up_to_1_item') as share_up_to_1_pct,
    max(value) filter (where category_code = 'up_to_1_item') as up_to_1_count
from reports.facility_trend
where facility_group = 'mailbox' and category_code like '%up_to%' and is_preferred
