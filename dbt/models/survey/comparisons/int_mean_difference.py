"""One row is one difference between the means of two groups of a domain: numeric question × weighting × two groups."""


def model(dbt, session):
    dbt.config(materialized="table")
    import numpy as np

    from dagster_project.estimation.group_differences import mean_differences
    from dagster_project.estimation.numeric_answers import numeric_answers
    from dagster_project.estimation.relations import columns, places, table

    answers = dbt.ref("fct_answer").filter("value is not null").project("question_key, unit_key, value")
    tables = {
        "answers": columns(answers),
        "rows": columns(dbt.ref("int_respondent_design").project("*, unit_key as key")),
        "cells": columns(dbt.ref("int_weighting_cell")),
        "levels": columns(dbt.ref("int_respondent_level").project("unit_key as key, level_key")),
        "questions": columns(dbt.ref("dim_question").filter("question_type = 'numeric'").order("question_key")),
        "members": columns(dbt.ref("int_respondent_domain").filter("domain <> 'all'").project("unit_key, domain_key")),
    }
    domains = columns(dbt.ref("int_domain_value").order("domain_key"))
    (compared_base,) = columns(dbt.ref("statistical_threshold").filter("threshold = 'compared_base'").project("value"))["value"]
    found = []
    for given in numeric_answers(tables):
        names = domains["domain"][places(domains["domain_key"], given.domain_keys)]
        parts = mean_differences(given.wave.design, given.in_base, given.values, names, compared_base)
        here, there = given.domain_keys[parts["group"]], given.domain_keys[parts["other_group"]]
        same = {"question_key": given.question_key, "weighting": given.wave.weighting}
        keys = {name: np.full(here.size, value) for name, value in same.items()}
        found.append({**parts, **keys, "domain_key": here, "other_domain_key": there})
    types = {
        "question_key": "integer",
        "weighting": "varchar",
        "domain_key": "integer",
        "other_domain_key": "integer",
        "difference": "double",
        "variance": "double",
        "degrees_of_freedom": "integer",
    }
    return table(
        session,
        "int_mean_difference",
        {name: (kind, np.concatenate([part[name] for part in found]) if found else []) for name, kind in types.items()},
    )
