"""Confidence intervals under a complex design, for whole columns at once: of a share, and of a difference with its p value.

logit: expit(logit p ± t·se/(p(1−p))), as R's svyciprop(method = "logit").
Korn–Graubard: Clopper–Pearson with the effective sample size n* (Korn & Graubard 1998).
Clopper–Pearson (1934): shares of 0 and 1, where there is no standard error.

Which one a row gets is decided in `rule`. Without degrees of freedom there is no interval.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, expit, stdtr, stdtrit
from scipy.special import logit as log_odds

from dagster_project.estimation.precision import Floats, less

LEVEL = 0.95
_TAIL = (1 + LEVEL) / 2
# A share near 0 or 1, or a base this small, makes the logit interval too short.
EXTREME_SHARE = 0.05
SMALL_BASE = 50


def t_quantile(df: ArrayLike) -> Floats:
    """t(.975, df); absent (NaN) without degrees of freedom."""
    degrees = np.asarray(df, dtype=float)
    return np.where(degrees > 0, stdtrit(np.where(degrees > 0, degrees, 1), _TAIL), np.nan)


def logit(share: Floats, se: Floats, df: Floats) -> tuple[Floats, Floats]:
    """Lower and upper limit on the logit scale; for shares strictly between 0 and 1."""
    centre, half = log_odds(share), t_quantile(df) * se / (share * (1 - share))
    return expit(centre - half), expit(centre + half)


def effective_size(share: Floats, se: Floats) -> Floats:
    """n* = p(1−p)/se²: the simple random sample that would be as precise."""
    with np.errstate(divide="ignore"):
        return share * (1 - share) / se**2


def korn_graubard(share: Floats, se: Floats, df: Floats, n_base: Floats) -> tuple[Floats, Floats]:
    """Beta limits with n* scaled by (t_{n−1}/t_df)²; without error (se = 0) the share itself."""
    size = effective_size(share, se) * (t_quantile(n_base - 1) / t_quantile(df)) ** 2
    exact = np.isinf(size)
    low, high = _beta_limits(share, np.where(exact, 1, size))
    return np.where(exact, share, low), np.where(exact, share, high)


def clopper_pearson(share: Floats, n_base: Floats) -> tuple[Floats, Floats]:
    """The exact binomial interval on the base."""
    return _beta_limits(share, n_base)


def _beta_limits(share: Floats, size: Floats) -> tuple[Floats, Floats]:
    yes, no = size * share, size * (1 - share)
    with np.errstate(invalid="ignore"):
        low = np.where(yes > 0, betaincinv(np.where(yes > 0, yes, 1), no + 1, 1 - _TAIL), 0.0)
        high = np.where(no > 0, betaincinv(yes + 1, np.where(no > 0, no, 1), _TAIL), 1.0)
    absent = np.isnan(size)
    return np.where(absent, np.nan, low), np.where(absent, np.nan, high)


def rule(share: Floats, se: Floats, df: Floats, n_base: Floats) -> tuple[NDArray[np.object_], Floats, Floats]:
    """The method of each row, its lower and its upper limit.

    Shares of 0 and 1 first: Clopper–Pearson. Then Korn–Graubard for p < 5 %, p > 95 % or a base
    below 50. Then logit. Rows without degrees of freedom have no interval and no method.
    """
    share, se, df, n_base = (np.asarray(part, dtype=float) for part in (share, se, df, n_base))
    degenerate = (share <= 0) | (share >= 1)
    known = ~degenerate & (df > 0)
    beta = known & (less(share, EXTREME_SHARE) | less(1 - EXTREME_SHARE, share) | (n_base < SMALL_BASE))
    plain = known & ~beta
    method = np.full(share.shape, None, dtype=object)
    low, high = np.full(share.shape, np.nan), np.full(share.shape, np.nan)
    for name, rows, limits in (
        ("clopper_pearson", degenerate, lambda r: clopper_pearson(share[r], n_base[r])),
        ("korn_graubard", beta, lambda r: korn_graubard(share[r], se[r], df[r], n_base[r])),
        ("logit", plain, lambda r: logit(share[r], se[r], df[r])),
    ):
        if rows.any():
            method[rows] = name
            low[rows], high[rows] = limits(rows)
    return method, low, high


def t_test(difference: Floats, se: Floats, df: Floats) -> tuple[Floats, Floats, Floats]:
    """Student's t of an estimated difference: lower and upper limit (95 %) and the two-sided p value.

    Without degrees of freedom there is none of them, without error no p value (all NaN).
    """
    half = t_quantile(df) * se
    tested = (se > 0) & (df > 0)
    statistic = np.abs(difference) / np.where(tested, se, 1.0)
    p_value = np.where(tested, 2 * stdtr(np.where(tested, df, 1.0), -statistic), np.nan)
    return difference - half, difference + half, p_value
