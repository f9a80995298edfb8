"""One row is the error of one difference between two groups under raked weights: category × two groups."""


def model(dbt, session):
    dbt.config(materialized="table")
    import numpy as np

    from dagster_project.estimation.group_differences import raked_differences
    from dagster_project.estimation.raked_categories import raked_categories
    from dagster_project.estimation.relations import columns, rows_where, table

    rows = dbt.ref("int_profile_cell").filter("weighting = 'raked'").project("*, profile_key as key").order("key")
    pairs = dbt.ref("int_group_pair").filter("weighting = 'raked'").order("category_key, domain_key, other_domain_key")
    wanted = columns(pairs.project("category_key, domain_key, other_domain_key"))
    categories = columns(dbt.ref("int_share_category").order("category_key"))
    tables = {
        "rows": columns(rows),
        "cells": columns(dbt.ref("int_weighting_cell").filter("weighting = 'raked'")),
        "levels": columns(dbt.ref("int_profile_level").project("profile_key as key, level_key")),
        # Only what is compared at all.
        "categories": rows_where(categories, np.isin(categories["category_key"], wanted["category_key"])),
        "domains": columns(dbt.ref("int_domain_value").order("domain_key")),
        "memberships": columns(dbt.ref("int_profile_domain")),
        "bases": columns(dbt.ref("int_profile_base")),
        "answers": columns(dbt.ref("int_profile_yes")),
    }
    found = [
        raked_differences(category, rows_where(wanted, wanted["category_key"] == category.category_key))
        for category in raked_categories(tables)
    ]
    types = {
        "category_key": "integer",
        "domain_key": "integer",
        "other_domain_key": "integer",
        "variance": "double",
        "degrees_of_freedom": "integer",
    }
    parts = {name: (kind, np.concatenate([part[name] for part in found]) if found else []) for name, kind in types.items()}
    return table(session, "int_raked_group_difference", parts).project("*, 4 as weighting_key")
