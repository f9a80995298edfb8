-- One row is the answer to one question, for all municipalities concerned or for one of the groups compared.
{% set of_each_question = [
    ref('int_question_ageing_at_single_office'),
    ref('int_question_cards_where_offices_are_far'),
    ref('int_question_closures_by_prefecture'),
    ref('int_question_closures_in_depopulated'),
    ref('int_question_contract_closures'),
    ref('int_question_decline_in_depopulated'),
    ref('int_question_decline_with_single_office'),
    ref('int_question_residents_per_operating_office'),
    ref('int_question_single_elderly_in_depopulated'),
    ref('int_question_without_operating_office')
] %}
with

questions as (
    select * from {{ ref('question') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

answers as (
    {%- for question in of_each_question %}
    select
        question_id,
        group_code,
        value,
        municipality_count,
        as_of_date,
        denominator_date,
        group_date,
        has_sample
    from {{ question }}{{ ' union all' if not loop.last }}
    {%- endfor %}
)

select
    answers.question_id,
    cast(questions.position as {{ dbt.type_int() }}) as position,
    questions.question_ja,
    questions.question_en,
    answers.group_code,
    case answers.group_code
        when 'all' then '該当する市区町村'
        when 'no_projection' then '推計がなく判定できない市区町村'
        when 'depopulated' then '過疎地域の市区町村'
        when 'single_office' then '郵便局が1局以下の市区町村'
        when 'far_apart' then '郵便局間の平均距離が大きい4分の1の市区町村'
        when 'contract' then '簡易郵便局'
        when 'direct' then '直営の郵便局（分室を含む。）'
        when 'other' then 'その他の市区町村'
        else prefectures.prefecture_ja
    end as group_ja,
    case answers.group_code
        when 'all' then 'Municipalities concerned'
        when 'no_projection' then 'Municipalities without a projection, of which nothing can be said'
        when 'depopulated' then 'Depopulated municipalities'
        when 'single_office' then 'Municipalities with one post office or none'
        when 'far_apart' then 'The quarter of municipalities whose offices are farthest apart'
        when 'contract' then 'Contract post offices'
        when 'direct' then 'Direct post offices, sub-offices included'
        when 'other' then 'Other municipalities'
        else prefectures.prefecture_en
    end as group_en,
    1e0 * answers.value as value,
    units.unit_ja,
    units.unit_en,
    cast(answers.municipality_count as {{ dbt.type_int() }}) as municipality_count,
    answers.as_of_date,
    answers.denominator_date,
    answers.group_date,
    answers.has_sample
from answers
inner join questions on answers.question_id = questions.question_id
left join units on questions.unit_code = units.unit_code
left join {{ ref('dim_prefecture') }} as prefectures on answers.group_code = prefectures.prefecture_code
