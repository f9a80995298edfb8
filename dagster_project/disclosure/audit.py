"""The linear programs of disclosure control: what a reader can pin down, and what to hide so that he cannot.

A hidden count is safe when two sets of answers fit everything that is published and differ in that
count by more than the threshold. The true answers are one such set; `protect` looks for others and
hides further figures, at the least cost, where there are none (the linear-programming heuristic for
complementary suppression: Kelly, Golden and Assad 1992; Fischetti and Salazar 2000; Hundepool et al.,
Statistical Disclosure Control, 2012, ch. 4). Hiding more never makes another count less safe, so
what was shown once stays shown. `reachable_range` is the reader's own calculation: smallest and
largest value, by two linear programs.

Where the number of respondents alone leaves no more than the threshold (one respondent: 0 or 1), a
count is safe when the published figures add nothing to that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse
from scipy.optimize import linprog

from dagster_project.disclosure.linear_system import System

TOLERANCE = 1e-6
BY_THE_WAY = 4.0  # cost accepted to bring a further cell one body nearer to safety in the same program


class DisclosureNotPossible(Exception):
    """A cell cannot be protected by hiding further figures: a defect of the rules, never of the answers."""

    def __init__(self, cell: dict):
        place = f"{cell['question_id']} {cell['option_code']} ({cell['domain']} = {cell['domain_value']})"
        super().__init__(
            f"秘匿すべき値 {place} を、他の値から逆算できないようにすることができない。"
            f" / The hidden figure {place} cannot be kept from being calculated from others."
        )


@dataclass
class Ranges:
    """The smallest and largest count seen so far in tables that fit what is published."""

    low: np.ndarray
    high: np.ndarray

    def widen(self, counts: np.ndarray) -> None:
        self.low = np.minimum(self.low, np.ceil(counts - TOLERANCE))
        self.high = np.maximum(self.high, np.floor(counts + TOLERANCE))


def is_safe(low: np.ndarray, high: np.ndarray, ceiling: np.ndarray, threshold: int) -> np.ndarray:
    """Further apart than the threshold, or all that the number of respondents leaves open."""
    return (high - low > threshold) | ((low <= 0) & (high >= ceiling) & (ceiling <= threshold))


def reachable_range(system: System, shown: np.ndarray, cell: int) -> tuple[float, float]:
    """Smallest and largest value of a figure that everything shown allows.

    Args:
        shown: one boolean per figure of the system.
        cell: position of the figure looked for.
    """
    equal = sparse.vstack([system.equal, system.figures[shown]], format="csr")
    equal_to = np.concatenate([system.equal_to, (system.figures @ system.truth)[shown]])
    goal = system.figures[cell].toarray().ravel()
    bounds = []
    for sign in (1.0, -1.0):
        result = linprog(
            sign * goal,
            A_ub=system.at_most if system.at_most.shape[0] else None,
            b_ub=np.zeros(system.at_most.shape[0]) if system.at_most.shape[0] else None,
            A_eq=equal,
            b_eq=equal_to,
            bounds=(0, None),
            method="highs",
        )
        if result.status != 0:
            raise RuntimeError(result.message)
        bounds.append(sign * result.fun)
    return bounds[0], bounds[1]


def protect(system: System, hidden: np.ndarray, needs: np.ndarray, threshold: int) -> tuple[np.ndarray, Ranges]:
    """The figures to hide so that every hidden count is safe, and the ranges that prove it.

    Args:
        hidden: the figures hidden to begin with.
        needs: the figures that must be safe when hidden (counts, not bases).

    Raises:
        DisclosureNotPossible: a count stays within the threshold whatever else is hidden.
    """
    whole = system.cells["weight_class"].to_numpy() < 0
    figure = _figure_of(system.cells)
    counts = system.figures @ system.truth
    ceiling = system.cells["ceiling"].to_numpy()
    cost = system.cells["cost"].to_numpy()
    hidden = _weighted_follow(hidden, whole, figure)
    ranges = Ranges(counts.copy(), counts.copy())
    random = np.random.default_rng(20240601)  # any fixed number: the same raw files hide the same figures

    def open_cells() -> np.ndarray:
        return np.flatnonzero(hidden & needs & ~is_safe(ranges.low, ranges.high, ceiling, threshold))

    while (cells := open_cells()).size:
        first = cells[np.argmax(cost[cells])]  # totals first: what they hide is free for their parts
        others = cells[cells != first]
        for zeros_stay in (whole, np.zeros_like(whole)):
            for sign, step in _steps(counts[first], ceiling[first], threshold):
                upward = (counts[others] <= threshold) | (random.random(others.size) < 0.5)
                room = np.where(upward, ceiling[others] - counts[others], counts[others])
                moves = _Moves(
                    cells=np.append(first, others),
                    sign=np.append(sign, np.where(upward, 1.0, -1.0)),
                    most=np.append(step, np.minimum(threshold + 1.0, room)),
                    least=np.append(step, np.full(others.size, -np.inf)),
                )
                table = _move(system, hidden, zeros_stay, moves)
                if table is not None:
                    found = system.figures @ table
                    hidden = _weighted_follow(hidden | (np.abs(found - counts) > TOLERANCE), whole, figure)
                    ranges.widen(found)
            if first not in open_cells():
                break
        else:
            raise DisclosureNotPossible(system.cells.row(int(first), named=True))
    return hidden, ranges


def _figure_of(cells: pl.DataFrame) -> np.ndarray:
    """A number per figure, the same for its count and the weight classes of its weighted count."""
    names = ["question_id", "kind", "option_code", "domain", "domain_value"]
    return cells.select(pl.struct(names).rank("dense")).to_series().to_numpy() - 1


def _weighted_follow(hidden: np.ndarray, whole: np.ndarray, figure: np.ndarray) -> np.ndarray:
    """A weighted figure is one number: it is hidden with any of its classes, and with its count."""
    return hidden | (~whole & (np.bincount(figure, weights=hidden)[figure] > 0))


def _steps(count: float, ceiling: float, threshold: int) -> list[tuple[float, float]]:
    """Direction and size of the moves that make one count safe: up and, where it cannot rise enough, down."""
    up = min(threshold + 1.0, ceiling - count)
    down = min(threshold + 1.0 - up, count)
    return [(sign, step) for sign, step in ((1.0, up), (-1.0, down)) if step > 0]


@dataclass(frozen=True)
class _Moves:
    """Cells to move: in which direction, how far at most (what is gained) and at least."""

    cells: np.ndarray
    sign: np.ndarray
    most: np.ndarray
    least: np.ndarray


def _move(system: System, hidden: np.ndarray, zeros_stay: np.ndarray, moves: _Moves) -> np.ndarray | None:
    """The table that makes the moves at the least cost of figures hidden; None where there is none.

    Unknowns: the table, what each shown figure rises and falls by, and what each move gains.
    Figures shown as zero stay where `zeros_stay`: hiding them protects little.
    """
    figures, truth = system.figures, system.truth
    counts = figures @ truth
    cost = system.cells["cost"].to_numpy()
    zero = ~hidden & zeros_stay & (counts < TOLERANCE)
    free = np.flatnonzero(np.asarray(figures[zero].sum(axis=0)).ravel() == 0)
    soft = np.flatnonzero(~hidden & ~zero)
    wanted, rules = moves.cells.size, system.at_most.shape[0]
    result = linprog(
        np.concatenate([np.zeros(free.size), cost[soft], cost[soft], np.full(wanted, -BY_THE_WAY)]),
        A_eq=sparse.bmat(
            [
                [system.equal[:, free], None, None, sparse.csr_matrix((system.equal.shape[0], wanted))],
                [figures[soft][:, free], -sparse.identity(soft.size), sparse.identity(soft.size), None],
            ],
            format="csr",
        ),
        b_eq=np.concatenate([system.equal_to, counts[soft]]),
        A_ub=sparse.bmat(
            [
                [-sparse.diags(moves.sign) @ figures[moves.cells][:, free], None, sparse.identity(wanted)],
                [system.at_most[:, free], sparse.csr_matrix((rules, 2 * soft.size)), None],
            ],
            format="csr",
        ),
        b_ub=np.concatenate([-moves.sign * counts[moves.cells], np.zeros(rules)]),
        bounds=np.vstack(
            [
                np.tile([0.0, np.inf], (free.size + 2 * soft.size, 1)),
                np.column_stack([moves.least, moves.most]),
            ]
        ),
        method="highs",
    )
    if result.status == 2:  # infeasible
        return None
    if result.status != 0:
        raise RuntimeError(result.message)
    table = np.zeros_like(truth)
    table[free] = result.x[: free.size]
    return table
