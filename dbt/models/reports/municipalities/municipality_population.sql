-- One row is the registered population of one municipality on one date, in the boundaries of that date or in today's.
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
),

as_now as (
    {{ restate_to_current(
        'populations', 'as_of_date', ['population_persons', 'population_65plus_persons'], by=['as_of_date']
    ) | indent(4) }}
),

as_was as (
    select
        municipality_id,
        case when municipality_id is null then 'not_matched' else 'allocated' end as allocation,
        as_of_date,
        sum(population_persons) as population_persons,
        sum(case when population_persons is null then 1 else 0 end) as population_persons_missing_count,
        sum(population_65plus_persons) as population_65plus_persons,
        sum(case when population_65plus_persons is null then 1 else 0 end) as population_65plus_persons_missing_count,
        count(distinct municipality_id) as body_count,
        {{ any_sample() }} as has_sample
    from populations
    group by municipality_id, as_of_date
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
),

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

both_bases as (
    select
        'as_was' as boundary_basis,
        as_was.municipality_id,
        as_was.allocation,
        as_was.as_of_date,
        as_was.population_persons,
        as_was.population_persons_missing_count,
        as_was.population_65plus_persons,
        as_was.population_65plus_persons_missing_count,
        as_was.body_count,
        as_was.has_sample,
        municipalities.municipality_key
    from as_was
    left join municipalities
        on as_was.municipality_id = municipalities.municipality_id
        and {{ valid_on('as_was.as_of_date', 'municipalities') }}

    union all

    select
        'as_now' as boundary_basis,
        as_now.municipality_id,
        as_now.allocation,
        as_now.as_of_date,
        as_now.population_persons,
        as_now.population_persons_missing_count,
        as_now.population_65plus_persons,
        as_now.population_65plus_persons_missing_count,
        as_now.body_count,
        as_now.has_sample,
        municipalities.municipality_key
    from as_now
    left join municipalities
        on as_now.municipality_id = municipalities.municipality_id
        and municipalities.valid_to is null
)

select
    both_bases.boundary_basis,
    coalesce(both_bases.municipality_id, both_bases.allocation) as area_key,
    both_bases.as_of_date,
    both_bases.municipality_id,
    both_bases.allocation,
    municipalities.code5 as municipality_code5,
    case both_bases.allocation
        when 'divided' then '配分不能(分割された団体)'
        when 'no_successor' then '配分不能(承継団体なし)'
        when 'not_matched' then '団体を特定できない行'
        else municipalities.full_name_ja
    end as municipality_ja,
    case both_bases.allocation
        when 'divided' then 'Not allocated: bodies divided since'
        when 'no_successor' then 'Not allocated: bodies without a successor'
        when 'not_matched' then 'Rows matched to no body'
        else municipalities.name_en
    end as municipality_en,
    municipalities.municipality_type,
    municipalities.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    -- Double: a division by weights need not give whole people.
    1e0 * both_bases.population_persons as population_persons,
    cast(both_bases.population_persons_missing_count as {{ dbt.type_int() }}) as population_missing_count,
    1e0 * both_bases.population_65plus_persons as population_65plus_persons,
    cast(both_bases.population_65plus_persons_missing_count as {{ dbt.type_int() }}) as population_65plus_missing_count,
    -- A share of sums that both are complete; shares themselves cannot be restated.
    case
        when both_bases.population_persons > 0
            and both_bases.population_persons_missing_count = 0
            and both_bases.population_65plus_persons_missing_count = 0
            then 100.0 * both_bases.population_65plus_persons / both_bases.population_persons
    end as share_65plus_pct,
    cast(both_bases.body_count as {{ dbt.type_int() }}) as body_count,
    both_bases.has_sample
from both_bases
left join municipalities on both_bases.municipality_key = municipalities.municipality_key
left join prefectures on municipalities.prefecture_code = prefectures.prefecture_code
