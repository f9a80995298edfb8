"""Mean, total and quartiles of a number over a base, with standard error and interval.

Mean: a ratio of two totals, linearised, u = 1(y − ȳ)/N̂; total: u = 1·y (Särndal, Swensson &
Wretman 1992, sections 5.6 and 5.7). Quartiles: see quantiles.py.
"""

from __future__ import annotations

import numpy as np

from dagster_project.estimation.design import Design, Floats, degrees_of_freedom, variance
from dagster_project.estimation.intervals import t_quantile
from dagster_project.estimation.quantiles import woodruff

QUARTILES = {"p25": 0.25, "p50": 0.5, "p75": 0.75}


def numeric_estimates(design: Design, in_base: Floats, values: Floats) -> dict[str, dict[str, np.ndarray]]:
    """statistic → estimate, standard_error, degrees_of_freedom, ci_low, ci_high, n_base of each base.

    `in_base` has one column of 0/1 per base, none of them empty.
    """
    df = degrees_of_freedom(design, in_base)
    t = t_quantile(df)
    common = {"n_base": np.rint(in_base.sum(axis=0)).astype(np.int64), "degrees_of_freedom": df}
    total = design.weight @ (in_base * values[:, None])
    size = design.weight @ in_base
    mean = total / size
    linearised = {
        "mean": (mean, in_base * (values[:, None] - mean[None, :]) / size[None, :]),
        "total": (total, in_base * values[:, None]),
    }
    found = {}
    for statistic, (estimate, u) in linearised.items():
        se = np.sqrt(np.maximum(variance(design, u, u**2), 0.0))
        found[statistic] = _columns(estimate, se, estimate - t * se, estimate + t * se) | common
    for statistic, fraction in QUARTILES.items():
        found[statistic] = _columns(*woodruff(design, in_base, values, fraction)) | common
    return found


def _columns(estimate: Floats, se: Floats, low: Floats, high: Floats) -> dict[str, np.ndarray]:
    return {"estimate": estimate, "standard_error": se, "ci_low": low, "ci_high": high}
