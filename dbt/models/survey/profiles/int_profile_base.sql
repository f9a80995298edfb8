-- One row is one question in one profile: how many were asked and how many answered.
select
    asked.question_key,
    profiles.profile_key,
    sum(case when asked.is_eligible then 1 else 0 end) as n_eligible,
    sum(case when asked.is_answered then 1 else 0 end) as n_valid
from {{ ref('fct_asked') }} as asked
inner join {{ ref('int_unit_profile') }} as profiles on asked.unit_key = profiles.unit_key
group by asked.question_key, profiles.profile_key
