-- Items delivered on 1 January by regional branch in the newest year that has them. Whether all branches are there is
-- told by their sum: each is rounded to a million.
with
regional as (
    select * from reports.new_year_mail
    where area_level = 'region' and metric = 'delivered_1_january' and is_preferred and volume_items is not null
),
newest as (select * from regional where edition_year = (select max(edition_year) from regional))
select
    newest.*,
    newest.volume_items / 1e4 as man, newest.volume_items / 1e6 as million,
    rank() over (order by newest.volume_items desc) = 1 as is_most,
    abs(sum(newest.volume_items) over () - nation.volume_items) < count(*) over () * 1e6 as are_all_known,
    coalesce(newest.note_ja, '') as remark_ja, coalesce(newest.note_en, '') as remark_en
from newest
join reports.new_year_mail as nation
    on nation.area_level = 'national' and nation.metric = newest.metric and nation.edition_year = newest.edition_year
    and nation.is_preferred
order by newest.volume_items desc
