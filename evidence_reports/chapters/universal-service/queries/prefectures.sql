-- Prefectures and the nation on the two dates; named are the largest changes, in the accent the largest rise by share.
select
    c.*,
    p.prefecture_code as code, p.prefecture_ja, p.prefecture_en, p.tile_column, p.tile_row,
    c.area_level = 'national' as is_nation,
    c.area_level = 'prefecture' and c.rank_by_points = 1 as is_first,
    c.area_level = 'prefecture' and (c.rank_by_points <= 5 or c.rank_by_number <= 3 or c.rank_by_points >= 46) as is_named
from reports.closed_office_change as c
left join reports.prefecture_profile as p on p.prefecture_code = c.prefecture_code
where c.office_type_code = 'total' and c.area_level in ('national', 'prefecture')
order by c.area_level, c.prefecture_code
