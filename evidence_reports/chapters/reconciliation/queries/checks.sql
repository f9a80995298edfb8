-- Arithmetic received with the sources, worked out again, and held against the result received and against the
-- published figure. Formulas are put into the reader's language; numbers are left as they came, with one sign for less.
with
worded as (
    select
        *,
        concat_ws('：', signed, inputs_shown) as received_ja,
        -- Ten 億 are a billion: the point moves by one digit.
        regexp_replace(
            regexp_replace(concat_ws(': ', signed, inputs_shown), '(\d+)(\d)\.(\d+)億', '\1.\2\3 billion', 'g'),
            '(\d+)(\d)億', '\1.\2 billion', 'g'
        ) as in_billions
    from (
        select
            *,
            regexp_replace(formula, '-( ?\d| )', '−\1', 'g') as signed,
            case when inputs = formula or inputs = '億円' then null else inputs end as inputs_shown
        from reports.arithmetic_check
    )
)
select
    *,
    replace(regexp_replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
            received_ja, 'sum over 47 prefectures', '都道府県の計'), 'parcel post', '小包'), 'parcels', '荷物'), 'domestic', '内国'),
            'international', '国際'), 'intl', '国際'), 'ordinary', '普通'), 'special', '特殊'), 'YuPack', 'ゆうパック'),
            'YuMail', 'ゆうメール'), 'truck', 'トラック'), 'air', '航空'), 'mail', '郵便物'),
        'FY(\d{4})', '\1年度', 'g'
    ), 'total', '総数') as formula_ja,
    replace(replace(replace(in_billions, 'ある', 'yes'), 'なし', 'no'), 'Yu', 'Yu-') as formula_en,
    case published_text when '6割弱' then 'just under 60%' when '約9割' then 'about 90%' else coalesce(published_text, '') end as published_en,
    coalesce(published_text, '') as published_ja,
    case when agrees is null then 'not_compared' when agrees then 'agrees' else 'differs' end as received_badge,
    case when agrees_with_published is null then 'not_compared' when agrees_with_published then 'agrees' else 'differs' end as published_badge,
    case when recomputed_value is null then '' else replace(regexp_replace(format('{:,.4f}', recomputed_value), '\.?0+$', ''), '-', '−') end as again,
    coalesce(note_ja, '') as remark_ja, coalesce(note_en, '') as remark_en
from worded
order by check_id
