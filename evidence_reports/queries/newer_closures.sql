-- The newest figure of temporarily closed offices, where it is newer than the one that leads.
select newest.as_of_date, newest.as_of_precision, newest.closed_total, newest.evidence_ja, newest.evidence_en,
    newest.source_id, newest.source_label_ja, newest.source_label_en, newest.source_url
from reports.closed_office_trend as newest
join reports.closed_office_trend as lead on lead.is_lead and lead.as_of_date < newest.as_of_date
where newest.is_preferred
qualify newest.as_of_date = max(newest.as_of_date) over ()
