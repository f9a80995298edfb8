-- One row is the answer to one question, for all municipalities concerned or for one of the groups compared.
{% set worst_prefectures = 5 %}
with

questions as (
    select * from {{ ref('question') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

figures as (
    select * from {{ ref('fct_municipality_indicator') }}
),

newest_dates as (
    select
        indicator_id,
        max(as_of_date) as as_of_date
    from figures
    group by indicator_id
),

newest as (
    select figures.*
    from figures
    inner join newest_dates
        on figures.indicator_id = newest_dates.indicator_id
        and figures.as_of_date = newest_dates.as_of_date
),

single_offices as (
    select
        municipality_id,
        as_of_date,
        value = 1 as is_single
    from newest
    where indicator_id = 'single_office'
),

-- Which group each municipality belongs to, and the date of that.
depopulation as (
    select
        municipality_id,
        as_of_date as group_date,
        case when value = 1 then 'depopulated' else 'other' end as group_code
    from newest
    where indicator_id = 'depopulated'
),

distances as (
    select
        municipality_id,
        as_of_date as group_date,
        case when ntile(4) over (order by value desc, municipality_id) = 1 then 'far_apart' else 'other' end as group_code
    from newest
    where indicator_id = 'mean_nearest_office_km' and value is not null
),

groups as (
    select
        questions.question_id,
        questions.indicator_id,
        depopulation.municipality_id,
        depopulation.group_date,
        depopulation.group_code
    from questions
    cross join depopulation
    where questions.question_id in (
        'residents_per_operating_office', 'single_elderly_in_depopulated', 'decline_in_depopulated',
        'closures_in_depopulated'
    )

    union all

    select
        questions.question_id,
        questions.indicator_id,
        single_offices.municipality_id,
        single_offices.as_of_date as group_date,
        case when single_offices.is_single then 'single_office' else 'other' end as group_code
    from questions
    cross join single_offices
    where questions.question_id = 'ageing_at_single_office'

    union all

    select
        questions.question_id,
        questions.indicator_id,
        distances.municipality_id,
        distances.group_date,
        distances.group_code
    from questions
    cross join distances
    where questions.question_id = 'cards_where_offices_are_far'
),

-- Ratios of sums over the municipalities with both numbers.
compared as (
    select
        groups.question_id,
        groups.group_code,
        max(indicators.multiplier) * sum(newest.numerator_value) / sum(newest.denominator_value)
        - max(indicators.subtract) as value,
        count(*) as municipality_count,
        max(newest.as_of_date) as as_of_date,
        max(newest.denominator_date) as denominator_date,
        max(groups.group_date) as group_date,
        {{ any_sample('newest.has_sample') }} as has_sample
    from groups
    inner join newest
        on groups.municipality_id = newest.municipality_id
        and groups.indicator_id = newest.indicator_id
    inner join {{ ref('dim_indicator') }} as indicators on groups.indicator_id = indicators.indicator_id
    where newest.numerator_value is not null and newest.denominator_value is not null
    group by groups.question_id, groups.group_code
),

declines as (
    select
        'decline_with_single_office' as question_id,
        case when changes.value is null then 'no_projection' else 'all' end as group_code,
        1e0 * count(*) as value,
        count(*) as municipality_count,
        max(changes.as_of_date) as as_of_date,
        max(changes.denominator_date) as denominator_date,
        max(single_offices.as_of_date) as group_date,
        {{ any_sample('changes.has_sample') }} as has_sample
    from newest as changes
    inner join single_offices on changes.municipality_id = single_offices.municipality_id
    where changes.indicator_id = 'projected_change_2050_pct'
        and single_offices.is_single
        and (changes.value < -40 or changes.value is null)
    group by case when changes.value is null then 'no_projection' else 'all' end
),

without_operating as (
    select
        'without_operating_office' as question_id,
        'all' as group_code,
        1e0 * count(*) as value,
        count(*) as municipality_count,
        max(as_of_date) as as_of_date,
        cast(null as date) as denominator_date,
        cast(null as date) as group_date,
        {{ any_sample('has_sample') }} as has_sample
    from newest
    where indicator_id = 'operating_post_offices' and value = 0
),

offices as (
    select
        *,
        max(as_of_date) over () as last_date,
        min(as_of_date) over () as first_date
    from {{ ref('fct_post_office_count') }}
    where is_preferred
),

by_type as (
    select
        'contract_closures' as question_id,
        case office_type_code when 'contract' then 'contract' else 'direct' end as group_code,
        100.0 * sum(case when status_code = 'closed' then office_count else 0 end) / sum(office_count) as value,
        cast(null as {{ dbt.type_int() }}) as municipality_count,
        max(as_of_date) as as_of_date,
        cast(null as date) as denominator_date,
        cast(null as date) as group_date,
        {{ any_sample() }} as has_sample
    from offices
    where as_of_date = last_date
    group by case office_type_code when 'contract' then 'contract' else 'direct' end
),

rises as (
    select
        prefecture_code,
        sum(case
            when status_code <> 'closed' then 0
            when as_of_date = last_date then office_count
            when as_of_date = first_date then -office_count
            else 0
        end) as value,
        max(last_date) as as_of_date,
        max(first_date) as denominator_date,
        {{ any_sample() }} as has_sample
    from offices
    group by prefecture_code
),

worst as (
    select
        *,
        rank() over (order by value desc) as place
    from rises
),

by_prefecture as (
    select
        'closures_by_prefecture' as question_id,
        prefecture_code as group_code,
        1e0 * value as value,
        cast(null as {{ dbt.type_int() }}) as municipality_count,
        as_of_date,
        denominator_date,
        cast(null as date) as group_date,
        has_sample
    from worst
    where place <= {{ worst_prefectures }}
),

answers as (
    {%- for answer in ['compared', 'declines', 'without_operating', 'by_type', 'by_prefecture'] %}
    select
        question_id,
        group_code,
        value,
        municipality_count,
        as_of_date,
        denominator_date,
        group_date,
        has_sample
    from {{ answer }}{{ ' union all' if not loop.last }}
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
