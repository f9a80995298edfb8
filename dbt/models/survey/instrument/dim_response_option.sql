-- One row is one response option of one question; a combined option stands for several options taken together.
with

options as (
    select * from {{ ref('stg_survey_option') }}
),

members as (
    select
        combined.*,
        options.position as member_position
    from {{ ref('stg_survey_combined_option') }} as combined
    inner join options
        on combined.wave_id = options.wave_id
        and combined.question_id = options.question_id
        and combined.member_code = options.option_code
),

together as (
    select
        wave_id,
        question_id,
        option_code,
        position,
        label_ja,
        label_en,
        is_exclusive,
        false as is_combined,
        cast(null as {{ dbt.type_string() }}) as combined_of
    from options

    union all

    select
        wave_id,
        question_id,
        option_code,
        position,
        label_ja,
        label_en,
        false as is_exclusive,
        true as is_combined,
        {{ dbt.listagg("member_code", "'|'", "order by member_position") }} as combined_of
    from members
    group by wave_id, question_id, option_code, position, label_ja, label_en
),

questions as (
    select * from {{ ref('dim_question') }}
)

select
    cast(
        row_number() over (order by questions.question_key, together.position) as {{ dbt.type_int() }}
    ) as option_key,
    questions.question_key,
    together.wave_id,
    together.question_id,
    together.option_code,
    together.position as option_position,
    -- Whoever reads a single row must see that it repeats others.
    case when together.is_combined then '（再掲）' else '' end || together.label_ja as option_ja,
    together.label_en || case when together.is_combined then ' (combined)' else '' end as option_en,
    together.is_exclusive,
    together.is_combined,
    together.combined_of
from together
inner join questions
    on together.wave_id = questions.wave_id and together.question_id = questions.question_id
