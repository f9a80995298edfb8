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


def rao_scott(design: Design, answer: Indices, group: Indices) -> AssociationTest | None:
    """Test answer × group over the respondents that have both; −1 marks those that have not.

    None where one of the two has a single level, or where nothing varies.
    """
    in_base = (answer >= 0) & (group >= 0)
    rows, answer_levels = _levels(answer, in_base)
    columns, group_levels = _levels(group, in_base)
    if answer_levels < 2 or group_levels < 2:
        return None
    n = int(in_base.sum())
    df = degrees_of_freedom(design, in_base.astype(float))
    if df < 1:
        return None
    cell = np.where(in_base, rows * group_levels + columns, -1)
    indicators = (cell[:, None] == np.arange(answer_levels * group_levels)[None, :]).astype(float)
    weight = np.where(in_base, design.weight, 0.0)
    total = weight.sum()
    share = weight @ indicators / total
    u = np.where(in_base[:, None], (indicators - share[None, :]) / total, 0.0)
    table = share.reshape(answer_levels, group_levels)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    pearson = n * float(((table - expected) ** 2 / expected).sum())

    contrasts = _interaction_contrasts(answer_levels, group_levels)
    inverse = np.where(share > 0, 1 / np.where(share > 0, share, 1), 0.0)
    scaled = contrasts * inverse[:, None]
    simple = contrasts.T @ scaled / n
    delta = np.linalg.lstsq(simple, scaled.T @ covariance(design, u) @ scaled, rcond=None)[0]
    trace, trace_of_square = float(np.trace(delta)), float(np.trace(delta @ delta))
    if trace <= 0 or trace_of_square <= 0:
        return None
    numerator = trace**2 / trace_of_square
    f = pearson / trace
    return AssociationTest(f, numerator, numerator * df, float(fdtrc(numerator, numerator * df, f)))


def holm(p_values: Floats) -> Floats:
    """Holm's (1979) adjustment: the k-th smallest of m times m − k + 1, never falling."""
    order = np.argsort(p_values, kind="stable")
    factors = np.arange(p_values.size, 0, -1)
    adjusted = np.minimum(np.maximum.accumulate(p_values[order] * factors), 1.0)
    result = np.empty_like(p_values)
    result[order] = adjusted
    return result


def _levels(codes: Indices, in_base: np.ndarray) -> tuple[Indices, int]:
    """Codes counted from 0 over the levels that occur in the base, and how many those are."""
    present, renumbered = np.unique(np.where(in_base, codes, codes[in_base][0] if in_base.any() else 0), return_inverse=True)
    return renumbered, present.size if in_base.any() else 0


def _interaction_contrasts(row_levels: int, column_levels: int) -> Floats:
    """The interaction columns of a two-way layout, with rows and columns taken out of them."""
    rows, columns = np.divmod(np.arange(row_levels * column_levels), column_levels)
    row_dummies = (rows[:, None] == np.arange(1, row_levels)[None, :]).astype(float)
    column_dummies = (columns[:, None] == np.arange(1, column_levels)[None, :]).astype(float)
    main = np.hstack([np.ones((rows.size, 1)), row_dummies, column_dummies])
    products = np.einsum("ki,kj->kij", row_dummies, column_dummies).reshape(rows.size, -1)
    return products - main @ np.linalg.lstsq(main, products, rcond=None)[0]
