-- One row is the census population of one prefecture, municipality or ward on one date.
select
    code6,
    name_ja as area_name,
    municipality_id,
    as_of_date,
    population_persons,
    population_persons_status as population_status,
    male_persons,
    male_persons_status as male_status,
    female_persons,
    female_persons_status as female_status,
    source_file,
    row_number
from {{ source('raw', 'census_population') }}
