-- One row is one printed figure, with what facts say about it.
with

figures as (
    select * from {{ ref('fct_published_figure') }}
),

notes as (
    select * from {{ ref('published_figure_note') }}
),

rules as (
    select * from {{ ref('reconciliation_rule') }}
    where target = 'figure'
),

computations as (
    select * from {{ ref('int_figure_computation') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

-- Text has to be the same, a date as far as it is printed, be it to the year; a number has to round to the printed one: to its last decimal, or to the step
-- that its rule gives where it was printed more roughly (24,000 for 24,284).
compared as (
    select
        figures.figure_id,
        figures.position,
        figures.section_ja,
        figures.section_en,
        figures.statement_ja,
        figures.statement_en,
        figures.published_text,
        figures.published_value,
        figures.published_decimals,
        figures.published_unit,
        figures.source_id,
        figures.source_page,
        figures.is_sample,
        notes.value_kind,
        notes.unit_ja,
        notes.unit_en,
        notes.is_headline,
        notes.explanation_ja,
        notes.explanation_en,
        rules.formula,
        computations.method,
        computations.computed_value,
        case
            when notes.value_kind = 'date' and computations.computed_text is not null
                then computations.computed_text like figures.published_text || '%'
            when computations.computed_text is not null
                then computations.computed_text = figures.published_text
            else {{ rounds_to(
                'computations.computed_value',
                'figures.published_value',
                'coalesce(computations.printed_step, power(10, -coalesce(figures.published_decimals, 0)))'
            ) }}
        end as is_equal
    from figures
    left join notes on figures.figure_id = notes.figure_id
    left join rules on figures.figure_id = rules.target_id
    left join computations on figures.figure_id = computations.figure_id
)

select
    compared.figure_id,
    cast(compared.position as {{ dbt.type_int() }}) as position,
    compared.section_ja,
    compared.section_en,
    compared.statement_ja,
    compared.statement_en,
    compared.published_text,
    compared.published_value,
    cast(compared.published_decimals as {{ dbt.type_int() }}) as published_decimals,
    compared.computed_value,
    compared.published_unit as unit,
    compared.unit_ja,
    compared.unit_en,
    case
        -- A rule that finds nothing is a question the facts leave open.
        when compared.method is null and (compared.value_kind = 'quantity' or compared.formula is not null)
            then 'not_reproducible'
        when compared.method is null then 'not_numeric'
        when not coalesce(compared.is_equal, false) then 'differs'
        when compared.method = 'recomputed' then 'reproduced'
        when compared.method = 'second_source' then 'confirmed'
        else 'stated_only'
    end as status,
    compared.explanation_ja,
    compared.explanation_en,
    compared.is_headline,
    {{ source_columns('compared') }},
    compared.is_sample as has_sample
from compared
left join sources as source on compared.source_id = source.source_id
