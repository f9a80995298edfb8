select
    count(*) as check_count,
    count(*) filter (where agrees) as agree_count,
    count(*) filter (where not agrees) as differ_count,
    count(*) filter (where agrees_with_published) as published_agree_count,
    count(*) filter (where not agrees_with_published) as published_differ_count
from reports.arithmetic_check
