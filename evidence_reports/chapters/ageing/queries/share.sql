-- The share of residents of 65 and over, an edition a line.
select
    *, value as value_pct,
    edition_short_ja as line_ja, edition_short_en as line_en,
    edition_code = 'census_counts' as is_census,
    kind = 'projection' as is_projection,
    -- Printed one by one, and never joined.
    edition_code = 'ipss2023_medium' as is_single
from reports.ageing_series
where age_group = '65_over' and unit = 'percent'
  and edition_code in ('census_counts', 'ageing_wp_2023', 'ipss2017_medium', 'ipss2023_medium')
  and not (kind = 'census' and edition_code <> 'census_counts')
order by edition_position, year
