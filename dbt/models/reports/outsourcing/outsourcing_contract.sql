-- One row is one publicly reported outsourcing arrangement.
with

contracts as (
    select * from {{ ref('fct_outsourcing_contract') }}
),

municipalities as (
    select * from {{ ref('dim_municipality') }}
    where is_last_span
),

successors as (
    select * from {{ ref('bridge_municipality_successor') }}
    where is_last_span
),

prefectures as (
    select * from {{ ref('dim_prefecture') }}
),

populations as (
    select * from {{ ref('fct_population') }}
    where is_latest
),

bands as (
    select * from {{ ref('population_band') }}
),

services as (
    select * from {{ ref('service') }}
),

sources as (
    select * from {{ ref('dim_source') }}
)

select
    contracts.contract_id,
    municipalities.code5 as municipality_code5,
    municipalities.name_ja as municipality_ja,
    -- The romanised name of a former body is not known; the Japanese one stands in for it.
    coalesce(municipalities.name_en, municipalities.name_ja) as municipality_en,
    prefectures.prefecture_code,
    prefectures.prefecture_ja,
    prefectures.prefecture_en,
    populations.population_persons,
    populations.population_band_code as population_band,
    bands.population_band_ja,
    bands.population_band_en,
    populations.share_65plus_pct,
    contracts.service_code,
    services.service_ja,
    services.service_en,
    contracts.offices_ja,
    cast(contracts.office_count as {{ dbt.type_int() }}) as office_count,
    contracts.office_count_status,
    contracts.start_date,
    contracts.start_precision,
    contracts.start_note_ja,
    contracts.start_note_en,
    cast(contracts.task_count as {{ dbt.type_int() }}) as task_count,
    contracts.fee_ja,
    contracts.fee_en,
    contracts.note_ja,
    contracts.note_en,
    {{ source_columns('contracts') }},
    -- A reported arrangement is shown for the municipality of today; of a body divided since, which is none of
    -- its parts, as it was.
    case when successors.municipality_id is not null then 'as_now' else 'as_was' end as boundary_basis,
    contracts.is_sample or coalesce(populations.is_sample, false) as has_sample
from contracts
left join successors on contracts.municipality_id = successors.municipality_id
inner join municipalities
    on coalesce(successors.current_municipality_id, contracts.municipality_id) = municipalities.municipality_id
-- The successor may lie in another prefecture.
inner join prefectures on municipalities.prefecture_code = prefectures.prefecture_code
inner join services on contracts.service_code = services.service_code
left join populations on municipalities.municipality_id = populations.municipality_id
left join bands on populations.population_band_code = bands.population_band_code
left join sources as source on contracts.source_id = source.source_id
