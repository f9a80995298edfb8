-- The first figure after the report's, with what its row says of how it is counted.
select
    as_of_date as at, '数え方の変更' as title_ja, 'Another way of counting' as title_en,
    note_ja as explanation_ja, note_en as explanation_en
from reports.outsourcing_trend
where service_code = 'all' and metric = 'municipalities' and area_level = 'national' and is_preferred and note_en is not null
  and as_of_date > (select max(as_of_date) from reports.outsourcing_trend where service_code = 'all' and vintage = 'final')
order by as_of_date
limit 1
