-- Counts that stand in no drawing of this chapter.
select *, coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.facility_trend
where not (facility_group = 'convenience_store')
  and not (facility_group = 'post_office' and category_code in ('total', 'contract', 'direct', 'open', 'closed'))
  and not (facility_group = 'mailbox' and category_code = 'installed')
order by facility_group, facility_type_code, category_code, as_of_date, is_preferred desc
