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
        weighting,
        n_frame,
        n_respondents,
        weight,
        variance_factor,
        centring
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
        cells.weighting,
        cells.weight,
        cells.variance_factor,
        cells.centring,
        case when categories.base = 'valid' then base_counts.n_valid else base_counts.n_eligible end as n_base,
        case
            when categories.option_key is null then base_counts.n_eligible - base_counts.n_valid
            else coalesce(yes_counts.n_yes, 0)
        end as n_yes
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

shares as (
    select
        category_key,
        domain_key,
        weighting,
        sum(n_base) as n_base,
        sum(n_yes) as n_yes,
        sum(weight * n_base) as weighted_base,
        sum(weight * n_yes) / sum(weight * n_base) as share,
        count(*) as cell_count
    from counts
    group by category_key, domain_key, weighting
),

-- z = w (y - p) / N: its sum and sum of squares over each cell, from the counts.
variances as (
    select
        counts.category_key,
        counts.domain_key,
        counts.weighting,
        sum(
            counts.variance_factor
            * power(counts.weight / shares.weighted_base, 2)
            * (
                counts.n_yes * power(1 - shares.share, 2)
                + (counts.n_base - counts.n_yes) * power(shares.share, 2)
                - coalesce(power(counts.n_yes - shares.share * counts.n_base, 2) / counts.centring, 0)
            )
        ) as variance
    from counts
    inner join shares
        on counts.category_key = shares.category_key
        and counts.domain_key = shares.domain_key
        and counts.weighting = shares.weighting
    group by counts.category_key, counts.domain_key, counts.weighting
)

select
    shares.category_key,
    shares.domain_key,
    shares.weighting,
    cast(shares.n_base as {{ dbt.type_int() }}) as n_base,
    cast(shares.n_yes as {{ dbt.type_int() }}) as n_yes,
    shares.weighted_base,
    -- All and none are exact, whatever the rounding of the weights.
    case
        when shares.n_yes = 0 then cast(0 as double)
        when shares.n_yes = shares.n_base then cast(1 as double)
        else shares.share
    end as share,
    case
        when shares.n_yes = 0 or shares.n_yes = shares.n_base then cast(0 as double)
        when variances.variance < 0 then cast(0 as double)
        else variances.variance
    end as variance,
    cast(
        shares.n_base - case when shares.weighting = 'poststratified' then 1 else shares.cell_count end
        as {{ dbt.type_int() }}
    ) as degrees_of_freedom
from shares
inner join variances
    on shares.category_key = variances.category_key
    and shares.domain_key = variances.domain_key
    and shares.weighting = variances.weighting
