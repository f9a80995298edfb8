"""The linear programs of disclosure control: what a reader can pin down, and what to hide so that he cannot.

A hidden count is safe when two sets of answers fit everything that is published and differ in that
count by more than the threshold. The true answers are one such set; `protect` looks for others and
hides further figures where there are none, so that as little as possible is lost: the costs of the
hidden figures add up to the objective of cell suppression (de Wolf 2002; Hundepool et al., Statistical
Disclosure Control, 2012, ch. 4; Fischetti and Salazar 2000). Each cell in turn is moved at the least
cost (the linear-programming heuristic: Kelly, Golden and Assad 1992). Hiding more never makes another
count less safe, so what was shown once stays shown. A reader's own calculation, smallest and largest value
by two linear programs, is what the tests attack the result with.

Where the number of respondents alone leaves no more than the threshold (one respondent: 0 or 1), a
count is safe when the published figures add nothing to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import highspy
import numpy as np
import polars as pl
from scipy import sparse

from dagster_project.disclosure.linear_system import System

TOLERANCE = 1e-6
NEARNESS = 0.01  # cost of one body that answers otherwise: no answer changes without need


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
    program = cache(lambda zeros_stay: _Program(system, hidden, zeros_stay))

    def open_cells() -> np.ndarray:
        return np.flatnonzero(hidden & needs & ~is_safe(ranges.low, ranges.high, ceiling, threshold))

    def with_hidden(found: list[np.ndarray]) -> np.ndarray:
        moved = [np.abs(each - counts) > TOLERANCE for each in found]
        return _weighted_follow(np.logical_or.reduce([hidden, *moved]), whole, figure)

    def cheapest(spans: Iterator[list[np.ndarray]]) -> list[np.ndarray]:
        least, best = np.inf, []
        for found in spans:
            lost = cost[with_hidden(found) & ~hidden].sum()
            if lost < least:
                least, best = lost, found
            if least == 0:
                break
        return best

    while (cells := open_cells()).size:
        cell = cells[np.argmax(cost[cells])]  # totals first: what they hide is free for their parts
        for zeros_stay in (True, False):
            room = (ceiling[cell] - counts[cell], counts[cell])
            best = cheapest(program(zeros_stay).spans(cell, hidden, *room, threshold + 1.0))
            hidden = with_hidden(best)
            for found in best:
                ranges.widen(found)
            if cell not in open_cells():
                break
        else:
            raise DisclosureNotPossible(system.cells.row(int(cell), named=True))
    return hidden, ranges


def _splits(up: float, down: float, width: float) -> list[float]:
    """How much of a width may lie above a count that has so much room above and below: the ends first, then between them."""
    most = min(width, up)
    least = min(max(width - down, 0.0), most)
    return list(dict.fromkeys([most, least, *np.arange(least + 1, most)]))


def _figure_of(cells: pl.DataFrame) -> np.ndarray:
    """A number per figure, the same for its count and the weight classes of its weighted count."""
    names = ["question_id", "kind", "option_code", "domain", "domain_value"]
    return cells.select(pl.struct(names).rank("dense")).to_series().to_numpy() - 1


def _weighted_follow(hidden: np.ndarray, whole: np.ndarray, figure: np.ndarray) -> np.ndarray:
    """A weighted figure is one number: it is hidden with any of its classes, and with its count."""
    return hidden | (~whole & (np.bincount(figure, weights=hidden)[figure] > 0))


class _Program:
    """The tables that fit a questionnaire, at the cost of the shown figures that differ in them.

    One linear program, made once and changed from cell to cell. Its columns are what each unknown rises
    and falls by, and what each figure rises and falls by, so that the true table is its origin. The
    first solution of each cell starts there: the least costly table that moves it is near, and does not
    depend on the cells before; further steps the same way start from the step before. Figures shown as
    zero stay where `zeros_stay`: hiding them protects little.
    """

    def __init__(self, system: System, hidden: np.ndarray, zeros_stay: bool):
        figures, truth = system.figures, system.truth
        self.counts = figures @ truth
        self.cost = system.cells["cost"].to_numpy()
        zero = ~hidden & (self.counts < TOLERANCE) & zeros_stay
        rising = np.asarray(abs(figures[zero]).sum(axis=0)).ravel() == 0
        rising, falling = np.flatnonzero(rising), np.flatnonzero(rising & (truth > 0))
        self.place = np.where(zero, -1, np.cumsum(~zero) - 1)  # of a figure among those of the program
        self.figures = figures
        rules = sparse.vstack([system.equal, system.at_most, figures[~zero]], format="csc")
        fixed, soft = system.equal.shape[0] + system.at_most.shape[0], int((~zero).sum())
        own = sparse.vstack([sparse.csc_matrix((fixed, soft)), sparse.identity(soft)], format="csc")
        matrix = sparse.hstack([rules[:, rising], -rules[:, falling], -own, own], format="csc")
        self.moves = sparse.csc_matrix(
            (
                np.r_[np.ones(rising.size), -np.ones(falling.size)],
                (np.r_[rising, falling], np.arange(rising.size + falling.size)),
            ),
            shape=(truth.size, rising.size + falling.size),
        )
        self.first_rise, self.first_fall = self.moves.shape[1], self.moves.shape[1] + soft
        above = -(system.at_most @ truth)
        price = np.where(hidden, 0.0, self.cost)[~zero]
        self.hidden = hidden

        linear = highspy.HighsLp()
        linear.num_row_, linear.num_col_ = matrix.shape
        linear.col_cost_ = np.concatenate([np.full(self.first_rise, NEARNESS), price, price])
        linear.col_lower_ = np.zeros(matrix.shape[1])
        endless = np.full(matrix.shape[1], highspy.kHighsInf)
        endless[rising.size : self.first_rise] = truth[falling]
        linear.col_upper_ = endless
        linear.row_lower_ = np.concatenate(
            [np.zeros(system.equal.shape[0]), np.full(above.size, -highspy.kHighsInf), np.zeros(soft)]
        )
        linear.row_upper_ = np.concatenate([np.zeros(system.equal.shape[0]), above, np.zeros(soft)])
        linear.a_matrix_.start_, linear.a_matrix_.index_ = matrix.indptr, matrix.indices
        linear.a_matrix_.value_ = matrix.data
        self.solver = highspy.Highs()
        options: dict[str, bool | int | str] = {"output_flag": False, "threads": 1, "presolve": "off", "simplex_strategy": 1}
        for option, value in options.items():
            self.solver.setOptionValue(option, value)
        self.solver.passModel(linear)
        self.origin = highspy.HighsBasis()
        self.origin.col_status = [highspy.HighsBasisStatus.kLower] * matrix.shape[1]
        self.origin.row_status = [highspy.HighsBasisStatus.kBasic] * matrix.shape[0]
        self.origin.valid = True

    def spans(self, cell: int, hidden: np.ndarray, up: float, down: float, width: float) -> Iterator[list[np.ndarray]]:
        """The figures of one or two tables in which a cell reaches over `width`, as far as its room allows.

        Args:
            hidden: the figures hidden by now, at least those of before; they move free of cost.
            up, down: the room of the cell above and below its count.

        Yields:
            The spans that there are, each with another part of the width above the count.
        """
        if self.place[cell] < 0:
            return
        self._set_free(hidden)
        self.nearest = {1: self.origin, -1: self.origin}
        moved = cache(lambda sign, step: self._moved(cell, sign, step))
        for rise in _splits(up, down, width):
            steps = [(1, rise), (-1, min(width - rise, down))]
            moves = [moved(*step) for step in steps if step[1] > 0]
            tables = [table for table in moves if table is not None]
            if len(tables) == len(moves):
                yield tables

    def _set_free(self, hidden: np.ndarray) -> None:
        new = self.place[hidden & ~self.hidden]
        new = new[new >= 0]
        columns = np.concatenate([self.first_rise + new, self.first_fall + new]).astype(np.int32)
        self.solver.changeColsCost(columns.size, columns, np.zeros(columns.size))
        self.hidden = hidden

    def _moved(self, cell: int, sign: int, step: float) -> np.ndarray | None:
        """All figures of the least costly table in which one is larger (sign 1) or smaller (−1) by `step`."""
        columns = (self.first_rise + self.place[cell], self.first_fall + self.place[cell])[::sign]
        for column, lower, upper in zip(columns, (step, 0.0), (highspy.kHighsInf, 0.0), strict=True):
            self.solver.changeColBounds(int(column), lower, upper)
        status = self._solved_from(self.nearest[sign])
        if status != highspy.HighsModelStatus.kOptimal and self.nearest[sign] is not self.origin:
            status = self._solved_from(self.origin)  # of weights of many digits a basis of before may be worth nothing
        if status == highspy.HighsModelStatus.kOptimal:
            self.nearest[sign] = self.solver.getBasis()
        values = np.array(self.solver.getSolution().col_value)
        for column in columns:
            self.solver.changeColBounds(int(column), 0.0, highspy.kHighsInf)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(self.solver.modelStatusToString(status))
        return self.counts + self.figures @ (self.moves @ values[: self.first_rise])

    def _solved_from(self, basis: highspy.HighsBasis) -> highspy.HighsModelStatus:
        self.solver.setBasis(basis)
        self.solver.run()
        return self.solver.getModelStatus()
