"""One row is one statistic of one numeric question in one group under one weighting: mean, total, quartiles, ratio."""


def model(dbt, session):
    dbt.config(materialized="table")
    import numpy as np

    from dagster_project.estimation.numeric_answers import numeric_answers
    from dagster_project.estimation.numeric_estimates import numeric_estimates, ratio_estimates
    from dagster_project.estimation.relations import columns, table

    answers = dbt.ref("fct_answer").filter("value is not null").project("question_key, unit_key, value")
    numbers = dbt.ref("dim_question").filter("question_type = 'numeric'")
    divisors = numbers.set_alias("question").join(
        numbers.set_alias("divisor"),
        "question.wave_id = divisor.wave_id and question.per_question_id = divisor.question_id",
    )
    tables = {
        "answers": columns(answers),
        "rows": columns(dbt.ref("int_respondent_design").project("*, unit_key as key")),
        "cells": columns(dbt.ref("int_weighting_cell")),
        "levels": columns(dbt.ref("int_respondent_level").project("unit_key as key, level_key")),
        "questions": columns(numbers.order("question_key")),
        "members": columns(dbt.ref("int_respondent_domain").project("unit_key, domain_key")),
        "divisors": columns(divisors.project("question.question_key as question_key, divisor.question_key as divisor_key")),
    }
    found = []
    for given in numeric_answers(tables):
        design, in_base, values = given.wave.design, given.in_base, given.values
        if given.divisors is None:
            results = numeric_estimates(design, in_base, values)
        else:
            results = {"ratio": ratio_estimates(design, in_base, values, given.divisors)}
        for statistic, estimates in results.items():
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
