-- Fails where a rule of reconciliation has no term, or a term no rule.
{{ config(meta={'dagster': {'ref': {'name': 'reconciliation_rule'}}}) }}
with

rules as (
    select target, target_id from {{ ref('reconciliation_rule') }}
),

terms as (
    select distinct target, target_id from {{ ref('reconciliation_term') }}
)

select
    rules.target_id as rule_target_id,
    terms.target_id as term_target_id
from rules
full outer join terms
    on rules.target = terms.target
    and rules.target_id = terms.target_id
where rules.target_id is null or terms.target_id is null
