"""Disclosure control of numeric questions: which means, totals, quantiles and ratios are not published.

A sum over some bodies is *sensitive* where

- fewer bodies than the minimum base gave a number, or
- few make up nearly all of it: the p% rule. The second largest body knows the sum and its own number, and
  with them the largest to within what all others gave; where that is less than p per cent of the
  largest, the sum is as good as the number itself (Hundepool et al., Statistical Disclosure Control,
  2012, section 4.2.1; numbers below zero count by their size). p is 10 unless the instrument says otherwise.

Mean times base is a total, and totals add up: a sensitive total that is a combination of published ones
(weighted ones included) would follow by subtraction, so further domain values are hidden, where least
is lost, until none is. Quantiles do not add up and go with them (see also int_quartile_disclosure).

A ratio of two questions is over the bodies that gave both numbers, and says R of either total over them:
y − R x = 0. Questions so linked are one system, and sensitive are also the sums over those that gave
both numbers and over those that gave one without the other. A public number is known body by body, so
that with R the other total follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse
from scipy.optimize import linprog

from dagster_project.disclosure.answer_counts import ALL, Question, Wave
from dagster_project.estimation.precision import less, settled

EXACT = 1e-6

SCHEMA = {
    "question_id": pl.String,
    "kind": pl.String,
    "domain": pl.String,
    "domain_value": pl.String,
    "is_weighted": pl.Boolean,
    "reason": pl.String,
}


def hidden_statistics(wave: Wave, minimum_base: int, dominance_percent: float) -> pl.DataFrame:
    """Every hidden set of statistics: question_id, kind (`statistics`, `ratio`), the group, and the reason."""
    found = [_hidden_in(wave, questions, minimum_base, dominance_percent) for questions in _linked_numbers(wave)]
    return pl.concat(found) if found else pl.DataFrame(schema=SCHEMA)


def dominated(values: np.ndarray, percent: float) -> bool:
    """The p% rule: all but the two largest are less than `percent` of the largest."""
    sizes = np.sort(np.abs(values))[::-1]
    return bool(less(100 * sizes[2:].sum(), percent * sizes[0])) if sizes.size else False


def derivable(hidden: np.ndarray, shown: np.ndarray) -> np.ndarray | None:
    """The coefficients by which the shown sums give the hidden one; None where they do not.

    Args:
        hidden: what one sum counts each atom with.
        shown: the same for the published sums, one per row.
    """
    if len(shown) == 0:
        return None
    result = linprog(
        np.ones(2 * len(shown)),  # the derivation with the smallest coefficients: few sums, near ones
        A_eq=sparse.hstack([sparse.csr_matrix(shown.T), -sparse.csr_matrix(shown.T)], format="csr"),
        b_eq=hidden,
        bounds=(0, None),
        method="highs",
    )
    if result.status == 2:  # infeasible
        return None
    if result.status != 0:
        raise RuntimeError(result.message)
    return result.x[: len(shown)] - result.x[len(shown) :]


def _linked_numbers(wave: Wave) -> list[list[Question]]:
    """The numeric questions that need control, in groups linked by ratios."""
    groups = [[q] for q in wave.questions if q.disclosure == "aggregate" and q.question_type == "numeric"]
    for upper in wave.questions:
        linked = [group for group in groups if {q.question_id for q in group} & {upper.question_id, upper.per}]
        if upper.per is not None and len(linked) == 2:
            groups = [group for group in groups if group not in linked] + [linked[0] + linked[1]]
    return groups


@dataclass(frozen=True)
class _Figure:
    """What is said of some bodies: a number of one question, or its ratio per another; plain and weighted alike."""

    kind: str  # empty where it is printed nowhere
    question_id: str
    per: str | None
    domain: str
    domain_value: str
    bodies: np.ndarray
    is_sensitive: bool
    loss: float


@dataclass(frozen=True)
class _Sum:
    """A figure of one weighting as a sum: what it counts each unknown with, and what is lost with it."""

    figure: _Figure
    is_weighted: bool
    counts: np.ndarray
    loss: float

    def hidden_row(self, minimum_base: int) -> tuple:
        figure = self.figure
        return (
            figure.question_id,
            figure.kind,
            figure.domain,
            figure.domain_value,
            self.is_weighted,
            self.reason(minimum_base),
        )

    def reason(self, minimum_base: int) -> str:
        if self.figure.bodies.sum() < minimum_base:
            return "small_base"
        return "dominance" if self.figure.is_sensitive else "complementary"


class _Numbers:
    """The numbers of one question; the unknowns are sums over bodies alike in all that figures divide by."""

    def __init__(self, wave: Wave, question: Question, partners: list[str]):
        answers = wave.answers[question.question_id]
        self.valid, self.values, self.weights = answers.valid, answers.values, wave.weights
        keys = np.column_stack(
            [
                *(np.unique(texts, return_inverse=True)[1] for texts in wave.domains.values()),
                wave.weight_class,
                *(wave.answers[other].valid for other in partners),
            ]
        )[self.valid]
        self.size = 0
        self.atom_of = np.full(wave.respondents, -1)
        if self.valid.any():
            atom_of = np.unique(keys, axis=0, return_inverse=True)[1].reshape(-1)
            self.size, self.atom_of[self.valid] = int(atom_of.max()) + 1, atom_of

    def counts(self, inside: np.ndarray, is_weighted: bool) -> np.ndarray:
        """What the sum over the bodies `inside` counts each unknown with."""
        found = np.zeros(self.size)
        found[self.atom_of[inside]] = self.weights[inside] if is_weighted else 1.0
        return found

    def total(self, inside: np.ndarray, is_weighted: bool) -> float:
        terms = self.values[inside] * (self.weights[inside] if is_weighted else 1.0)
        return float(settled(terms.sum(), np.abs(terms).sum()))


class _Group:
    """Questions linked by ratios: every figure of them that a reader may know, as sums over the same unknowns."""

    def __init__(self, wave: Wave, questions: list[Question], minimum_base: int, dominance_percent: float):
        self.wave, self.minimum_base, self.dominance_percent = wave, minimum_base, dominance_percent
        self.ratios = [(q.question_id, q.per) for q in wave.questions if q.per is not None and q.disclosure != "never"]
        self.numbers = {q.question_id: _Numbers(wave, q, self._partners(q.question_id)) for q in questions}
        self.weightings = (False, True) if wave.weight_class.any() else (False,)

    def sums(self) -> list[_Sum]:
        return [self._sum(figure, is_weighted) for figure in self._figures() for is_weighted in self.weightings]

    def _partners(self, name: str) -> list[str]:
        return sorted({other for pair in self.ratios if name in pair for other in pair} - {name})

    def _figures(self) -> Iterator[_Figure]:
        for domain, texts in {ALL: np.full(self.wave.respondents, ALL), **self.wave.domains}.items():
            values = np.unique(texts)
            for value in values:
                place = (domain, str(value))
                yield from self._numbers_of(place, texts == value, 1 / values.size)
                yield from self._ratios_of(place, texts == value, 0.3 / values.size)

    def _numbers_of(self, place: tuple[str, str], here: np.ndarray, loss: float) -> Iterator[_Figure]:
        for name, numbers in self.numbers.items():
            for kind, bodies in self._parts(name, here & numbers.valid):
                if bodies.any():
                    yield _Figure(kind, name, None, *place, bodies, self._is_sensitive(name, bodies), loss)

    def _ratios_of(self, place: tuple[str, str], here: np.ndarray, loss: float) -> Iterator[_Figure]:
        for upper, lower in self.ratios:
            both = here & self.wave.answers[upper].valid & self.wave.answers[lower].valid
            mine = [name for name in (upper, lower) if name in self.numbers]
            if mine and both.any():
                is_sensitive = any(self._is_sensitive(name, both) for name in mine)
                yield _Figure("ratio", upper, lower, *place, both, is_sensitive, loss)

    def _parts(self, name: str, valid: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
        """The bodies that statistics are over; and, printed nowhere, those with and without the number of a ratio."""
        yield "statistics", valid
        for pair in self.ratios:
            if name in pair:
                other = self.wave.answers[pair[1] if name == pair[0] else pair[0]].valid
                yield "", valid & other
                yield "", valid & ~other

    def _is_sensitive(self, name: str, bodies: np.ndarray) -> bool:
        return bool(bodies.sum() < self.minimum_base) or dominated(self.numbers[name].values[bodies], self.dominance_percent)

    def _sum(self, figure: _Figure, is_weighted: bool) -> _Sum:
        counted = self._counts(figure, is_weighted)
        blocks = [counted.get(name, np.zeros(numbers.size)) for name, numbers in self.numbers.items()]
        loss = figure.loss * (0.2 if is_weighted else 1.0) * np.sqrt(figure.bodies.sum())
        return _Sum(figure, is_weighted, np.concatenate(blocks), loss)

    def _counts(self, figure: _Figure, is_weighted: bool) -> dict[str, np.ndarray]:
        """Of a ratio y − R x = 0; a total that is known (of a public question) drops out, and R says the other."""
        upper, lower = figure.question_id, figure.per
        mine = {name: self.numbers[name] for name in (upper, lower) if name in self.numbers}
        counted = {name: numbers.counts(figure.bodies, is_weighted) for name, numbers in mine.items()}
        if upper in mine and lower in mine:
            totals = {name: numbers.total(figure.bodies, is_weighted) for name, numbers in mine.items()}
            ratio = totals[upper] / totals[lower] if totals[lower] else 0.0
            counted[lower] = -ratio * counted[lower]
        return counted


def _hidden_in(wave: Wave, questions: list[Question], minimum_base: int, dominance_percent: float) -> pl.DataFrame:
    sums = _Group(wave, questions, minimum_base, dominance_percent).sums()
    rows = [
        each.hidden_row(minimum_base)
        for each, is_hidden in zip(sums, _protected(sums), strict=True)
        if is_hidden and each.figure.kind
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _protected(sums: list[_Sum]) -> np.ndarray:
    """Which sums are not shown, so that no sensitive one is a combination of shown ones."""
    rows = np.array([each.counts for each in sums])
    sensitive = np.array([each.figure.is_sensitive for each in sums], dtype=bool)
    hidden = sensitive | np.array([not each.figure.kind for each in sums], dtype=bool)
    open_rows = list(np.flatnonzero(sensitive))
    while open_rows:
        shown = np.flatnonzero(~hidden)
        coefficients = derivable(rows[open_rows[-1]], rows[shown])
        if coefficients is None:
            open_rows.pop()
            continue
        used = shown[np.abs(coefficients) > EXACT]
        cheapest = min(used, key=lambda at: sums[at].loss)  # prefectures before regions, weighted before plain
        hidden[cheapest] = True
        open_rows.insert(0, cheapest)
    return hidden
