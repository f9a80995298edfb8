-- Services whose number of municipalities is known on two dates or more; dashed where more than a year and a half is missing.
with
counts as (
    select *, count(*) over (partition by service_code) as figure_count
    from reports.outsourcing_trend
    where metric = 'municipalities' and area_level = 'national' and is_preferred and value is not null
      and as_of_date is not null and service_code not in ('all', 'law')
)
select
    *,
    service_code = 'compr' as is_comprehensive,
    date_diff('month', lag(as_of_date) over (partition by service_code order by as_of_date), as_of_date) > 18 as is_gap,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from counts
where figure_count > 1
order by service_code, as_of_date
