-- The five municipalities with the highest score of need, by the default weights.
select
    s.rank, s.score as score_points, s.rank_low, s.rank_high, p.municipality_ja, p.municipality_en, p.prefecture_ja, p.prefecture_en,
    p.municipality_ja || '（' || p.prefecture_ja || '）' as place_ja,
    p.municipality_en || ', ' || p.prefecture_en as place_en,
    s.rank = 1 as is_first
from reports.finder_score as s
join reports.municipality_profile as p on p.municipality_code6 = s.municipality_code6
where s.side = 'need' and s.rank <= 5
order by s.rank, s.municipality_code6
