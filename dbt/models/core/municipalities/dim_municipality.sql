-- One row is one municipality, ward or village over one span of unchanged attributes, [valid_from, valid_to).
with

periods as (
    select * from {{ ref('stg_municipality_period') }}
)

select
    -- Id and first day: the same in every build, whatever happens to the body later.
    municipality_key,
    municipality_id,
    code6,
    code5,
    prefecture_code,
    name_ja,
    full_name_ja,
    name_kana,
    name_en,
    details_status,
    county_ja,
    county_status,
    municipality_type,
    parent_municipality_id,
    counts_in_1741,
    valid_from,
    valid_to,
    -- A body still there is shown as it is today, an abolished one as it was at its end.
    row_number() over (partition by municipality_id order by valid_from desc) = 1 as is_last_span
from periods
