-- One row is one file received as a filled form, with the unit of the frame it belongs to.
with

submissions as (
    select * from {{ ref('stg_form_submission') }}
),

units as (
    select * from {{ ref('int_frame_unit') }}
)

select
    submissions.source_file,
    submissions.wave_id,
    submissions.unit_id,
    units.unit_key,
    submissions.form_version,
    submissions.submitted_on,
    submissions.submitted_on_basis,
    cast(submissions.round_number as {{ dbt.type_int() }}) as round_number,
    submissions.is_late,
    submissions.state,
    submissions.superseded_by,
    submissions.state <> 'refused' and submissions.superseded_by is null as is_counting,
    cast(submissions.cell_count as {{ dbt.type_int() }}) as cell_count,
    cast(submissions.answer_count as {{ dbt.type_int() }}) as answer_count,
    cast(submissions.finding_count as {{ dbt.type_int() }}) as finding_count,
    cast(submissions.error_count as {{ dbt.type_int() }}) as error_count
from submissions
left join units on submissions.wave_id = units.wave_id and submissions.unit_id = units.unit_id
