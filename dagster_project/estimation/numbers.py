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

# statistic, n_base, estimate, standard_error, degrees_of_freedom, ci_low, ci_high
NumericEstimate = tuple[str, int, float, float, int, float, float]


def numeric_estimates(design: Design, in_base: Floats, values: Floats) -> list[NumericEstimate]:
    """All statistics over the base (0/1 per respondent); none where the base is empty."""
    n_base = int(in_base.sum())
    if n_base == 0:
        return []
    df = degrees_of_freedom(design, in_base)
    t = float(t_quantile(np.array([df]))[0])
    weighted = design.weight * in_base
    mean = float((weighted * values).sum() / weighted.sum())
    linearised = {
        "mean": (mean, in_base * (values - mean) / weighted.sum()),
        "total": (float((weighted * values).sum()), in_base * values),
    }
    found: list[NumericEstimate] = []
    for statistic, (estimate, u) in linearised.items():
        se = float(np.sqrt(max(float(variance(design, u, u**2)), 0.0)))
        found.append((statistic, n_base, estimate, se, df, estimate - t * se, estimate + t * se))
    for statistic, fraction in QUARTILES.items():
        estimate, se, low, high = woodruff(design, in_base, values, fraction)
        found.append((statistic, n_base, estimate, se, df, low, high))
    return found
