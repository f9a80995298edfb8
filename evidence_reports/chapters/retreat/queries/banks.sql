-- Staffed outlets by kind of institution: the first and the last year known, those that lost most first.
select
    s.*, replace(s.series_ja, 'の有人店舗数', '') as kind_ja, replace(s.series_en, 'Staffed outlets of ', '') as kind_en,
    s.change_from_first_pct as change_pct, -s.change_from_first_pct as loss_pct,
    s.change_from_first_pct = min(s.change_from_first_pct) over () as is_most
from reports.retreat_summary as s
where s.series_group = 'bank_outlet' and s.series_code like 'bank_outlet_%' and s.series_code <> 'bank_outlet_all'
order by s.change_from_first_pct
