"""One row is the confidence interval of one share, by the rule of the warehouse; its method is named."""


def model(dbt, session):
    dbt.config(materialized="table")
    from dagster_project.estimation.relations import columns, table

    needed = "share_key, share, standard_error, degrees_of_freedom, n_base"
    estimated, published = dbt.ref("int_share").project(needed), dbt.ref("int_published_share").project(needed)
    shares = columns(estimated.union(published).order("share_key"))
    method, low, high = [], [], []
    if shares["share_key"].size:
        from dagster_project.estimation.intervals import rule

        method, low, high = rule(shares["share"], shares["standard_error"], shares["degrees_of_freedom"], shares["n_base"])
    return table(
        session,
        "int_share_interval",
        {
            "share_key": ("integer", shares["share_key"]),
            "ci_method": ("varchar", method),
            "ci_low": ("double", low),
            "ci_high": ("double", high),
        },
    )
