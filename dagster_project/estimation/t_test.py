"""Student's t of an estimated difference: its interval, and how probable it were without any."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtr

from dagster_project.estimation.intervals import t_quantile
from dagster_project.estimation.precision import Floats


def t_test(difference: Floats, se: Floats, df: Floats) -> tuple[Floats, Floats, Floats]:
    """Lower and upper limit (95 %) and the two-sided p value.

    Without degrees of freedom there is none of them, without error no p value (all NaN).
    """
    half = t_quantile(df) * se
    tested = (se > 0) & (df > 0)
    statistic = np.abs(difference) / np.where(tested, se, 1.0)
    p_value = np.where(tested, 2 * stdtr(np.where(tested, df, 1.0), -statistic), np.nan)
    return difference - half, difference + half, p_value
