-- Every figure of the overview as it is printed, beside the value worked out from the sources at hand.
select
    *,
    case
        when regexp_matches(published_text, '^FY\d{4}$') then substr(published_text, 3) || '年度'
        when regexp_matches(published_text, '^\d{4}-\d{2}-\d{2}$') then strftime(cast(published_text as date), '%Y年%-m月%-d日')
        when regexp_matches(published_text, '^\d{4}-\d{2}$') then strftime(cast(published_text || '-01' as date), '%Y年%-m月')
        when regexp_matches(published_text, '^\d{4}-\d{2}\.\.\d{4}-\d{2}$')
            then strftime(cast(left(published_text, 7) || '-01' as date), '%Y年%-m月') || '～'
                || strftime(cast(right(published_text, 7) || '-01' as date), '%Y年%-m月')
        when published_text = 'Yasuoka Village' then '泰阜村'
        else replace(published_text, '..', '～') || case when unit_ja is null or unit = 'period' then '' else unit_ja end
    end as printed_ja,
    case
        when regexp_matches(published_text, '^FY\d{4}$') then published_text
        when regexp_matches(published_text, '^\d{4}-\d{2}-\d{2}$') then strftime(cast(published_text as date), '%-d %B %Y')
        when regexp_matches(published_text, '^\d{4}-\d{2}$') then strftime(cast(published_text || '-01' as date), '%B %Y')
        when regexp_matches(published_text, '^\d{4}-\d{2}\.\.\d{4}-\d{2}$')
            then strftime(cast(left(published_text, 7) || '-01' as date), '%B %Y') || ' to '
                || strftime(cast(right(published_text, 7) || '-01' as date), '%B %Y')
        else replace(published_text, '..', ' to ') || case
            when unit_en is null or unit_en in ('year', 'period', 'municipality') then ''
            when unit_en = '%' then '%'
            else ' ' || unit_en
        end
    end as printed_en,
    case
        -- Of the others the value is only the printed one again.
        when computed_value is null or status not in ('reproduced', 'differs') then ''
        when published_text like 'FY%' then printf('%d', cast(computed_value as integer))
        else regexp_replace(format('{:,.3f}', computed_value), '\.?0+$', '')
    end as worked_out,
    statement_ja || '（' || section_ja || '）' as placed_ja,
    statement_en || ' (' || section_en || ')' as placed_en,
    status as status_badge
from reports.published_figure
order by position
