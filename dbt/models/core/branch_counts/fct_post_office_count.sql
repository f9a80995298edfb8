-- One row is one published number of post offices: date × prefecture × status × type × source.
with

counts as (
    {%- for received in [ref('stg_post_office_by_prefecture'), ref('stg_post_office_release')] %}
    select
        as_of_date,
        as_of_precision,
        prefecture_code,
        status_code,
        office_type_code,
        office_count,
        value_status,
        {{ received_origin() }}
    from {{ received }}{{ ' union all' if not loop.last }}
    {%- endfor %}
),

joined as (
    select
        counts.as_of_date,
        counts.as_of_precision,
        counts.prefecture_code,
        counts.status_code,
        counts.office_type_code,
        counts.office_count,
        counts.value_status,
        {{ ranked_origin('counts') }}
    from counts
    {{ join_origin('counts') }}
)

select
    as_of_date,
    as_of_precision,
    prefecture_code,
    status_code,
    office_type_code,
    office_count,
    value_status,
    {{ preferred_rank(
        measured_thing=['as_of_date', 'prefecture_code', 'status_code', 'office_type_code'],
        value='office_count'
    ) }} = 1 as is_preferred,
    {{ kept_origin() }}
from joined
