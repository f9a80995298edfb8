"""One row is one share under raked weights, with its calibrated variance: category × group."""


def model(dbt, session):
    dbt.config(materialized="table")
    import numpy as np

    from dagster_project.estimation.raked_categories import raked_categories
    from dagster_project.estimation.raked_shares import raked_shares
    from dagster_project.estimation.relations import columns, table

    rows = dbt.ref("int_profile_cell").filter("weighting = 'raked'").project("*, profile_key as key").order("key")
    tables = {
        "rows": columns(rows),
        "cells": columns(dbt.ref("int_weighting_cell").filter("weighting = 'raked'")),
        "levels": columns(dbt.ref("int_profile_level").project("profile_key as key, level_key")),
        "categories": columns(dbt.ref("int_share_category").order("category_key")),
        "domains": columns(dbt.ref("int_domain_value").order("domain_key")),
        "memberships": columns(dbt.ref("int_profile_domain")),
        "bases": columns(dbt.ref("int_profile_base")),
        "answers": columns(dbt.ref("int_profile_yes")),
    }
    found = [raked_shares(category) for category in raked_categories(tables)]
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
    parts = {name: (kind, np.concatenate([part[name] for part in found]) if found else []) for name, kind in types.items()}
    return table(session, "int_raked_share", parts).project("*, 4 as weighting_key")
