-- One row is one estimated share before its interval: category × group × weighting.
with

together as (
    {%- for shares in [ref('int_closed_share'), ref('int_raked_share')] %}
    select
        category_key,
        domain_key,
        weighting_key,
        n_base,
        n_yes,
        weighted_base,
        share,
        variance,
        degrees_of_freedom
    from {{ shares }}{{ ' union all' if not loop.last }}
    {%- endfor %}
)

select
    cast(
        row_number() over (order by category_key, domain_key, weighting_key) as {{ dbt.type_int() }}
    ) as share_key,
    category_key,
    domain_key,
    weighting_key,
    case weighting_key
        when 1 then 'unweighted'
        when 2 then 'stratified'
        when 3 then 'poststratified'
        else 'raked'
    end as weighting,
    n_base,
    n_yes,
    weighted_base,
    share,
    sqrt(variance) as standard_error,
    degrees_of_freedom,
    -- Variance over that of a simple random sample of the base, both with the finite population correction.
    variance / nullif(
        {{ settled('(weighted_base - n_base)', 'weighted_base') }}
        / weighted_base * share * (1 - share) / nullif(n_base - 1, 0),
        0
    ) as design_effect
from together
