-- One row is one share in one cell of its weighting: category × group × cell, how many are in the base and how many of those yes.
{{ config(materialized='view') }}
with

profile_groups as (
    select
        profile_domains.profile_key,
        profile_domains.domain_key,
        profile_cells.cell_key
    from {{ ref('int_profile_domain') }} as profile_domains
    inner join {{ ref('int_profile_cell') }} as profile_cells
        on profile_domains.profile_key = profile_cells.profile_key
    where profile_cells.weighting <> 'raked'
),

cells as (
    select distinct
        cell_key,
        -- Whole numbers throughout: text keys would take three times as long.
        case weighting when 'unweighted' then 1 when 'stratified' then 2 else 3 end as weighting_key,
        weight,
        variance_factor * weight * weight as factor,
        coalesce(1 / cast(centring as double), 0) as inverse_size
    from {{ ref('int_weighting_cell') }}
),

base_counts as (
    select
        bases.question_key,
        profile_groups.domain_key,
        profile_groups.cell_key,
        sum(bases.n_valid) as n_valid,
        sum(bases.n_eligible) as n_eligible
    from {{ ref('int_profile_base') }} as bases
    inner join profile_groups on bases.profile_key = profile_groups.profile_key
    group by bases.question_key, profile_groups.domain_key, profile_groups.cell_key
),

yes_counts as (
    select
        yes.option_key,
        profile_groups.domain_key,
        profile_groups.cell_key,
        sum(yes.n_yes) as n_yes
    from {{ ref('int_profile_yes') }} as yes
    inner join profile_groups on yes.profile_key = profile_groups.profile_key
    group by yes.option_key, profile_groups.domain_key, profile_groups.cell_key
),

counts as (
    select
        categories.category_key,
        base_counts.domain_key,
        cells.weighting_key,
        cells.cell_key,
        cells.weight,
        cells.factor,
        cells.inverse_size,
        cast(
            case when categories.base = 'valid' then base_counts.n_valid else base_counts.n_eligible end as double
        ) as n_base,
        cast(
            case
                when categories.option_key is null then base_counts.n_eligible - base_counts.n_valid
                else coalesce(yes_counts.n_yes, 0)
            end as double
        ) as n_yes
    from base_counts
    inner join {{ ref('int_share_category') }} as categories
        on base_counts.question_key = categories.question_key
    inner join cells on base_counts.cell_key = cells.cell_key
    left join yes_counts
        on categories.option_key = yes_counts.option_key
        and base_counts.domain_key = yes_counts.domain_key
        and base_counts.cell_key = yes_counts.cell_key
    where case when categories.base = 'valid' then base_counts.n_valid else base_counts.n_eligible end > 0
)

select
    category_key,
    domain_key,
    weighting_key,
    cell_key,
    weight,
    factor,
    inverse_size,
    n_base,
    n_yes
from counts
