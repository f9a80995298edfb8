-- The population of the nation, an edition a line.
select
    *, value / 1e8 as value_oku, value / 1e6 as value_million,
    edition_short_ja as line_ja, edition_short_en as line_en,
    edition_code = 'census_counts' as is_census,
    kind = 'projection' as is_projection,
    -- Printed one by one, and never joined.
    edition_code = 'ipss2023_medium' as is_single
from reports.ageing_series
where age_group = 'total' and unit = 'persons'
  and edition_code in ('census_counts', 'ageing_wp_2023', 'ipss2017_medium', 'ipss2023_medium')
  and not (kind = 'census' and edition_code <> 'census_counts')
order by edition_position, year
