"""One row is one statistic of one numeric question in one group under one weighting: mean, total, quartiles, ratio."""


def model(dbt, session):
    dbt.config(materialized="table")
    from dagster_project.estimation.relations import columns, table

    answers = columns(dbt.ref("fct_answer").filter("value is not null").project("question_key, unit_key, value"))
    found = []
    if answers["unit_key"].size:
        import numpy as np

        from dagster_project.estimation.numbers import numeric_estimates, ratio_estimates
        from dagster_project.estimation.relations import places, rows_where
        from dagster_project.estimation.wave_designs import wave_designs

        rows = columns(dbt.ref("int_respondent_design").project("*, unit_key as key"))
        cells = columns(dbt.ref("int_weighting_cell"))
        levels = columns(dbt.ref("int_respondent_level").project("unit_key as key, level_key"))
        numbers = dbt.ref("dim_question").filter("question_type = 'numeric'")
        questions = columns(numbers.order("question_key"))
        divisors = columns(
            numbers.set_alias("question").join(
                numbers.set_alias("divisor"),
                "question.wave_id = divisor.wave_id and question.per_question_id = divisor.question_id",
            ).project("question.question_key as question_key, divisor.question_key as divisor_key")
        )
        divisor_of = dict(zip(divisors["question_key"], divisors["divisor_key"], strict=True))
        members = columns(dbt.ref("int_respondent_domain").project("unit_key, domain_key"))
        for wave in wave_designs(rows, cells, levels):
            at = places(wave.keys, members["unit_key"])
            domain_keys, domain = np.unique(members["domain_key"][at >= 0], return_inverse=True)
            in_domain = np.zeros((wave.keys.size, domain_keys.size))
            in_domain[at[at >= 0], domain] = 1.0

            def given_to(question, keys=wave.keys):
                """The numbers given to a question and who gave one, in the order of the keys."""
                given = rows_where(answers, answers["question_key"] == question)
                at = places(keys, given["unit_key"])
                values, valid = np.zeros(keys.size), np.zeros(keys.size)
                values[at], valid[at] = given["value"], 1.0
                return values, valid

            def keep(question, statistic, known, estimates, weighting=wave.weighting, domain_keys=domain_keys):
                same = {"question_key": question, "weighting": weighting, "statistic": statistic}
                parts = {name: np.full(int(known.sum()), value) for name, value in same.items()}
                found.append({**parts, "domain_key": domain_keys[known], **estimates})

            for question in questions["question_key"][questions["wave_id"] == wave.wave_id]:
                values, valid = given_to(question)
                in_base = in_domain * valid[:, None]
                known = in_base.any(axis=0)
                if not known.any():
                    continue
                for statistic, estimates in numeric_estimates(wave.design, in_base[:, known], values).items():
                    keep(question, statistic, known, estimates)
                if question not in divisor_of:
                    continue
                divisor, also_valid = given_to(divisor_of[question])
                in_both = in_base * also_valid[:, None]
                # Nothing can be divided by a total of 0.
                known = wave.design.weight @ (in_both * divisor[:, None]) != 0
                if known.any():
                    keep(question, "ratio", known, ratio_estimates(wave.design, in_both[:, known], values, divisor))
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
