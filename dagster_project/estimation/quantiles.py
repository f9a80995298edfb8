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


def woodruff(design: Design, in_base: Floats, values: Floats, fraction: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Quantile, standard error, lower and upper limit over each base (columns of 0/1).

    Bases must not be empty. The standard error is the half-width of the interval over t; without
    degrees of freedom there is neither.
    """
    bases = [np.flatnonzero(column) for column in in_base.T]
    quantiles = np.array([weighted_quantile(values[rows], design.weight[rows], fraction) for rows in bases])
    total = design.weight @ in_base
    below = in_base * (values[:, None] <= quantiles[None, :])
    share = (design.weight @ below) / total
    u = (below - in_base * share[None, :]) / total[None, :]
    t = t_quantile(degrees_of_freedom(design, in_base))
    half = t * np.sqrt(np.maximum(variance(design, u, u**2), 0.0))
    limits = [
        [
            np.nan if np.isnan(width) else weighted_quantile(values[rows], design.weight[rows], middle + side * width)
            for rows, middle, width in zip(bases, share, half, strict=True)
        ]
        for side in (-1, 1)
    ]
    low, high = np.array(limits)
    return quantiles, (high - low) / (2 * t), low, high
