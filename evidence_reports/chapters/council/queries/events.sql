select event_date, event_precision, title_ja, title_en, source_id, source_label_ja, source_label_en
from reports.policy_event
order by event_date
