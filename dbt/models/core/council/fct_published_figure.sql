-- One row is one figure, date or name as the overview of the first report prints it.
with

figures as (
    select * from {{ ref('stg_overview_figure') }}
),

joined as (
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
        figures.definition_ja,
        figures.definition_en,
        {{ ranked_origin('figures') }}
    from figures
    {{ join_origin('figures') }}
)

select
    figure_id,
    position,
    section_ja,
    section_en,
    statement_ja,
    statement_en,
    published_text,
    published_value,
    published_decimals,
    published_unit,
    definition_ja,
    definition_en,
    {{ kept_origin() }}
from joined
