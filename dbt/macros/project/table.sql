{# A table is written under its own name at once. The adapter's way (write beside, rename, look for a
   former one to drop) keeps readers of a warehouse in use from seeing half of it; this one is built in a
   file that nobody reads before it is finished, and leaving those statements out saves dbt a twelfth of its time. #}
{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {{ drop_relation_if_exists(load_cached_relation(this)) }}
    {% call statement('main', language=model['language']) -%}
        {{- create_table_as(False, target_relation, compiled_code, model['language']) }}
    {%- endcall %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
