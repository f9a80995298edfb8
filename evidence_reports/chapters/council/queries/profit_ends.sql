-- First and newest result of the mail business, and how many of the three universal-service classes made a loss in the
-- newest year that has all three.
with
results as (
    select * from reports.postal_finance
    where metric = 'operating_profit' and is_preferred and value_yen is not null and fiscal_year is not null
),
mail as (select * from results where segment_code = 'mail_business'),
classes as (
    select fiscal_year, count(*) as class_count, count(*) filter (where value_yen < 0) as loss_count
    from results
    where segment_code in ('class_1', 'class_2', 'class_3')
    group by fiscal_year
)
select
    first.fiscal_year as first_year, abs(first.value_yen) as first_yen, sign(first.value_yen) as first_sign,
    newest.fiscal_year as newest_year, abs(newest.value_yen) as newest_yen, sign(newest.value_yen) as newest_sign,
    (select max(fiscal_year) from classes where class_count = 3) as classes_year,
    (select arg_max(loss_count, fiscal_year) from classes where class_count = 3) as loss_count,
    (select max(class_count) from classes where class_count = 3) as class_count
from (select * from mail order by fiscal_year limit 1) as first
cross join (select * from mail order by fiscal_year desc limit 1) as newest
