-- One row is one question of a wave and the question of an earlier wave that it can be compared with.
with

questions as (
    select * from {{ ref('stg_survey_question') }}
),

versions as (
    select * from {{ ref('dim_question') }}
)

select
    earlier.question_key as from_question_key,
    later.question_key as to_question_key,
    questions.same_as_wave_id as from_wave_id,
    questions.same_as_question_id as from_question_id,
    questions.wave_id as to_wave_id,
    questions.question_id as to_question_id,
    questions.comparability,
    -- With another scale or type the options mean something else: shares are not subtracted.
    questions.comparability <> 'scale_changed' and earlier.question_type = later.question_type as has_same_scale
from questions
inner join versions as later
    on questions.wave_id = later.wave_id and questions.question_id = later.question_id
-- An earlier wave that is not in the warehouse cannot be compared with; the test on same_as names it.
inner join versions as earlier
    on questions.same_as_wave_id = earlier.wave_id and questions.same_as_question_id = earlier.question_id
