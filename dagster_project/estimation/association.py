"""Is an answer associated with a group of units? Rao–Scott's second-order test (Rao & Scott 1984).

Δ = (C'(D_p⁻¹/n)C)⁻¹ C'D_p⁻¹ V D_p⁻¹ C compares the design's covariance V of the cell shares with
that of simple random sampling, over the contrasts C of the interaction. F = X²/tr Δ on
(tr Δ)²/tr Δ² and that times the design's degrees of freedom, as R's svychisq(statistic = "F").

Only the traces of Δ and Δ² are needed, and these are n tr PW and n² tr (PW)² with
W = D_p^-½ V D_p^-½ and P the projector on the span of D_p^-½ C. What is orthogonal to that span are
√p times the row and column effects: a few columns where C has (rows − 1)(columns − 1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.special import fdtrc

from dagster_project.estimation.design import Design, Indices, covariance, degrees_of_freedom, scales
from dagster_project.estimation.precision import Floats, difference, is_zero, orthonormal, product


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
    in_base = counts.sum(axis=1)
    groups, columns = np.unique(group[in_base > 0], return_inverse=True)
    answers = counts.shape[1]
    if answers < 2 or groups.size < 2:
        return None
    df = int(degrees_of_freedom(design, in_base))
    if df < 1:
        return None

    column = np.zeros(group.shape, dtype=np.intp)
    column[in_base > 0] = columns
    cell = np.arange(answers)[None, :] * groups.size + column[:, None]

    def summed(factor: Floats) -> Floats:
        return np.bincount(cell.ravel(), (factor[:, None] * counts).ravel(), answers * groups.size).astype(float)

    weighted = summed(design.weight)
    share = weighted / weighted.sum()
    table = share.reshape(answers, groups.size)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    pearson = float(in_base.sum()) * float((difference(table, expected) ** 2 / expected).sum())

    filled = share > 0
    root = np.sqrt(share[filled])
    main = _main_effects(filled.reshape(table.shape)) * root[:, None]
    basis = product(main, orthonormal(product(main.T, main)))
    if basis.shape[1] == root.size:
        return None
    # u of a respondent in the cell k is (e_k − share) / total.
    sums = np.zeros((group.size, share.size))
    sums[np.arange(group.size)[:, None], cell] = counts
    sums = (sums - in_base[:, None] * share)[:, filled] / weighted.sum()
    scaled, p = summed(scales(design))[filled], share[filled]
    cross = np.outer(scaled, p)
    products = (np.diag(scaled) - cross - cross.T + scaled.sum() * np.outer(p, p)) / weighted.sum() ** 2
    design_effect = covariance(design, sums, products) / np.outer(root, root) * in_base.sum()
    projected = design_effect - product(basis, product(basis.T, design_effect))
    trace, trace_of_square = float(np.trace(projected)), float((projected * projected.T).sum())
    if is_zero(trace, np.trace(products / np.outer(root, root)) * in_base.sum()):
        return None
    numerator = trace * trace / trace_of_square
    f = pearson / trace
    return AssociationTest(f, numerator, numerator * df, float(fdtrc(numerator, numerator * df, f)))


def _main_effects(filled: np.ndarray) -> Floats:
    """The row and column effects of a two-way layout over its filled cells; those that vanish on the empty ones.

    A contrast of the whole table is cut off at its empty cells: orthogonal to what is left of all of them
    are the effects that are zero there. At an empty cell the effect of its row is minus that of its column,
    so that rows and columns which empty cells join have one effect in common, with opposite signs.
    """
    rows, columns = filled.shape
    empty_row, empty_column = np.nonzero(~filled)
    joined = sparse.coo_array((np.ones(empty_row.size), (empty_row, rows + empty_column)), (rows + columns,) * 2)
    effects = np.eye(rows + columns)[connected_components(joined, directed=False)[1]]
    row, column = np.nonzero(filled)
    return effects[row] - effects[rows + column]
