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

since_fiscal_2001 as (
    select
        'decrease_from_FY2001_peak' as metric,
        later.fiscal_year,
        100.0 * (1 - later.volume_items * 1.0 / base.volume_items) as change_pct
    from volumes as later
    inner join volumes as base
        on later.mail_class_code = base.mail_class_code
        and base.fiscal_year = 2001
    where later.mail_class_code = 'mail' and later.fiscal_year > 2001
),

since_year_before as (
    select
        case later.mail_class_code
            when 'mail' then 'yoy_mail_change_as_printed'
            else 'yoy_yupack_change_as_printed'
        end as metric,
        later.fiscal_year,
        100.0 * (later.volume_items * 1.0 / base.volume_items - 1) as change_pct
    from volumes as later
    inner join volumes as base
        on later.mail_class_code = base.mail_class_code
        and later.fiscal_year = base.fiscal_year + 1
    where later.mail_class_code in ('mail', 'yu_pack')
)

select metric, fiscal_year, change_pct from since_fiscal_2001
union all
select metric, fiscal_year, change_pct from since_year_before
