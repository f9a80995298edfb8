-- One row is one of the figures that contradict each other, with how far it lies from the one that leads.
with

members as (
    select * from {{ ref('figure_conflict_member') }}
),

observed as (
    select * from {{ ref('int_observed_number') }}
    where is_preferred
),

-- A figure may be the sum of several; it is left out where one of them is not there.
figures as (
    select
        members.conflict_id,
        members.member_no,
        min(members.figure_ja) as figure_ja,
        min(members.figure_en) as figure_en,
        min(members.unit_code) as unit_code,
        min(members.period) as period_text,
        sum(members.weight * observed.value) as value,
        min(observed.source_id) as source_id
    from members
    left join observed
        on members.fact = observed.fact
        and members.item = observed.item
        and members.metric = observed.metric
        and members.period = observed.period
    group by members.conflict_id, members.member_no
    having count(*) = count(observed.value)
),

-- The list says which leads: its first figure.
first_figures as (
    select
        conflict_id,
        value as leading_value
    from figures
    where member_no = 1
)

select
    figures.conflict_id,
    conflicts.position,
    conflicts.title_ja,
    conflicts.title_en,
    conflicts.explanation_ja,
    conflicts.explanation_en,
    cast(figures.member_no as {{ dbt.type_int() }}) as member_no,
    figures.figure_ja,
    figures.figure_en,
    figures.period_text,
    figures.value,
    figures.unit_code as unit,
    units.unit_ja,
    units.unit_en,
    figures.member_no = 1 as is_preferred,
    100.0 * (figures.value - first_figures.leading_value) / nullif(first_figures.leading_value, 0) as difference_pct,
    {{ source_named('figures') }},
    false as has_sample
from figures
inner join {{ ref('figure_conflict') }} as conflicts on figures.conflict_id = conflicts.conflict_id
left join first_figures on figures.conflict_id = first_figures.conflict_id
left join {{ ref('dim_unit') }} as units on figures.unit_code = units.unit_code
left join {{ ref('dim_source') }} as source on figures.source_id = source.source_id
