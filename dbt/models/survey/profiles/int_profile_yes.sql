-- One row is one option in one profile: how many chose it. The only scan of the answers for all estimates of shares.
select
    answers.option_key,
    profiles.profile_key,
    count(*) as n_yes
from {{ ref('fct_answer') }} as answers
inner join {{ ref('int_unit_profile') }} as profiles on answers.unit_key = profiles.unit_key
where answers.option_key is not null
group by answers.option_key, profiles.profile_key

union all

select
    choices.option_key,
    profiles.profile_key,
    count(*) as n_yes
from {{ ref('int_combined_choice') }} as choices
inner join {{ ref('int_unit_profile') }} as profiles on choices.unit_key = profiles.unit_key
group by choices.option_key, profiles.profile_key
