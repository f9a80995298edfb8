"""One row is one test of an answer against a domain under one weighting; per option where several may be chosen."""


def model(dbt, session):
    dbt.config(materialized="table")
    from dagster_project.estimation.relations import columns, table

    answers = columns(
        dbt.ref("fct_answer").filter("option_key is not null").project("question_key, option_key, unit_key")
    )
    found = []
    if answers["unit_key"].size:
        import numpy as np

        from dagster_project.estimation.association import rao_scott
        from dagster_project.estimation.relations import places, rows_where
        from dagster_project.estimation.wave_designs import wave_designs

        rows = columns(dbt.ref("int_respondent_design").project("*, unit_key as key"))
        cells = columns(dbt.ref("int_weighting_cell"))
        levels = columns(dbt.ref("int_respondent_level").project("unit_key as key, level_key"))
        questions = columns(
            dbt.ref("dim_question").filter("question_type in ('single', 'multiple')").order("question_key")
        )
        options = columns(dbt.ref("dim_response_option").order("option_key"))
        members = columns(dbt.ref("int_respondent_domain").filter("domain <> 'all'"))
        for wave in wave_designs(rows, cells, levels):
            groups = {}
            for domain in sorted(set(members["domain"][members["wave_id"] == wave.wave_id])):
                mine = rows_where(members, (members["domain"] == domain) & (members["wave_id"] == wave.wave_id))
                group = np.full(wave.keys.size, -1)
                group[places(wave.keys, mine["unit_key"])] = mine["domain_key"]
                groups[domain] = group
            asked = rows_where(questions, questions["wave_id"] == wave.wave_id)
            for question, kind in zip(asked["question_key"], asked["question_type"], strict=True):
                given = rows_where(answers, answers["question_key"] == question)
                at = places(wave.keys, given["unit_key"])
                if kind == "single":
                    answer = np.full(wave.keys.size, -1)
                    answer[at] = given["option_key"]
                    tested = [(-1, answer)]
                else:
                    tested = []
                    for option in options["option_key"][options["question_key"] == question]:
                        answer = np.full(wave.keys.size, -1)
                        answer[at] = 0
                        answer[at[given["option_key"] == option]] = 1
                        tested.append((option, answer))
                for domain, group in groups.items():
                    for option, answer in tested:
                        test = rao_scott(wave.design, answer, group)
                        if test is not None:
                            found.append(
                                (
                                    question, option, domain, wave.weighting, test.f_statistic,
                                    test.numerator_df, test.denominator_df, test.p_value,
                                )
                            )  # fmt: skip
    types = {
        "question_key": "integer",
        "option_key": "integer",
        "domain": "varchar",
        "weighting": "varchar",
        "f_statistic": "double",
        "numerator_df": "double",
        "denominator_df": "double",
        "p_value": "double",
    }
    parts = zip(*found, strict=True) if found else [()] * len(types)
    return table(
        session,
        "int_association_test",
        {name: (kind, list(part)) for (name, kind), part in zip(types.items(), parts, strict=True)},
    )
