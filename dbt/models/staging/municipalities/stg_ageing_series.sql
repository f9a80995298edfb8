-- One row is the population of the nation, or its share, in one age group on 1 October of one year, in one edition.
select
    year,
    make_date(year, 10, 1) as as_of_date,
    age_group,
    value,
    unit as unit_code,
    kind,
    edition as edition_code,
    source_id,
    source_file,
    row_number
from {{ source('raw', 'ageing_series') }}
