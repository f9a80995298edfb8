-- One row is the population of the nation, or its share, in one age group on 1 October of one year, in one edition.
with

figures as (
    select * from {{ ref('fct_national_population') }}
)

select
    figures.as_of_date,
    cast(figures.year as {{ dbt.type_int() }}) as year,
    figures.age_group,
    age_groups.age_group_ja,
    age_groups.age_group_en,
    age_groups.position as age_group_position,
    figures.value,
    figures.unit_code as unit,
    units.unit_ja,
    units.unit_en,
    figures.kind,
    kinds.kind_ja,
    kinds.kind_en,
    figures.edition_code,
    editions.edition_ja,
    editions.edition_en,
    editions.edition_short_ja,
    editions.edition_short_en,
    editions.position as edition_position,
    editions.note_ja,
    editions.note_en,
    {{ source_named('figures') }},
    figures.is_sample as has_sample
from figures
inner join {{ ref('age_group') }} as age_groups on figures.age_group = age_groups.age_group
inner join {{ ref('population_kind') }} as kinds on figures.kind = kinds.kind
inner join {{ ref('population_edition') }} as editions on figures.edition_code = editions.edition_code
left join {{ ref('dim_unit') }} as units on figures.unit_code = units.unit_code
left join {{ ref('dim_source') }} as source on figures.source_id = source.source_id
