-- One row is one respondent in one group that figures are published for.
select
    respondents.wave_id,
    respondents.unit_id,
    unit_domains.domain,
    unit_domains.domain_value
from {{ ref('int_respondent') }} as respondents
inner join {{ ref('int_unit_domain') }} as unit_domains on respondents.unit_key = unit_domains.unit_key
