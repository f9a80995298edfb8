-- One row is one share with a closed form: category × group × weighting (unweighted, stratified, poststratified).
-- Counts per cell are sufficient: Särndal, Swensson & Wretman (1992), sections 3.7 and 7.6.
with

counts as (
    select * from {{ ref('int_closed_share_cell') }}
),

-- With z = w (y - p) / N, the spread of z in a cell of c respondents, n of them in the base, is
-- (w / N)² [ y (n - y) / n + (y - p n)² (1 / n - 1 / c) ]: exact where the base is the whole cell. The
-- share is not known yet, so the square of y - p n = y (1 - p) - (n - y) p is summed by its three terms,
-- which cancel no further than y (n - y) / n makes up for.
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
        sum(factor * (1 / n_base - inverse_size) * n_yes * (n_base - n_yes)) as between_both,
        sum(factor * (1 / n_base - inverse_size) * (n_base - n_yes) * (n_base - n_yes)) as between_no
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
        between_no
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
        else
            (
                within_cells
                + (1 - share) * (1 - share) * between_yes
                - 2 * share * (1 - share) * between_both
                + share * share * between_no
            ) / (weighted_base * weighted_base)
    end as variance,
    cast(n_base - case when weighting_key = 3 then 1 else cell_count end as {{ dbt.type_int() }})
        as degrees_of_freedom
from shares
