-- One row is one option in one profile: how many chose it. The only scan of the answers for all estimates of shares.
select
    choices.option_key,
    profiles.profile_key,
    count(*) as n_yes
from {{ ref('int_option_choice') }} as choices
inner join {{ ref('int_unit_profile') }} as profiles on choices.unit_key = profiles.unit_key
group by choices.option_key, profiles.profile_key
