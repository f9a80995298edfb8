-- One row is the weight of one indicator on one side of the finder, in one set of weights: the default or one drawn around it.
with

sides as (
    select * from {{ ref('finder_default_weight') }}
),

-- Both sides together count half each.
defaults as (
    select
        side,
        indicator_id,
        weight
    from sides

    union all

    select
        'combined' as side,
        indicator_id,
        weight / 2 as weight
    from sides
),

-- Around the default, each weight in turn is half as heavy or half as heavy again; the others share the rest.
draws as (
    select
        'default' as weight_set,
        defaults.side,
        defaults.indicator_id,
        defaults.weight
    from defaults
{%- for name, factor in [('less', '0.5'), ('more', '1.5')] %}

    union all

    select
        '{{ name }}_' || turned.indicator_id as weight_set,
        defaults.side,
        defaults.indicator_id,
        defaults.weight * case when defaults.indicator_id = turned.indicator_id then {{ factor }} else 1 end as weight
    from defaults
    inner join defaults as turned on defaults.side = turned.side
{%- endfor %}
)

select
    weight_set,
    side,
    indicator_id,
    weight / sum(weight) over (partition by weight_set, side) as weight,
    weight_set = 'default' as is_default
from draws
