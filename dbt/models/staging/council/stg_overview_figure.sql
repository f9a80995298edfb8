-- One row is one figure, date or name printed in the overview of the first report.
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
    unit as published_unit,
    definition_ja,
    definition_en,
    {{ received_origin() }}
from {{ source('raw', 'overview_figure') }}
