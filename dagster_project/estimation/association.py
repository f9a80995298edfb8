"""Is an answer associated with a group of units? Rao–Scott's second-order test (Rao & Scott 1984).

Δ = (C'(D_p⁻¹/n)C)⁻¹ C'D_p⁻¹ V D_p⁻¹ C compares the design's covariance V of the cell shares with
that of simple random sampling, over the contrasts C of the interaction. F = X²/tr Δ on
(tr Δ)²/tr Δ² and that times the design's degrees of freedom, as R's svychisq(statistic = "F").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc

from dagster_project.estimation.design import Design, Floats, Indices, covariance, degrees_of_freedom


@dataclass(frozen=True)
class AssociationTest:
    """F statistic, its two degrees of freedom and the probability of a larger one."""

    f_statistic: float
    numerator_df: float
    denominator_df: float
    p_value: float


def rao_scott(design: Design, counts: Floats, group: Indices) -> AssociationTest | None:
    """Test answer × group over the respondents that have both.

    Args:
        counts: rows of the design × answers, the respondents of each row that gave the answer; the
            others of the row are not in the base.
        group: the group of each row, or −1 where it has none.

    None where one of the two has a single level, or where nothing varies.
    """
    counts = np.where((group >= 0)[:, None], counts, 0.0)
    counts = counts[:, counts.sum(axis=0) > 0]
    groups, columns = np.unique(group[counts.sum(axis=1) > 0], return_inverse=True)
    answers = counts.shape[1]
    if answers < 2 or groups.size < 2:
        return None
    column = np.full(group.shape, -1)
    column[counts.sum(axis=1) > 0] = columns
    n = float(counts.sum())
    df = int(degrees_of_freedom(design, counts.sum(axis=1)))
    if df < 1:
        return None

    # One row per respondents of a row with the same answer, and one for those outside the base.
    rest = design.size - counts.sum(axis=1)
    split = design.expanded(np.hstack([counts, rest[:, None]]))
    cells = np.arange(answers)[None, :] * groups.size + np.maximum(column, 0)[:, None]
    cells = np.hstack([cells, np.full((group.size, 1), -1)]).ravel()
    indicators = (cells[:, None] == np.arange(answers * groups.size)[None, :]).astype(float)
    weight = np.where(cells >= 0, split.weight * split.size, 0.0)
    total = weight.sum()
    share = weight @ indicators / total
    u = np.where((cells >= 0)[:, None], (indicators - share[None, :]) / total, 0.0)
    table = share.reshape(answers, groups.size)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    pearson = n * float(((table - expected) ** 2 / expected).sum())

    contrasts = _interaction_contrasts(answers, groups.size)
    inverse = np.where(share > 0, 1 / np.where(share > 0, share, 1), 0.0)
    scaled = contrasts * inverse[:, None]
    simple = contrasts.T @ scaled / n
    delta = np.linalg.lstsq(simple, scaled.T @ covariance(split, u) @ scaled, rcond=None)[0]
    trace, trace_of_square = float(np.trace(delta)), float(np.trace(delta @ delta))
    if trace <= 0 or trace_of_square <= 0:
        return None
    numerator = trace**2 / trace_of_square
    f = pearson / trace
    return AssociationTest(f, numerator, numerator * df, float(fdtrc(numerator, numerator * df, f)))


def _interaction_contrasts(row_levels: int, column_levels: int) -> Floats:
    """The interaction columns of a two-way layout, with rows and columns taken out of them."""
    rows, columns = np.divmod(np.arange(row_levels * column_levels), column_levels)
    row_dummies = (rows[:, None] == np.arange(1, row_levels)[None, :]).astype(float)
    column_dummies = (columns[:, None] == np.arange(1, column_levels)[None, :]).astype(float)
    main = np.hstack([np.ones((rows.size, 1)), row_dummies, column_dummies])
    products = np.einsum("ki,kj->kij", row_dummies, column_dummies).reshape(rows.size, -1)
    return products - main @ np.linalg.lstsq(main, products, rcond=None)[0]
