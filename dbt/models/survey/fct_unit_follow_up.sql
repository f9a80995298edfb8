-- One row is one unit of the frame of a wave that takes forms, with whether it has answered; by name, so never published.
with

waves_with_forms as (
    select distinct wave_id from {{ ref('fct_form_submission') }}
),

units as (
    select * from {{ ref('int_frame_unit') }}
),

counting as (
    select * from {{ ref('fct_form_submission') }}
    where is_counting
),

refused as (
    select distinct unit_key from {{ ref('fct_form_submission') }}
    where state = 'refused' and unit_key is not null
)

select
    units.unit_key,
    units.wave_id,
    units.unit_id,
    units.unit_name_ja,
    case
        when counting.unit_key is not null then counting.state
        when refused.unit_key is not null then 'only_refused'
        else 'missing'
    end as follow_up_state,
    counting.submitted_on,
    counting.is_late,
    counting.source_file
from units
inner join waves_with_forms on units.wave_id = waves_with_forms.wave_id
left join counting on units.unit_key = counting.unit_key
left join refused on units.unit_key = refused.unit_key
