-- The population of the nation, an edition a line.
select
    *, value / 1e8 as value_oku, value / 1e6 as value_million,
    case edition_code
        when 'census_counts' then '国勢調査'
        when 'ageing_wp_2023' then '2022年の推計人口'
        when 'ipss2017_medium' then '平成29年推計'
        when 'ipss2023_medium' then '令和5年推計'
    end as line_ja,
    case edition_code
        when 'census_counts' then 'Census'
        when 'ageing_wp_2023' then 'Estimate of 2022'
        when 'ipss2017_medium' then '2017 edition'
        when 'ipss2023_medium' then '2023 edition'
    end as line_en,
    edition_code = 'census_counts' as is_census,
    kind = 'projection' as is_projection,
    -- Printed one by one, and never joined.
    edition_code = 'ipss2023_medium' as is_single
from reports.ageing_series
where age_group = 'total' and unit = 'persons'
  and edition_code in ('census_counts', 'ageing_wp_2023', 'ipss2017_medium', 'ipss2023_medium')
  and not (kind = 'census' and edition_code <> 'census_counts')
order by edition_position, year
