-- Classes with figures for two years or more, each against its own first one; mail itself and what ended in 2007 have
-- their own figure. The words say the newest year and the change; a remark stands under the panel of its end point.
with
figures as (
    select
        t.*,
        t.fiscal_year - lag(t.fiscal_year) over series > 1 as is_mail_gap,
        100.0 * t.volume_items / first_value(t.volume_items) over series as index_value,
        first_value(t.fiscal_year) over series as first_year,
        count(*) over (partition by t.mail_class_code) as figure_count,
        max(t.fiscal_year) over (partition by t.mail_class_code) as last_year
    from reports.mail_trend as t
    where t.is_preferred and t.volume_items is not null
      and t.mail_class_code <> 'mail' and t.mail_class_code not like '%until_2007' and t.mail_class_code <> 'parcel_post'
    window series as (partition by t.mail_class_code order by t.fiscal_year)
)
select
    *,
    note_ja as remark_ja, note_en as remark_en,
    volume_items / 1e6 as million, volume_items / 1e4 as man,
    first_year || '～' || fiscal_year || '年度　' || case when index_value >= 100 then '+' else '−' end
    || printf('%.0f', abs(index_value - 100)) || '％' as change_ja,
    'FY' || first_year || '–' || fiscal_year || ': ' || case when index_value >= 100 then '+' else '−' end
    || printf('%.0f', abs(index_value - 100)) || '%' as change_en,
    (mail_class_code in ('yu_pack', 'new_year_cards')) as is_named
from figures
where figure_count > 1 and last_year >= 2015
order by mail_class_position, fiscal_year
