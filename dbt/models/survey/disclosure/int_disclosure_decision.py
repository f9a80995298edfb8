"""One row is one figure of an aggregate question that is not published, and why."""


def model(dbt, session):
    dbt.config(materialized="table")
    import polars as pl

    from dagster_project.disclosure.kept_decisions import kept_decisions
    from dagster_project.disclosure.wave_decisions import DECISION_SCHEMA
    from dagster_project.estimation.relations import columns, table

    def rows(relation, *names: str) -> pl.DataFrame:
        found = columns(relation.select(", ".join(names)))
        texts = {name: pl.Series(values.tolist(), dtype=pl.String) for name, values in found.items() if values.dtype == object}
        return pl.DataFrame({**found, **texts}, nan_to_null=True)

    found = kept_decisions(
        {
            "waves": rows(
                dbt.ref("dim_survey_wave"),
                "wave_id",
                "disclosure_threshold",
                "disclosure_minimum_base",
                "disclosure_dominance_percent",
            ),
            "questions": rows(
                dbt.ref("dim_question"),
                "wave_id",
                "question_id",
                "question_position",
                "question_type",
                "disclosure",
                "per_question_id",
            ),
            "options": rows(
                dbt.ref("dim_response_option").filter("not is_combined"),
                "wave_id",
                "question_id",
                "option_code",
                "option_position",
                "is_exclusive",
            ),
            "combined": rows(
                dbt.ref("stg_survey_combined_option").order("wave_id, question_id, position, member_code"),
                "wave_id",
                "question_id",
                "option_code",
                "member_code",
            ),
            "routing": rows(
                dbt.ref("stg_survey_routing"),
                "wave_id",
                "question_id",
                "asked_if_question_id",
                "asked_if_option_code",
            ),
            "domains": rows(dbt.ref("int_disclosure_domain"), "wave_id", "unit_id", "domain", "domain_value"),
            "weights": rows(dbt.ref("int_disclosure_weight"), "wave_id", "unit_id", "weight"),
            "asked": rows(dbt.ref("fct_asked"), "wave_id", "unit_id", "question_id", "is_eligible", "is_answered"),
            "answers": rows(dbt.ref("fct_answer"), "wave_id", "unit_id", "question_id", "option_code", "value"),
            "panels": rows(dbt.ref("int_disclosure_panel"), "wave_id", "question_id", "panel", "unit_id"),
        }
    ).sort("wave_id", "question_id", "kind", "option_code", "domain", "domain_value", "is_weighted")
    sql_types = {pl.String: "varchar", pl.Boolean: "boolean", pl.Int64: "integer", pl.Float64: "double"}
    return table(
        session,
        "int_disclosure_decision",
        {
            name: (sql_types[kind], found[name].cast(pl.Float64 if kind == pl.Int64 else kind).to_numpy())
            for name, kind in DECISION_SCHEMA.items()
        },
    )
