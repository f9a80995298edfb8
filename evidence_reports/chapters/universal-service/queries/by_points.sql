select *, rank_by_points = 1 as is_first from reports.closed_office_change
where office_type_code = 'total' and area_level = 'prefecture' and rank_by_points <= 3
order by rank_by_points, prefecture_code
