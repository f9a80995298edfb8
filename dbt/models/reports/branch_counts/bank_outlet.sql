-- One row is one count of one kind of financial institution on one date: institutions, branch codes or staffed outlets.
with

figures as (
{% for measure, column in [('institutions', 'institution_count'), ('branch_codes', 'branch_code_count')] %}
    select
        institution_type_code,
        '{{ measure }}' as measure,
        as_of_date,
        'day' as as_of_precision,
        fiscal_year,
        {{ column }} as value,
        source_id,
        is_sample
    from {{ ref('fct_bank_branch_code') }}

    union all
{% endfor %}
    select
        institution_type_code,
        'staffed_outlets' as measure,
        as_of_date,
        as_of_precision,
        cast(null as {{ dbt.type_int() }}) as fiscal_year,
        staffed_outlet_count as value,
        source_id,
        is_sample
    from {{ ref('fct_bank_staffed_outlet') }}
)

select
    figures.institution_type_code,
    types.institution_type_ja,
    types.institution_type_en,
    types.position as institution_type_position,
    figures.measure,
    metrics.metric_ja as measure_ja,
    metrics.metric_en as measure_en,
    figures.as_of_date,
    figures.as_of_precision,
    cast(figures.fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
    cast(figures.value as {{ dbt.type_int() }}) as value,
    {{ source_named('figures') }},
    figures.is_sample as has_sample
from figures
inner join {{ ref('bank_institution_type') }} as types on figures.institution_type_code = types.institution_type_code
inner join {{ ref('metric') }} as metrics on metrics.subject = 'bank' and figures.measure = metrics.metric
left join {{ ref('dim_source') }} as source on figures.source_id = source.source_id
