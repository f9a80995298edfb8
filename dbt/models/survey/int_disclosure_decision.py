"""One row is one figure of an aggregate question that is not published, and why."""


def model(dbt, session):
    import polars as pl

    from dagster_project.estimation.disclosure_waves import decisions

    def rows(name: str) -> pl.DataFrame:
        return dbt.ref(name).pl()

    waves = rows("dim_survey_wave")
    respondents = rows("int_respondent")
    found = decisions(
        {
            "waves": waves,
            "questions": rows("dim_question"),
            "options": rows("dim_response_option"),
            "routing": rows("stg_survey_routing"),
            "domains": rows("int_unit_domain").join(respondents.select("unit_key", "unit_id"), on="unit_key"),
            "weights": rows("fct_weight").join(waves.select("wave_id", "weighting"), on=["wave_id", "weighting"]),
            "asked": rows("fct_asked"),
            "answers": rows("fct_answer"),
            "panels": rows("int_disclosure_panel"),
        }
    )
    return found.sort("wave_id", "question_id", "kind", "option_code", "domain", "domain_value", "is_weighted")
