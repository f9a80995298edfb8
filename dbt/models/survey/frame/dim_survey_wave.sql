-- One row is one wave of a questionnaire.
select
    wave_id,
    title_ja,
    title_en,
    field_start,
    field_end,
    field_end_precision,
    interim_as_of,
    universe_code,
    case universe_code
        when 'municipalities' then '全ての市区町村'
        when 'prefectures' then '全ての都道府県'
        else '調査票で定めた対象'
    end as universe_ja,
    case universe_code
        when 'municipalities' then 'All municipalities'
        when 'prefectures' then 'All prefectures'
        else 'As defined in the instrument'
    end as universe_en,
    universe_note_ja,
    universe_note_en,
    has_own_frame,
    nature,
    -- The name the weighting has in estimates; none of its own means unweighted.
    case weighting_method when 'none' then 'unweighted' else weighting_method end as weighting,
    disclosure_threshold,
    disclosure_minimum_base,
    disclosure_dominance_percent
from {{ ref('stg_survey_wave') }}
