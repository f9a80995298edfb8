"""One row is one statistic of one numeric question in one group under one weighting: mean, total, quartiles."""


def model(dbt, session):
    dbt.config(materialized="table")
    from dagster_project.estimation.relations import columns, table

    answers = columns(dbt.ref("fct_answer").filter("value is not null").project("question_key, unit_key, value"))
    found = []
    if answers["unit_key"].size:
        import numpy as np

        from dagster_project.estimation.numbers import numeric_estimates
        from dagster_project.estimation.relations import places, rows_where
        from dagster_project.estimation.wave_designs import wave_designs

        rows = columns(dbt.ref("int_respondent_design").project("*, unit_key as key"))
        cells = columns(dbt.ref("int_weighting_cell"))
        levels = columns(dbt.ref("int_respondent_level").project("unit_key as key, level_key"))
        questions = columns(dbt.ref("dim_question").filter("question_type = 'numeric'").order("question_key"))
        members = columns(dbt.ref("int_respondent_domain").project("unit_key, domain_key"))
        for wave in wave_designs(rows, cells, levels):
            at = places(wave.keys, members["unit_key"])
            domain_keys, domain = np.unique(members["domain_key"][at >= 0], return_inverse=True)
            in_domain = np.zeros((wave.keys.size, domain_keys.size))
            in_domain[at[at >= 0], domain] = 1.0
            for question in questions["question_key"][questions["wave_id"] == wave.wave_id]:
                given = rows_where(answers, answers["question_key"] == question)
                at = places(wave.keys, given["unit_key"])
                values, valid = np.zeros(wave.keys.size), np.zeros(wave.keys.size)
                values[at], valid[at] = given["value"], 1.0
                in_base = in_domain * valid[:, None]
                known = in_base.any(axis=0)
                if not known.any():
                    continue
                for statistic, estimates in numeric_estimates(wave.design, in_base[:, known], values).items():
                    same = {"question_key": question, "weighting": wave.weighting, "statistic": statistic}
                    parts = {name: np.full(int(known.sum()), value) for name, value in same.items()}
                    found.append({**parts, "domain_key": domain_keys[known], **estimates})
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
