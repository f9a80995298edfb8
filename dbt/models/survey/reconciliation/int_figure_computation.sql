-- One row is one printed figure that facts speak to: recomputed, stated by a second source, or only read back.
with

recomputed as (
    select * from {{ ref('int_recomputed') }}
    where target = 'figure'
),

statements as (
    select * from {{ ref('int_figure_statement') }}
),

figures as (
    select * from {{ ref('fct_published_figure') }}
),

kinds as (
    select
        figure_id,
        value_kind
    from {{ ref('published_figure_note') }}
),

sources as (
    select * from {{ ref('dim_source') }}
),

-- A number has a second source only where another publisher states it: a council's draft repeats the
-- council's own count (a subcommittee is named with its council). A date is confirmed by any other document.
judged as (
    select
        statements.figure_id,
        statements.printed_step,
        statements.stated_value,
        statements.stated_text,
        statements.source_id,
        stating.source_rank,
        case
            when statements.source_id = figures.source_id then false
            when kinds.value_kind = 'date' then true
            else stating.publisher_ja not like printing.publisher_ja || '%'
        end as is_second_source
    from statements
    inner join figures on statements.figure_id = figures.figure_id
    inner join kinds on statements.figure_id = kinds.figure_id
    inner join sources as stating on statements.source_id = stating.source_id
    inner join sources as printing on figures.source_id = printing.source_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by figure_id
            order by case when is_second_source then 0 else 1 end, source_rank, source_id
        ) as choice
    from judged
)

select
    target_id as figure_id,
    recomputed_value as computed_value,
    cast(null as {{ dbt.type_string() }}) as computed_text,
    'recomputed' as method,
    printed_step
from recomputed

union all

select
    figure_id,
    stated_value as computed_value,
    stated_text as computed_text,
    case when is_second_source then 'second_source' else 'read_back' end as method,
    printed_step
from ranked
where choice = 1
