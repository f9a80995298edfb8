-- One row is the weight of one indicator on one side of the finder, in the default set of weights or one drawn around it.
-- Decimals: the default weights of a side add up to exactly 1, whatever the order they are added in.
select
    weight_set,
    side,
    indicator_id,
    cast(weight as decimal(18, 16)) as weight,
    is_default,
    false as has_sample
from {{ ref('int_finder_weight') }}
