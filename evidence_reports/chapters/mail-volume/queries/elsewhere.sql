-- Fiscal years of each line or class of the first two figures that stand elsewhere alone: single national figures of other
-- documents, which the chapter of services in retreat has, and Yu-Pack among the parcels of every carrier. A row a class.
with
shown as (
    select mail_class_code, mail_class_position, mail_class_ja, mail_class_en, fiscal_year,
        mail_class_code in ('mail', 'total_items_until_2007') as is_in_trend,
        count(*) over (partition by mail_class_code) as figure_count,
        max(fiscal_year) over (partition by mail_class_code) as last_year
    from reports.mail_trend
    where is_preferred and volume_items is not null
),
others as (
    select metric_code as mail_class_code, fiscal_year, true as is_in_retreat
    from reports.national_observation
    where period_type = 'fiscal_year' and value is not null
    union
    select 'yu_pack' as mail_class_code, fiscal_year, false as is_in_retreat
    from reports.parcel_share
    where carrier_code = 'japan_post' and measure = 'volume' and volume_items is not null
),
-- Where both have a year, the single figure is the one that is named.
missing as (
    select mail_class_code, fiscal_year, bool_or(is_in_retreat) as is_in_retreat
    from others
    where not exists (
        select 1 from shown where shown.mail_class_code = others.mail_class_code and shown.fiscal_year = others.fiscal_year
    )
    group by mail_class_code, fiscal_year
)
select
    shown.mail_class_ja, shown.mail_class_en, shown.is_in_trend, missing.is_in_retreat,
    string_agg(distinct missing.fiscal_year || '年度', '、' order by missing.fiscal_year || '年度') as years_ja,
    string_agg(distinct missing.fiscal_year || '', ', ' order by missing.fiscal_year || '') as years_en
from missing
join shown on shown.mail_class_code = missing.mail_class_code
where shown.is_in_trend
    or (shown.figure_count > 1 and shown.last_year >= 2015 and shown.mail_class_code not like '%until_2007')
group by shown.mail_class_ja, shown.mail_class_en, shown.mail_class_position, shown.is_in_trend, missing.is_in_retreat
order by shown.mail_class_position, missing.is_in_retreat desc
