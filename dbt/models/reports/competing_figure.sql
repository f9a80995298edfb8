-- One row is one of the figures that contradict each other, with how far it lies from the one that leads.
with

members as (
    select * from {{ ref('figure_conflict_member') }}
),

observed as (
    select * from {{ ref('int_observed_number') }}
    where is_preferred
),

sources as (
    select * from {{ ref('dim_source') }}
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
        min(observed.source_id) as source_id,
        max(sources.source_rank) as source_rank
    from members
    left join observed
        on members.fact = observed.fact
        and members.item = observed.item
        and members.metric = observed.metric
        and members.period = observed.period
    left join sources on observed.source_id = sources.source_id
    group by members.conflict_id, members.member_no
    having count(*) = count(observed.value)
),

-- The rule of the warehouse: the lower rank of source, then the place in the list.
placed as (
    select
        *,
        row_number() over (partition by conflict_id order by coalesce(source_rank, 99), member_no) = 1 as is_preferred
    from figures
),

leading as (
    select
        conflict_id,
        value as leading_value
    from placed
    where is_preferred
)

select
    placed.conflict_id,
    conflicts.position,
    conflicts.title_ja,
    conflicts.title_en,
    conflicts.explanation_ja,
    conflicts.explanation_en,
    cast(placed.member_no as {{ dbt.type_int() }}) as member_no,
    placed.figure_ja,
    placed.figure_en,
    placed.period_text,
    placed.value,
    placed.unit_code as unit,
    units.unit_ja,
    units.unit_en,
    placed.is_preferred,
    100.0 * (placed.value - leading.leading_value) / nullif(leading.leading_value, 0) as difference_pct,
    placed.source_id,
    source.source_label_ja,
    source.source_label_en,
    source.url as source_url,
    false as has_sample
from placed
inner join {{ ref('figure_conflict') }} as conflicts on placed.conflict_id = conflicts.conflict_id
inner join leading on placed.conflict_id = leading.conflict_id
left join {{ ref('dim_unit') }} as units on placed.unit_code = units.unit_code
left join sources as source on placed.source_id = source.source_id
