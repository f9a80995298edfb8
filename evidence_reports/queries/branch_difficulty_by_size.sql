-- Municipalities that sometimes find it difficult to keep their branches: weighted to all municipalities with its
-- interval, as counted, and as counted by population, for which there is no interval.
with
answers as (
    select * from reports.survey_result where question_id = 'R5_BRANCH_DIFFICULT' and option_code = '1' and not has_sample
),
estimate as (
    select * from reports.survey_published_estimate
    where question_id = 'R5_BRANCH_DIFFICULT' and option_code = '1' and not has_sample
)
select
    0 as place, true as is_weighted, false as is_answered,
    '全市区町村（人口規模で加重）' as group_ja, 'All municipalities, weighted for size' as group_en,
    n_yes as yes_count, n_base as base_count, share_pct, ci_low_pct, ci_high_pct,
    source_id, source_label_ja, source_label_en, has_sample
from estimate
union all by name
select
    case domain when 'all' then 1 else 2 + domain_value_position end as place, false as is_weighted, domain = 'all' as is_answered,
    case domain when 'all' then '回答した市区町村' else domain_value_ja end as group_ja,
    case domain when 'all' then 'Those that answered' else domain_value_en end as group_en,
    response_count as yes_count, base_count, share_pct, null::double as ci_low_pct, null::double as ci_high_pct,
    source_id, source_label_ja, source_label_en, has_sample
from answers
order by place
