-- One row is the registered population of one body, sex and kind of residents on one date, with its age groups.
{%- set from_65 = ['65_69', '70_74', '75_79'] %}
{%- set from_80_in_classes = ['80_84', '85_89', '90_94', '95_99', '100_over'] %}
{%- set from_80_in_one = ['80_over'] %}
with

-- A dash is a class without anybody; a class that is not published stays unknown.
rows_read as (
    select
        as_of_date,
        residents,
        code6,
        prefecture,
        name_ja,
        municipality_id,
        sex,
        population_persons,
        population_persons_status,
        {%- for class in from_65 + from_80_in_classes + from_80_in_one %}
        case
            when age_{{ class }}_persons_status = 'none' then 0
            else age_{{ class }}_persons
        end as age_{{ class }}_persons,
        {%- endfor %}
        source_file,
        row_number
    from {{ source('raw', 'resident_register_age') }}
),

-- Until 2014 the ages from 80 on are one class.
added_up as (
    select
        rows_read.*,
        {%- for class in from_65 %}
        age_{{ class }}_persons +
        {%- endfor %}
        coalesce(
            age_80_over_persons,
            {%- for class in from_80_in_classes %}
            age_{{ class }}_persons{{ ' +' if not loop.last }}
            {%- endfor %}
        ) as population_65plus_persons
    from rows_read
)

select
    as_of_date,
    case residents when '総計' then 'all' when '日本人住民' then 'japanese' when '外国人住民' then 'foreign' end as residents_code,
    code6,
    prefecture as prefecture_name,
    name_ja as area_name,
    municipality_id,
    case sex when '計' then 'total' when '男' then 'male' when '女' then 'female' end as sex_code,
    population_persons,
    population_persons_status as population_status,
    population_65plus_persons,
    case when population_65plus_persons is null then 'not_available' else 'ok' end as population_65plus_status,
    round(100.0 * population_65plus_persons / nullif(population_persons, 0), 2) as share_65plus_pct,
    source_file,
    row_number
from added_up
