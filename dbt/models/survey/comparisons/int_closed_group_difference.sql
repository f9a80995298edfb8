-- One row is the error of one difference between two groups with a closed form: category × weighting × two groups.
-- Two groups of one domain have no respondent in common, so with z = z_a - z_b in every cell
-- Σz² = Σz_a² + Σz_b² and Σz = Σz_a - Σz_b: V = V_a + V_b - 2 C with C = - Σ_h (1 - f) n / (n - 1) Σz_a Σz_b / n
-- (Särndal, Swensson & Wretman 1992, sections 3.7, 5.6 and 7.6; Lohr 2022, section 4.3).
with

pairs as (
    select * from {{ ref('int_group_pair') }}
    where weighting <> 'raked'
),

cells as (
    select * from {{ ref('int_closed_share_cell') }}
),

-- Cells with respondents of either group. A single respondent of a stratum and a stratum that answered as a
-- whole add nothing: no mean is taken out there (inverse_size = 0), or there is no error (factor = 0).
common_cells as (
    select
        pairs.category_key,
        pairs.weighting_key,
        pairs.domain_key,
        pairs.other_domain_key,
        count(*) as cell_count,
        sum(
            cells.factor * cells.inverse_size
            * (cells.n_yes - pairs.share * cells.n_base)
            * (other_cells.n_yes - pairs.other_share * other_cells.n_base)
        ) as product
    from pairs
    inner join cells
        on pairs.category_key = cells.category_key
        and pairs.weighting_key = cells.weighting_key
        and pairs.domain_key = cells.domain_key
    inner join cells as other_cells
        on pairs.category_key = other_cells.category_key
        and pairs.other_domain_key = other_cells.domain_key
        and cells.cell_key = other_cells.cell_key
    group by pairs.category_key, pairs.weighting_key, pairs.domain_key, pairs.other_domain_key
),

parts as (
    select
        pairs.category_key,
        pairs.weighting_key,
        pairs.domain_key,
        pairs.other_domain_key,
        pairs.standard_error * pairs.standard_error
        + pairs.other_standard_error * pairs.other_standard_error as own_variances,
        2 * coalesce(common_cells.product, 0) / (pairs.weighted_base * pairs.other_weighted_base) as in_common,
        -- Respondents of both bases less the strata they are in: a stratum in both has been taken off twice,
        -- and cells formed afterwards are one stratum.
        pairs.degrees_of_freedom + pairs.other_degrees_of_freedom
        + case when pairs.weighting = 'poststratified' then 1 else coalesce(common_cells.cell_count, 0) end
            as degrees_of_freedom
    from pairs
    left join common_cells
        on pairs.category_key = common_cells.category_key
        and pairs.weighting_key = common_cells.weighting_key
        and pairs.domain_key = common_cells.domain_key
        and pairs.other_domain_key = common_cells.other_domain_key
)

select
    category_key,
    weighting_key,
    domain_key,
    other_domain_key,
    {{ settled('(own_variances + in_common)', 'own_variances') }} as variance,
    cast(degrees_of_freedom as {{ dbt.type_int() }}) as degrees_of_freedom
from parts
