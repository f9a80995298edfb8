-- City banks: codes beside staffed outlets.
select
    codes.first_value as first_codes, codes.latest_value as last_codes,
    codes.first_date as codes_from_date, codes.latest_date as codes_to_date,
    codes.latest_value - codes.first_value as code_change,
    codes.source_id in (select source_id from reports.source where source_rank >= 4) as is_secondary,
    outlets.first_value as first_outlets, outlets.latest_value as last_outlets,
    year(outlets.first_date) as outlets_from_year, year(outlets.latest_date) as outlets_to_year
from reports.retreat_summary as codes
cross join reports.retreat_summary as outlets
where codes.series_code = 'bank_code_city_bank' and outlets.series_code = 'bank_outlet_city_bank'
