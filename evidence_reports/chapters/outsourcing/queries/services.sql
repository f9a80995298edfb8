-- The newest number of municipalities of each service, the largest first; sums over services are left aside.
with
ranked as (
    select
        *, row_number() over (partition by service_code order by as_of_date desc nulls last) as place
    from reports.outsourcing_trend
    where metric = 'municipalities' and area_level = 'national' and is_preferred and value is not null
      and service_code not in ('all', 'law')
)
select
    service_code, service_ja, service_en, value, as_of_date, as_of_precision, source_id, source_label_ja, source_label_en,
    coalesce(strftime(as_of_date, '%Y年%-m月'), '時点不明') as when_ja,
    coalesce(strftime(as_of_date, '%B %Y'), 'date not known') as when_en,
    rank() over (order by value desc) = 1 as is_most,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from ranked
where place = 1
order by value desc, service_code
