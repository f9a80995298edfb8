-- One row is one profile of a raked wave in its level of one margin.
select
    profiles.profile_key,
    levels.level_key
from {{ ref('int_profile') }} as profiles
inner join {{ ref('int_respondent_level') }} as levels on profiles.example_unit_key = levels.unit_key
