-- One row is one ratio on mail computed from volumes under the name a source prints it by: metric × fiscal year.
with

volumes as (
    select
        fiscal_year,
        mail_class_code,
        volume_items
    from {{ ref('fct_mail_volume') }}
    where is_preferred and period_type = 'fiscal_year' and area_level = 'national'
),

rules as (
    select * from {{ ref('mail_ratio_rule') }}
)

select
    rules.metric,
    later.fiscal_year,
    case
        when rules.is_decrease then 100.0 * (1 - later.volume_items * 1.0 / base.volume_items)
        else 100.0 * (later.volume_items * 1.0 / base.volume_items - 1)
    end as change_pct
from rules
inner join volumes as later on rules.mail_class_code = later.mail_class_code
inner join volumes as base
    on later.mail_class_code = base.mail_class_code
    -- Without a base of its own a ratio is taken of the year before.
    and base.fiscal_year = coalesce(rules.base_fiscal_year, later.fiscal_year - 1)
    and base.fiscal_year < later.fiscal_year
