-- One row is what pages say about one printed figure: its kind, its unit and how it was checked.
select
    figure_id,
    value_kind,
    unit_ja,
    unit_en,
    is_headline,
    explanation_ja,
    explanation_en
from {{ ref('published_figure_note') }}
