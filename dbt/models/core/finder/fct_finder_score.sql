-- One row is the score and rank of one municipality on one side of the finder, with the ranks it could have.
with

inputs as (
    select * from {{ ref('int_finder_input') }}
),

weights as (
    select * from {{ ref('int_finder_weight') }}
),

-- A missing input could be anything from 0 to 100; the score itself leaves it out.
scores as (
    select
        weights.weight_set,
        weights.is_default,
        inputs.side,
        inputs.municipality_id,
        inputs.code6,
        {{ certain(
            exact_sum('weights.weight * inputs.percentile')
            ~ ' / nullif(' ~ exact_sum('case when inputs.percentile is not null then weights.weight end') ~ ', 0)'
        ) }} as score,
        {{ certain(exact_sum('weights.weight * coalesce(inputs.percentile, 0)')) }} as score_low,
        {{ certain(exact_sum('weights.weight * coalesce(inputs.percentile, 100)')) }} as score_high,
        count(*) - count(inputs.percentile) as missing_input_count,
        min(inputs.as_of_date) as first_input_date,
        max(inputs.as_of_date) as last_input_date,
        {{ any_sample('inputs.has_sample') }} as has_sample
    from inputs
    inner join weights
        on inputs.side = weights.side
        and inputs.indicator_id = weights.indicator_id
    group by
        weights.weight_set,
        weights.is_default,
        inputs.side,
        inputs.municipality_id,
        inputs.code6
),

bounds as (
    select
        weight_set,
        side,
        municipality_id,
        'low' as bound_kind,
        score_low as bound,
        score_low < score_high as has_range
    from scores

    union all

    select
        weight_set,
        side,
        municipality_id,
        'high' as bound_kind,
        score_high as bound,
        score_low < score_high as has_range
    from scores
),

-- Surely above a municipality is whose lowest score beats its highest; possibly above is whose highest beats its lowest.
above as (
    select
        side,
        municipality_id,
        bound_kind,
        {%- for name, kind in [('surely_above', 'low'), ('possibly_above', 'high')] %}
        sum(case when bound_kind = '{{ kind }}' then 1 else 0 end)
            over (partition by weight_set, side order by bound desc)
        - sum(case when bound_kind = '{{ kind }}' then 1 else 0 end)
            over (partition by weight_set, side, bound) as {{ name }},
        {%- endfor %}
        has_range
    from bounds
),

ranges as (
    select
        side,
        municipality_id,
        min(case when bound_kind = 'high' then 1 + surely_above end) as rank_low,
        -- With inputs missing, its own highest score beats its own lowest.
        max(case when bound_kind = 'low' then 1 + possibly_above - case when has_range then 1 else 0 end end) as rank_high
    from above
    group by
        side,
        municipality_id
),

ranked as (
    select
        *,
        case
            when score is not null
                then rank() over (partition by side order by score desc nulls last)
        end as score_rank
    from scores
    where is_default
)

select
    ranked.municipality_id,
    ranked.code6,
    ranked.side,
    ranked.score,
    cast(ranked.score_rank as {{ dbt.type_int() }}) as score_rank,
    cast(ranges.rank_low as {{ dbt.type_int() }}) as rank_low,
    cast(ranges.rank_high as {{ dbt.type_int() }}) as rank_high,
    cast(ranked.missing_input_count as {{ dbt.type_int() }}) as missing_input_count,
    ranked.first_input_date,
    ranked.last_input_date,
    ranked.has_sample
from ranked
inner join ranges
    on ranked.municipality_id = ranges.municipality_id
    and ranked.side = ranges.side
