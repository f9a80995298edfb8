{#
  What a national figure rests on, by the seed evidence: parts that this warehouse adds up, or, where it is printed as it
  is, the rank of its source. A figure that a secondary source quotes never leads a series, however new it is.
#}
{% macro evidence_code(is_compiled, source_rank) -%}
    case
        when {{ is_compiled }} then 'compiled'
        when {{ source_rank }} <= 2 then 'published'
        when {{ source_rank }} = 3 then 'press'
        else 'quoted'
    end
{%- endmacro %}


{# Order in which rows of a series may lead: 1 is the newest one that is whole, no bound and not merely quoted. #}
{% macro lead_rank(series, as_of_date, evidence_code, is_whole='true') -%}
    row_number() over (
        partition by {{ series }}
        order by
            case when {{ is_whole }} then 0 else 1 end,
            case when {{ evidence_code }} = 'quoted' then 1 else 0 end,
            {{ as_of_date }} desc,
            source_id
    )
{%- endmacro %}
