-- Services whose number of municipalities is known on two dates or more; dashed where more than a year and a half is missing.
-- What another document says once of electronic certificates is a number of that service too.
with
counts as (
    select * from reports.outsourcing_trend
    where metric = 'municipalities' and area_level = 'national' and is_preferred and value is not null
      and as_of_date is not null and service_code not in ('all', 'law')
),
single as (
    select service.service_code, service.service_ja, service.service_en, observed.*
    from reports.national_observation as observed
    join (select distinct service_code, service_ja, service_en from counts where service_code = 'mn_cert') as service on true
    where observed.metric_code = 'certificate_affair_municipalities'
      and observed.as_of_date not in (select as_of_date from counts where service_code = 'mn_cert')
),
figures as (
    select *, count(*) over (partition by service_code) as figure_count
    from (select * from counts union all by name select * from single)
)
select
    *,
    service_code = 'compr' as is_comprehensive,
    min(as_of_date) over () as from_date, max(as_of_date) over () as to_date,
    date_diff('month', lag(as_of_date) over (partition by service_code order by as_of_date), as_of_date) > 18 as is_gap,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from figures
where figure_count > 1
order by service_code, as_of_date
