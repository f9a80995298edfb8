-- One row is one publication, with the number of rows that point to it.
with

sources as (
    select * from {{ ref('dim_source') }}
),

{%- set facts = [
    'fct_mail_volume', 'fct_parcel_share', 'fct_new_year_mail', 'fct_mail_ratio', 'fct_facility_count',
    'fct_post_office_count', 'fct_outsourcing_count', 'fct_agreement', 'fct_outsourcing_contract',
    'fct_council_meeting_date', 'fct_council_agenda', 'fct_published_figure', 'fct_pilot',
    'fct_postal_finance', 'fct_policy_event', 'fct_survey_result', 'fct_survey_participation',
    'fct_post_office_municipality', 'fct_post_office_network', 'fct_municipality_statistic', 'fct_my_number_card',
    'fct_bank_branch_code', 'fct_bank_staffed_outlet', 'fct_prefecture_facility', 'fct_national_observation',
    'fct_national_population', 'dim_indicator'
] %}

uses as (
    {%- for fact in facts %}
    select source_id from {{ ref(fact) }}{{ ' union all' if not loop.last }}
    {%- endfor %}
),

row_counts as (
    select
        source_id,
        count(*) as row_count
    from uses
    group by source_id
)

select
    sources.source_id,
    sources.title_ja,
    sources.title_en,
    sources.publisher_ja,
    sources.publisher_en,
    sources.url,
    sources.published_date,
    sources.published_precision,
    sources.nature,
    sources.nature_ja,
    sources.nature_en,
    cast(sources.source_rank as {{ dbt.type_int() }}) as source_rank,
    -- Copies of what an authority published are told by their nature.
    sources.source_rank = 4 and sources.nature = 'press' as is_private,
    cast(coalesce(row_counts.row_count, 0) as {{ dbt.type_int() }}) as row_count,
    sources.nature = 'sample' as has_sample
from sources
left join row_counts on sources.source_id = row_counts.source_id
