"""One row is the interval and the test of one difference between two groups."""


def model(dbt, session):
    dbt.config(materialized="table")
    import numpy as np

    from dagster_project.estimation.intervals import t_test
    from dagster_project.estimation.relations import columns, table

    given = columns(dbt.ref("int_group_difference").order("difference_key"))
    low, high, p_value = t_test(given["difference"], given["standard_error"], given["degrees_of_freedom"].astype(float))
    return table(
        session,
        "int_group_difference_test",
        {
            "difference_key": ("integer", given["difference_key"]),
            "ci_low": ("double", low),
            "ci_high": ("double", high),
            "p_value": ("double", np.where(given["is_tested"], p_value, np.nan)),
        },
    )
