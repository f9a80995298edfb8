-- Municipalities by how many post offices they have, in today's boundaries, on the newest date.
with
offices as (
    select value, as_of_date from reports.municipality_indicator
    where indicator_id = 'post_offices'
      and as_of_date = (select max(as_of_date) from reports.municipality_indicator where indicator_id = 'post_offices')
),
classes (low, high, class_ja, class_en) as (values
    (0, 0, 'なし', 'None'), (1, 1, '1局', 'One'), (2, 4, '2～4局', '2 to 4'), (5, 9, '5～9局', '5 to 9'),
    (10, 19, '10～19局', '10 to 19'), (20, 49, '20～49局', '20 to 49'), (50, 100000, '50局以上', '50 and over')
)
select
    c.class_ja, c.class_en, c.low = 1 as is_single, count(o.value) as municipality_count,
    (select max(as_of_date) from offices) as as_of_date,
    s.source_id, s.source_label_ja, s.source_label_en
from classes as c
left join offices as o on o.value between c.low and c.high
cross join (select source_id, source_label_ja, source_label_en from reports.universal_service order by as_of_date desc limit 1) as s
group by c.low, c.class_ja, c.class_en, s.source_id, s.source_label_ja, s.source_label_en
order by c.low
