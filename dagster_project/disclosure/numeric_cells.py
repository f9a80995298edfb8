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
    found = [_hidden_in(wave, group, minimum_base, dominance_percent) for group in _linked_numbers(wave)]
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
class _Sum:
    """A sum over some bodies: what it counts each unknown with, and whether it is to be kept from readers."""

    question_id: str
    kind: str  # empty where it is printed nowhere
    domain: str
    domain_value: str
    is_weighted: bool
    base: int
    counts: np.ndarray
    is_sensitive: bool
    loss: float


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


def _hidden_in(wave: Wave, group: list[Question], minimum_base: int, dominance_percent: float) -> pl.DataFrame:
    ratios = [(q.question_id, q.per) for q in wave.questions if q.per is not None and q.disclosure != "never"]
    numbers = {}
    for question in group:
        partners = {other for pair in ratios if question.question_id in pair for other in pair} - {question.question_id}
        numbers[question.question_id] = _Numbers(wave, question, sorted(partners))
    is_weighted_wave = bool(wave.weight_class.any())
    blank = {name: np.zeros(block.size) for name, block in numbers.items()}
    sums: list[_Sum] = []

    def sensitive(name: str, inside: np.ndarray) -> bool:
        return inside.sum() < minimum_base or dominated(numbers[name].values[inside], dominance_percent)

    def add(kind: str, name: str, place: tuple[str, str], inside: np.ndarray, is_sensitive: bool, loss: float, counts) -> None:
        for is_weighted in (False, True)[: 1 + is_weighted_wave]:
            row = np.concatenate(list((blank | counts(is_weighted)).values()))
            cost = loss * (0.2 if is_weighted else 1.0) * np.sqrt(inside.sum())
            sums.append(_Sum(name, kind, *place, is_weighted, int(inside.sum()), row, is_sensitive, cost))

    for domain, texts in {ALL: np.full(wave.respondents, ALL), **wave.domains}.items():
        distinct = np.unique(texts)
        for value in distinct:
            here, place = texts == value, (domain, str(value))
            for name, block in numbers.items():
                for kind, inside in _parts(wave, name, ratios, here & block.valid):
                    if inside.any():
                        add(
                            kind, name, place, inside, sensitive(name, inside), 1 / distinct.size,
                            lambda weighted, n=name, b=block, i=inside: {n: b.counts(i, weighted)},
                        )  # fmt: skip
            for upper, lower in ratios:
                both = here & wave.answers[upper].valid & wave.answers[lower].valid
                mine = [name for name in (upper, lower) if name in numbers]
                if mine and both.any():
                    add(
                        "ratio", upper, place, both, any(sensitive(name, both) for name in mine), 0.3 / distinct.size,
                        lambda weighted, u=upper, low=lower, b=both: _ratio_counts(numbers, u, low, b, weighted),
                    )  # fmt: skip
    hidden = _protected(sums)
    rows = [
        (each.question_id, each.kind, each.domain, each.domain_value, each.is_weighted, _reason(each, minimum_base))
        for each, is_hidden in zip(sums, hidden, strict=True)
        if is_hidden and each.kind
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _parts(wave: Wave, name: str, ratios: list[tuple[str, str]], valid: np.ndarray) -> list[tuple[str, np.ndarray]]:
    """The bodies that statistics are over; and, printed nowhere, those with and without the number of a ratio."""
    found = [("statistics", valid)]
    for pair in ratios:
        if name in pair:
            other = wave.answers[pair[1] if name == pair[0] else pair[0]].valid
            found += [("", valid & other), ("", valid & ~other)]
    return found


def _ratio_counts(
    numbers: dict[str, _Numbers], upper: str, lower: str, both: np.ndarray, is_weighted: bool
) -> dict[str, np.ndarray]:
    """y − R x = 0; a total that is known (of a public question) drops out, and R says the other."""
    if upper not in numbers or lower not in numbers:
        name = upper if upper in numbers else lower
        return {name: numbers[name].counts(both, is_weighted)}
    divisor = numbers[lower].total(both, is_weighted)
    ratio = numbers[upper].total(both, is_weighted) / divisor if divisor else 0.0
    return {
        upper: numbers[upper].counts(both, is_weighted),
        lower: -ratio * numbers[lower].counts(both, is_weighted),
    }


def _reason(each: _Sum, minimum_base: int) -> str:
    if each.base < minimum_base:
        return "small_base"
    return "dominance" if each.is_sensitive else "complementary"


def _protected(sums: list[_Sum]) -> np.ndarray:
    """Which sums are not shown, so that no sensitive one is a combination of shown ones."""
    rows = np.array([each.counts for each in sums])
    sensitive = np.array([each.is_sensitive for each in sums], dtype=bool)
    hidden = sensitive | np.array([not each.kind for each in sums], dtype=bool)
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
