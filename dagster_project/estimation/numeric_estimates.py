"""Mean, total, quartiles and ratio of numbers over a base, with standard error and interval.

Ratio of two totals R̂ = ŷ/x̂, linearised, u = 1(y − R̂x)/x̂; the mean is the ratio to x = 1; total:
u = 1·y (Särndal, Swensson & Wretman 1992, sections 5.6 and 5.7). Quartiles: see quantiles.py.
"""

from __future__ import annotations

import numpy as np

from dagster_project.estimation.design import Design, degrees_of_freedom, variance
from dagster_project.estimation.intervals import t_quantile
from dagster_project.estimation.precision import Floats, difference, product, settled
from dagster_project.estimation.quantiles import woodruff

QUARTILES = {"p25": 0.25, "p50": 0.5, "p75": 0.75}


def numeric_estimates(design: Design, in_base: Floats, values: Floats) -> dict[str, dict[str, np.ndarray]]:
    """statistic → estimate, standard_error, degrees_of_freedom, ci_low, ci_high, n_base of each base.

    `in_base` has one column of 0/1 per base, none of them empty.
    """
    df = degrees_of_freedom(design, in_base)
    t = t_quantile(df)
    common = {"n_base": np.rint(in_base.sum(axis=0)).astype(np.int64), "degrees_of_freedom": df}
    linearised = {
        "mean": linearised_ratio(design, in_base, values, np.ones_like(values)),
        "total": (weighted_total(design, in_base, values), in_base * values[:, None]),
    }
    found = {statistic: _with_interval(design, estimate, u, t) | common for statistic, (estimate, u) in linearised.items()}
    for statistic, fraction in QUARTILES.items():
        found[statistic] = _columns(*woodruff(design, in_base, values, fraction)) | common
    return found


def ratio_estimates(design: Design, in_base: Floats, values: Floats, divisors: Floats) -> dict[str, np.ndarray]:
    """The columns of `numeric_estimates` for total values / total divisors, over bases that gave both.

    The divisors of no base may add up to 0.
    """
    df = degrees_of_freedom(design, in_base)
    estimate, u = linearised_ratio(design, in_base, values, divisors)
    return _with_interval(design, estimate, u, t_quantile(df)) | {
        "n_base": np.rint(in_base.sum(axis=0)).astype(np.int64),
        "degrees_of_freedom": df,
    }


def weighted_total(design: Design, in_base: Floats, values: Floats) -> Floats:
    """Σ w y over each base; 0 where numbers above and below zero cancel but for rounding."""
    total, sizes = product(in_base.T, (design.weight * np.stack([values, np.abs(values)])).T).T
    return settled(total, sizes)


def linearised_ratio(design: Design, in_base: Floats, values: Floats, divisors: Floats) -> tuple[Floats, Floats]:
    """R̂ = ŷ/x̂ of each base and its linearised variable."""
    total, divisor = (weighted_total(design, in_base, each) for each in (values, divisors))
    ratio = total / divisor
    return ratio, in_base * difference(values[:, None], ratio[None, :] * divisors[:, None]) / divisor[None, :]


def _with_interval(design: Design, estimate: Floats, u: Floats, t: Floats) -> dict[str, np.ndarray]:
    se = np.sqrt(variance(design, u, u**2))
    return _columns(estimate, se, estimate - t * se, estimate + t * se)


def _columns(estimate: Floats, se: Floats, low: Floats, high: Floats) -> dict[str, np.ndarray]:
    return {"estimate": estimate, "standard_error": se, "ci_low": low, "ci_high": high}
