-- One row is one wave of a questionnaire.
select
    wave_id,
    title_ja,
    title_en,
    field_start,
    field_end,
    field_end_precision,
    universe_code,
    case universe_code
        when 'municipalities' then '全ての市区町村'
        when 'prefectures' then '全ての都道府県'
        when 'municipalities_and_prefectures' then '全ての都道府県及び市区町村'
        else '調査票で定めた対象'
    end as universe_ja,
    case universe_code
        when 'municipalities' then 'All municipalities'
        when 'prefectures' then 'All prefectures'
        when 'municipalities_and_prefectures' then 'All prefectures and municipalities'
        else 'As defined in the instrument'
    end as universe_en,
    nature
from {{ ref('stg_survey_wave') }}
