"""Quantiles of a number with Woodruff's interval (1952): the limits of F̂(q) read back on the scale of q."""

from __future__ import annotations

import numpy as np

from dagster_project.estimation.design import Design, Floats, degrees_of_freedom, variance
from dagster_project.estimation.intervals import t_quantile


def weighted_quantile(values: Floats, weight: Floats, fraction: float) -> float:
    """The smallest value whose share of the weight up to and including it reaches the fraction.

    The left-continuous rule (type 1 of Hyndman & Fan 1996). A fraction below 0 gives the smallest
    value, one above 1 the largest. Where a share equals the fraction exactly, the last bit decides:
    weights are added up in extended precision and then rounded, as R does.
    """
    order = np.argsort(values, kind="stable")
    extended = weight[order].astype(np.longdouble)
    reached = np.cumsum(extended).astype(float) / float(extended.sum())
    place = int(np.searchsorted(reached, fraction, side="left"))
    return float(values[order][min(place, values.size - 1)])


def woodruff(
    design: Design, in_base: Floats, values: Floats, fraction: float
) -> tuple[float, float, float, float]:
    """Quantile, standard error, lower and upper limit over the rows in the base.

    `values` counts only where `in_base` is 1. The standard error is the half-width over t.
    """
    chosen = in_base > 0
    weight = design.weight[chosen]
    quantile = weighted_quantile(values[chosen], weight, fraction)
    total = weight.sum()
    below = np.where(chosen, values <= quantile, False).astype(float)
    share = float((design.weight * below).sum() / total)
    u = in_base * (below - share) / total
    t = float(t_quantile(np.array([degrees_of_freedom(design, in_base)]))[0])
    se = float(np.sqrt(max(variance(design, u, u**2), 0.0)))
    if np.isnan(t):
        return quantile, np.nan, np.nan, np.nan
    low, high = (
        weighted_quantile(values[chosen], weight, share + side * t * se) for side in (-1, 1)
    )
    return quantile, (high - low) / (2 * t), low, high
