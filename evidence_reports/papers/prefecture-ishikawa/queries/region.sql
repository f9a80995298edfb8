-- The prefectures of the same regional branch of Japan Post, and the nation, by the share that is closed.
select
    c.*, c.prefecture_code = '17' as is_here
from reports.closed_office_change as c
left join reports.post_office_prefecture as p
    on p.prefecture_code = c.prefecture_code and p.as_of_date = c.to_date
where c.office_type_code = 'total'
  and (c.area_level = 'national' or p.region_code = (
      select region_code from reports.post_office_prefecture where prefecture_code = '17' limit 1
  ))
order by c.closed_share_to_pct desc
