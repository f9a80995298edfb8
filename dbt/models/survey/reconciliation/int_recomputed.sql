-- One row is one printed figure or received check, recomputed from facts by its rule; without all its terms there is no row.
-- Here, because it is the first room that sees the facts of all subjects.
with

rules as (
    select * from {{ ref('reconciliation_rule') }}
    where formula not in ('stated', 'read_back')
),

terms as (
    select
        *,
        count(*) over (partition by target, target_id) as term_count
    from {{ ref('reconciliation_term') }}
),

observations as (
    select fact, item, metric, period, value from {{ ref('int_observed_number') }} where is_preferred
    union all
    select fact, item, metric, period, value from {{ ref('int_survey_observed_number') }} where is_preferred
),

-- A term without metric or period takes all of them.
found as (
    select
        terms.target,
        terms.target_id,
        terms.term_no,
        terms.term_count,
        case when terms.side = 'value' then terms.weight * observations.value end as value,
        case when terms.side = 'base' then terms.weight * observations.value end as base,
        observations.period
    from terms
    inner join observations
        on terms.fact = observations.fact
        and terms.item = observations.item
        and (terms.metric is null or terms.metric = observations.metric)
        and (
            terms.period_from is null
            or observations.period between terms.period_from and coalesce(terms.period_to, terms.period_from)
        )
    where observations.value is not null
),

-- Added up in the order of the terms, so that the last bit of a sum is the same in every build.
added as (
    select
        target,
        target_id,
        term_no,
        term_count,
        value,
        sum(value) over (in_order rows between unbounded preceding and unbounded following) as value_sum,
        sum(base) over (in_order rows between unbounded preceding and unbounded following) as base_sum,
        first_value(period) over (partition by target, target_id order by value desc nulls last, period) as period_of_largest,
        min(period) over (partition by target, target_id) as first_period
    from found
    window in_order as (partition by target, target_id order by term_no, period)
),

sides as (
    select
        target,
        target_id,
        max(value_sum) as value_sum,
        max(base_sum) as base_sum,
        max(value) as largest_value,
        -- Figures that begin with their largest show no peak.
        max(nullif(period_of_largest, first_period)) as period_of_largest
    from added
    group by target, target_id, term_count
    having count(distinct term_no) = term_count
),

computed as (
    select
        rules.target,
        rules.target_id,
        rules.printed_step,
        case rules.formula
            when 'sum' then sides.value_sum / coalesce(rules.divided_by, 1)
            when 'share_pct' then 100.0 * sides.value_sum / nullif(sides.base_sum, 0)
            when 'decrease_pct' then 100.0 * (1 - sides.value_sum / nullif(sides.base_sum, 0))
            when 'largest' then sides.largest_value
            -- Of a fiscal year its number.
            when 'period_of_largest' then cast(replace(sides.period_of_largest, 'FY', '') as double)
        end as recomputed_value
    from rules
    inner join sides
        on rules.target = sides.target
        and rules.target_id = sides.target_id
)

select
    target,
    target_id,
    printed_step,
    recomputed_value
from computed
where recomputed_value is not null
