"""One row is one statistic of one numeric question in one group under one weighting: mean, total, quartiles."""


def model(dbt, session):
    dbt.config(materialized="table")
    import numpy as np

    from dagster_project.estimation.numbers import numeric_estimates
    from dagster_project.estimation.numeric_answers import numeric_answers
    from dagster_project.estimation.relations import columns, table

    answers = dbt.ref("fct_answer").filter("value is not null").project("question_key, unit_key, value")
    tables = {
        "answers": columns(answers),
        "rows": columns(dbt.ref("int_respondent_design").project("*, unit_key as key")),
        "cells": columns(dbt.ref("int_weighting_cell")),
        "levels": columns(dbt.ref("int_respondent_level").project("unit_key as key, level_key")),
        "questions": columns(dbt.ref("dim_question").filter("question_type = 'numeric'").order("question_key")),
        "members": columns(dbt.ref("int_respondent_domain").project("unit_key, domain_key")),
    }
    found = []
    for given in numeric_answers(tables):
        for statistic, estimates in numeric_estimates(given.wave.design, given.in_base, given.values).items():
            same = {"question_key": given.question_key, "weighting": given.wave.weighting, "statistic": statistic}
            parts = {name: np.full(given.domain_keys.size, value) for name, value in same.items()}
            found.append({**parts, "domain_key": given.domain_keys, **estimates})
    types = {
        "question_key": "integer",
        "domain_key": "integer",
        "weighting": "varchar",
        "statistic": "varchar",
        "n_base": "integer",
        "estimate": "double",
        "standard_error": "double",
        "degrees_of_freedom": "integer",
        "ci_low": "double",
        "ci_high": "double",
    }
    return table(
        session,
        "int_numeric_estimate",
        {name: (kind, np.concatenate([part[name] for part in found]) if found else []) for name, kind in types.items()},
    )
