"""One row is one share under raked weights, with its calibrated variance: category × group."""


def model(dbt, session):
    dbt.config(materialized="table")
    from dagster_project.estimation.relations import columns, rows_where, spread, table

    rows = columns(
        dbt.ref("int_profile_cell").filter("weighting = 'raked'").project("*, profile_key as key").order("key")
    )
    cells = columns(dbt.ref("int_weighting_cell").filter("weighting = 'raked'"))
    levels = columns(dbt.ref("int_profile_level").project("profile_key as key, level_key"))
    categories = columns(dbt.ref("int_share_category").order("category_key"))
    domains = columns(dbt.ref("int_domain_value").order("domain_key"))
    memberships = columns(dbt.ref("int_profile_domain"))
    bases = columns(dbt.ref("int_profile_base"))
    answers = columns(dbt.ref("int_profile_yes"))
    found = []
    if rows["key"].size:
        import numpy as np

        from dagster_project.estimation.raked_shares import raked_shares
        from dagster_project.estimation.relations import places
        from dagster_project.estimation.wave_designs import wave_designs

        for wave in wave_designs(rows, cells, levels):
            domain_keys = domains["domain_key"][domains["wave_id"] == wave.wave_id]
            at_domain, at_profile = (
                places(domain_keys, memberships["domain_key"]),
                places(wave.keys, memberships["profile_key"]),
            )
            both = (at_domain >= 0) & (at_profile >= 0)
            in_domain = np.zeros((domain_keys.size, wave.keys.size))
            in_domain[at_domain[both], at_profile[both]] = 1.0
            mine = rows_where(categories, categories["wave_id"] == wave.wave_id)
            for key, question, base, option in zip(
                mine["category_key"], mine["question_key"], mine["base"], mine["option_key"], strict=True
            ):
                asked = rows_where(bases, bases["question_key"] == question)
                valid = spread(wave.keys, asked["profile_key"], asked["n_valid"])
                eligible = spread(wave.keys, asked["profile_key"], asked["n_eligible"])
                chosen = rows_where(answers, answers["option_key"] == option)
                yes = (
                    eligible - valid
                    if option < 0
                    else spread(wave.keys, chosen["profile_key"], chosen["n_yes"])
                )
                found.append(
                    raked_shares(wave, in_domain, domain_keys, key, valid if base == "valid" else eligible, yes)
                )
        found = {name: np.concatenate([part[name] for part in found]) for name in found[0]}
    types = {
        "category_key": "integer",
        "domain_key": "integer",
        "n_base": "integer",
        "n_yes": "integer",
        "weighted_base": "double",
        "share": "double",
        "variance": "double",
        "degrees_of_freedom": "integer",
    }
    parts = {name: (kind, found[name] if found else []) for name, kind in types.items()}
    return table(session, "int_raked_share", parts).project("*, 4 as weighting_key")
