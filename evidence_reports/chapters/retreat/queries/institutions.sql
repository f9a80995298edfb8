-- Institutions and branch codes by kind: the first and the newest record of codes.
select
    institution_type_ja, institution_type_en,
    min(as_of_date) as first_date, max(as_of_date) as latest_date,
    arg_min(value, as_of_date) filter (where measure = 'institutions') as first_institutions,
    arg_max(value, as_of_date) filter (where measure = 'institutions') as latest_institutions,
    arg_min(value, as_of_date) filter (where measure = 'branch_codes') as first_codes,
    arg_max(value, as_of_date) filter (where measure = 'branch_codes') as latest_codes,
    any_value(source_id) as source_id, any_value(source_label_ja) as source_label_ja,
    any_value(source_label_en) as source_label_en, any_value(source_url) as source_url
from reports.bank_outlet
where measure in ('institutions', 'branch_codes')
group by institution_type_ja, institution_type_en, institution_type_position
order by institution_type_position
