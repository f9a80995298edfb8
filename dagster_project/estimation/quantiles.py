"""Quantiles of a number with Woodruff's interval (1952): the limits of F̂(q) read back on the scale of q."""

from __future__ import annotations

import numpy as np

from dagster_project.estimation.design import Design, degrees_of_freedom, variance
from dagster_project.estimation.intervals import t_quantile
from dagster_project.estimation.precision import Floats, product


def weighted_quantile(values: Floats, weight: Floats, fraction: float) -> float:
    """The smallest value whose share of the weight up to and including it reaches the fraction.

    The left-continuous rule (type 1 of Hyndman & Fan 1996). A fraction below 0 gives the smallest
    value, one above 1 the largest. Where a share equals the fraction exactly, the last bit decides, in R
    too: as there, weights are added up one after the other in extended precision and then rounded. So it
    is the same bit everywhere; a tolerance would give other quantiles than R at each such tie.
    """
    order = np.argsort(values, kind="stable")
    extended = weight[order].astype(np.longdouble)
    reached = np.cumsum(extended).astype(float) / float(extended.sum())
    place = int(np.searchsorted(reached, fraction, side="left"))
    return float(values[order][min(place, values.size - 1)])


def woodruff(design: Design, in_base: Floats, values: Floats, fraction: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Quantile, standard error, lower and upper limit over each base (columns of 0/1).

    Bases must not be empty. The standard error is the half-width of the interval over t; without
    degrees of freedom there is neither.
    """
    bases = [np.flatnonzero(column) for column in in_base.T]
    quantiles = np.array([weighted_quantile(values[rows], design.weight[rows], fraction) for rows in bases])
    total = product(in_base.T, design.weight)
    below = in_base * (values[:, None] <= quantiles[None, :])
    share = product(below.T, design.weight) / total
    u = (below - in_base * share[None, :]) / total[None, :]
    t = t_quantile(degrees_of_freedom(design, in_base))
    half = t * np.sqrt(variance(design, u, u**2))
    low, high = quantiles.copy(), quantiles.copy()
    for at, (rows, middle, width) in enumerate(zip(bases, share, half, strict=True)):
        # Without error the quantile is its own interval.
        if width != 0:
            low[at], high[at] = (
                np.nan if np.isnan(width) else weighted_quantile(values[rows], design.weight[rows], limit)
                for limit in (middle - width, middle + width)
            )
    return quantiles, (high - low) / (2 * t), low, high
