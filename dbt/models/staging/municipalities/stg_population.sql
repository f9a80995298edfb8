-- One row is the registered population of one prefecture, municipality or ward on one date.
select
    code6,
    prefecture as prefecture_name,
    name as area_name,
    municipality_id,
    as_of_date,
    population_persons,
    population_persons_status as population_status,
    population_65plus_persons,
    population_65plus_persons_status as population_65plus_status,
    share_65plus_pct,
    source_file,
    row_number
from {{ source('raw', 'population') }}
