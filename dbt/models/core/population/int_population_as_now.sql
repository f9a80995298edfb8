-- One row is the registered population of one municipality of today on one date, in today's boundaries, or what cannot be allocated.
with

populations as (
    select
        municipality_id,
        as_of_date,
        population_persons,
        population_65plus_persons,
        is_sample
    from {{ ref('fct_population') }}
    -- Prefectures and wards repeat what their municipalities hold; what matches no body is kept and shown.
    where counts_in_1741 or area_type = 'not_matched'
)

{{ restate_to_current('populations', 'as_of_date', ['population_persons', 'population_65plus_persons'], by=['as_of_date']) }}
