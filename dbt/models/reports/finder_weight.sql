-- One row is the weight of one indicator on one side of the finder, in the default set of weights or one drawn around it.
select
    weight_set,
    side,
    indicator_id,
    weight,
    is_default,
    false as has_sample
from {{ ref('int_finder_weight') }}
