-- One row is one statement of a printed figure found in the facts: figure × source; the source may be the report itself.
with

terms as (
    select
        rules.formula,
        rules.printed_step,
        terms.*
    from {{ ref('reconciliation_rule') }} as rules
    inner join {{ ref('reconciliation_term') }} as terms
        on rules.target = terms.target
        and rules.target_id = terms.target_id
    where rules.target = 'figure' and rules.formula in ('stated', 'read_back')
),

observations as (
    select
        fact,
        item,
        metric,
        period,
        value as stated_value,
        cast(null as {{ dbt.type_string() }}) as stated_text,
        source_id
    from {{ ref('int_observed_number') }}

    union all

    select
        fact,
        item,
        metric,
        period,
        cast(null as double) as stated_value,
        stated_text,
        source_id
    from {{ ref('int_observed_text') }}
),

figures as (
    select * from {{ ref('fct_published_figure') }}
)

select
    terms.target_id as figure_id,
    terms.printed_step,
    observations.stated_value,
    observations.stated_text,
    -- What was taken from the report itself is read back, wherever else it is listed.
    case when terms.formula = 'read_back' then figures.source_id else observations.source_id end as source_id
from terms
inner join observations
    on terms.fact = observations.fact
    and terms.item = observations.item
    and terms.metric = observations.metric
    and (
        terms.period_from is null
        or observations.period between terms.period_from and coalesce(terms.period_to, terms.period_from)
    )
inner join figures on terms.target_id = figures.figure_id
