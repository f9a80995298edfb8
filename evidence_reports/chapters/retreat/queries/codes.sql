-- Branch codes by kind of institution, against the first year: codes are no premises.
select
    s.*,
    replace(s.series_ja, 'の店舗コード数', '') as kind_ja,
    replace(s.series_en, 'Branch codes: ', '') as kind_en,
    s.series_code = 'bank_code_city_bank' as is_city
from reports.retreat_series as s
where s.series_group = 'bank_code' and s.is_preferred
  and s.series_code in (
      'bank_code_city_bank', 'bank_code_regional_bank', 'bank_code_second_regional_bank', 'bank_code_shinkin',
      'bank_code_agricultural_coop'
  )
order by s.position, s.as_of_date
