-- One row is the score and rank of one municipality on one side of the finder, with the ranks it could have.
select
    code6 as municipality_code6,
    municipality_id,
    side,
    score,
    score_rank as rank,
    rank_low,
    rank_high,
    missing_input_count,
    first_input_date,
    last_input_date,
    has_sample
from {{ ref('fct_finder_score') }}
