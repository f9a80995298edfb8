-- Ratios as the documents print them beside those worked out from the volumes, to the digits that are printed.
select
    *,
    count(*) over () as ratio_count,
    count(*) filter (where agrees) over () as agreeing_count,
    replace(printf('%g', published_pct), '-', '−') as printed_value,
    case when agrees is null then 'not_compared' when agrees then 'agrees' else 'differs' end as result_badge,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from reports.mail_ratio
order by metric, fiscal_year, is_preferred desc
