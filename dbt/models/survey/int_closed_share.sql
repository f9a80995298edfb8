-- One row is one share with a closed form: category × group × weighting (unweighted, stratified, poststratified).
-- Counts per cell are sufficient: Särndal, Swensson & Wretman (1992), sections 3.7 and 7.6.
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

-- One row per share and cell: in the base, and of those yes.
counts as (
    select
        categories.category_key,
        base_counts.domain_key,
        cells.weighting_key,
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
),

-- With z = w (y - p) / N, the spread of z in a cell of c respondents, n of them in the base, is
-- (w / N)² [ y (n - y) / n + (y - p n)² (1 / n - 1 / c) ]: exact where the base is the whole cell. The
-- share is not known yet, so the square is summed by its three terms.
sums as (
    select
        category_key,
        domain_key,
        weighting_key,
        sum(n_base) as n_base,
        sum(n_yes) as n_yes,
        sum(weight * n_base) as weighted_base,
        sum(weight * n_yes) as weighted_yes,
        count(*) as cell_count,
        sum(factor * n_yes * (n_base - n_yes) / n_base) as within_cells,
        sum(factor * (1 / n_base - inverse_size) * n_yes * n_yes) as between_yes,
        sum(factor * (1 / n_base - inverse_size) * n_yes * n_base) as between_both,
        sum(factor * (1 / n_base - inverse_size) * n_base * n_base) as between_base
    from counts
    group by category_key, domain_key, weighting_key
),

shares as (
    select
        category_key,
        domain_key,
        weighting_key,
        n_base,
        n_yes,
        weighted_base,
        cell_count,
        -- All and none are exact, whatever the rounding of the weights.
        case when n_yes = n_base then 1 else weighted_yes / weighted_base end as share,
        within_cells,
        between_yes,
        between_both,
        between_base
    from sums
)

select
    category_key,
    domain_key,
    weighting_key,
    cast(n_base as {{ dbt.type_int() }}) as n_base,
    cast(n_yes as {{ dbt.type_int() }}) as n_yes,
    weighted_base,
    cast(share as double) as share,
    case
        when n_yes = 0 or n_yes = n_base then 0
        else greatest(
            (within_cells + between_yes - 2 * share * between_both + share * share * between_base)
            / (weighted_base * weighted_base),
            0
        )
    end as variance,
    cast(n_base - case when weighting_key = 3 then 1 else cell_count end as {{ dbt.type_int() }})
        as degrees_of_freedom
from shares
