"""One row is one test of an answer against a domain under one weighting; per option where several may be chosen."""


def model(dbt, session):
    dbt.config(materialized="table")
    from dagster_project.estimation.relations import columns, spread, table

    answers = columns(dbt.ref("int_profile_yes"))
    found = []
    if answers["option_key"].size:
        import numpy as np

        from dagster_project.estimation.association import rao_scott
        from dagster_project.estimation.relations import places, rows_where
        from dagster_project.estimation.wave_designs import wave_designs

        rows = columns(dbt.ref("int_profile_cell").project("*, profile_key as key"))
        cells = columns(dbt.ref("int_weighting_cell"))
        levels = columns(dbt.ref("int_profile_level").project("profile_key as key, level_key"))
        bases = columns(dbt.ref("int_profile_base"))
        questions = columns(dbt.ref("dim_question").filter("question_type in ('single', 'multiple')").order("question_key"))
        options = columns(dbt.ref("dim_response_option").order("option_key"))
        members = columns(dbt.ref("int_profile_domain"))
        domains = columns(dbt.ref("int_domain_value").filter("domain <> 'all'").order("domain_key"))
        for wave in wave_designs(rows, cells, levels):
            groups = {}
            for domain in sorted(set(domains["domain"][domains["wave_id"] == wave.wave_id])):
                keys = domains["domain_key"][(domains["wave_id"] == wave.wave_id) & (domains["domain"] == domain)]
                mine = rows_where(members, places(keys, members["domain_key"]) >= 0)
                groups[domain] = np.full(wave.keys.size, -1)
                groups[domain][places(wave.keys, mine["profile_key"])] = mine["domain_key"]
            asked = rows_where(questions, questions["wave_id"] == wave.wave_id)
            for question, kind in zip(asked["question_key"], asked["question_type"], strict=True):
                mine = options["question_key"] == question
                option_keys, combined = options["option_key"][mine], options["is_combined"][mine]
                chosen = [rows_where(answers, answers["option_key"] == option) for option in option_keys]
                yes = [spread(wave.keys, part["profile_key"], part["n_yes"]) for part in chosen]
                base = rows_where(bases, bases["question_key"] == question)
                valid = spread(wave.keys, base["profile_key"], base["n_valid"])
                # A combined option overlaps its members: it is no category of their table but has a test of its own.
                tested = [
                    (option, np.stack([valid - part, part], axis=1))
                    for option, part, together in zip(option_keys, yes, combined, strict=True)
                    if kind == "multiple" or together
                ]
                if kind == "single":
                    tested.insert(0, (-1, np.stack([part for part, on in zip(yes, ~combined, strict=True) if on], axis=1)))
                for domain, group in groups.items():
                    for option, counts in tested:
                        test = rao_scott(wave.design, counts, group)
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
