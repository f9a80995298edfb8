-- One row is one statement of a printed figure found in the facts: figure × source; the source may be the report itself.
with

outsourcing_figures as (
    {%- for figure, service, metric in [
        ('outsourcing_municipalities', 'all', 'municipalities'),
        ('outsourcing_offices', 'all', 'offices'),
        ('notification_municipalities', 'compr', 'municipalities'),
        ('notification_offices', 'compr', 'offices'),
        ('original_service_municipalities', 'orig', 'municipalities'),
        ('original_service_offices', 'orig', 'offices'),
        ('handling_act_municipalities', 'law', 'municipalities'),
    ] %}
    select
        '{{ figure }}' as figure_id,
        '{{ service }}' as service_code,
        '{{ metric }}' as metric
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- The report dates its counts to the end of February 2024; a draft is not a second source.
outsourcing_statements as (
    select
        outsourcing_figures.figure_id,
        counts.value as stated_value,
        cast(null as {{ dbt.type_string() }}) as stated_text,
        counts.source_id
    from outsourcing_figures
    inner join {{ ref('fct_outsourcing_count') }} as counts
        on outsourcing_figures.service_code = counts.service_code
        and outsourcing_figures.metric = counts.metric
    where counts.area_level = 'national' and counts.vintage <> 'draft'
        and counts.measured_month = cast('2024-02-01' as date)
),

agreement_statements as (
    select
        'partnership_agreement_pct' as figure_id,
        value as stated_value,
        cast(null as {{ dbt.type_string() }}) as stated_text,
        source_id
    from {{ ref('fct_agreement') }}
    where service_code = 'agree' and metric = 'share_pct' and area_level = 'national'
        and as_of_date between cast('2023-07-01' as date) and cast('2024-06-30' as date)
),

office_statements as (
    select
        'convenience_store_compared_post_office_count' as figure_id,
        value as stated_value,
        cast(null as {{ dbt.type_string() }}) as stated_text,
        source_id
    from {{ ref('fct_facility_count') }}
    where facility_type_code = 'post_office' and category_code = 'total' and area_level = 'national'
        and as_of_date = cast('2022-03-31' as date)
),

meeting_statements as (
    select
        'meeting_' || cast(meeting_no as {{ dbt.type_string() }}) || '_date' as figure_id,
        cast(null as double) as stated_value,
        cast(meeting_date as {{ dbt.type_string() }}) as stated_text,
        source_id
    from {{ ref('fct_council_meeting_date') }}

    union all

    -- The first report was given at the 38th meeting.
    select
        'first_report_date' as figure_id,
        cast(null as double) as stated_value,
        cast(meeting_date as {{ dbt.type_string() }}) as stated_text,
        source_id
    from {{ ref('fct_council_meeting_date') }}
    where meeting_no = 38
),

pilot_figures as (
    {%- for figure, prefecture, area, month in [
        ('oku_noto_road_damage_month', '17', 'region', '2024-03'),
        ('missing_persons_list_month', '17', 'prefecture', '2024-01'),
        ('moved_out_notice_month', '17', 'prefecture', '2024-02'),
    ] %}
    select
        '{{ figure }}' as figure_id,
        '{{ prefecture }}' as prefecture_code,
        '{{ area }}' as area_level,
        cast('{{ month }}-01' as date) as start_date
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

pilot_statements as (
    select
        pilot_figures.figure_id,
        cast(null as double) as stated_value,
        substring(cast(pilots.start_date as {{ dbt.type_string() }}), 1, 7) as stated_text,
        pilots.source_id
    from pilot_figures
    inner join {{ ref('fct_pilot') }} as pilots
        on pilot_figures.prefecture_code = pilots.prefecture_code
        and pilot_figures.area_level = pilots.area_level
        and pilot_figures.start_date = pilots.start_date
)

select figure_id, stated_value, stated_text, source_id from outsourcing_statements
union all
select figure_id, stated_value, stated_text, source_id from agreement_statements
union all
select figure_id, stated_value, stated_text, source_id from office_statements
union all
select figure_id, stated_value, stated_text, source_id from meeting_statements
union all
select figure_id, stated_value, stated_text, source_id from pilot_statements
