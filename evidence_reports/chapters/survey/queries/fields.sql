-- Fields of co-operation: municipalities that already work with post offices in it, and those that would like to. The
-- second question words some fields more shortly.
with
answers as (
    select *, split_part(option_ja, '(', 1) as field
    from reports.survey_result
    where question_id in ('R4_ALREADY', 'R4_WANT') and domain = 'all' and not has_sample
),
already as (select * from answers where question_id = 'R4_ALREADY'),
wanted as (select * from answers where question_id = 'R4_WANT')
select
    coalesce(already.option_ja, wanted.option_ja) as field_ja,
    coalesce(already.option_en, wanted.option_en) as field_en,
    already.response_count as already_count, already.share_pct as already_pct, wanted.response_count as wanted_count,
    coalesce(already.note_ja, '') || coalesce(wanted.note_ja, '') as remark_ja,
    coalesce(already.note_en || ' ', '') || coalesce(wanted.note_en, '') as remark_en,
    coalesce(already.source_id, wanted.source_id) as source_id,
    coalesce(already.source_label_ja, wanted.source_label_ja) as source_label_ja,
    coalesce(already.source_label_en, wanted.source_label_en) as source_label_en,
    false as has_sample
from already
full join wanted on wanted.field = already.field
order by already.response_count desc nulls last
