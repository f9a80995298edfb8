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

A ratio of two questions is over the bodies that gave both numbers. It is treated as if it gave either
total over them, for the reader may know one of the two; and as the total over those that gave the one
number without the other follows by subtraction, that sum may be sensitive too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse
from scipy.optimize import linprog

from dagster_project.estimation.disclosure_answers import ALL, Question, Wave

EXACT = 1e-6

SCHEMA = {
    "question_id": pl.String,
    "kind": pl.String,
    "domain": pl.String,
    "domain_value": pl.String,
    "is_weighted": pl.Boolean,
    "reason": pl.String,
}
UNPRINTED = "without the other number"


def hidden_statistics(wave: Wave, minimum_base: int, dominance_percent: float) -> pl.DataFrame:
    """Every hidden set of statistics: question_id, kind (`statistics`, `ratio`), the group, and the reason."""
    found = [
        _hidden_of(wave, question, minimum_base, dominance_percent)
        for question in wave.questions
        if question.disclosure == "aggregate" and question.question_type == "numeric"
    ]
    if not found:
        return pl.DataFrame(schema=SCHEMA)
    # A ratio belongs to two questions and is hidden where either of them demands it.
    return pl.concat(found).unique(list(SCHEMA)[:5], keep="first", maintain_order=True)


def dominated(values: np.ndarray, percent: float) -> bool:
    """The p% rule: all but the two largest are less than `percent` of the largest."""
    sizes = np.sort(np.abs(values))[::-1]
    return bool(sizes[2:].sum() < percent / 100 * sizes[0]) if sizes.size else False


def derivable(hidden: np.ndarray, shown: np.ndarray) -> np.ndarray | None:
    """The coefficients by which the shown sums give the hidden one; None where they do not.

    Args:
        hidden: what one sum counts each atom with.
        shown: the same for the published sums, one per row.
    """
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


@dataclass(frozen=True)
class _Sum:
    """What one published or calculable figure adds up, of one question."""

    question_id: str
    kind: str
    members: np.ndarray  # of those that gave a valid number


def _sums(wave: Wave, question: Question) -> list[_Sum]:
    """The question's own sum, and those that ratios with it give."""
    valid = wave.answers[question.question_id].valid
    found = [_Sum(question.question_id, "statistics", valid[valid])]
    for upper in wave.questions:
        if upper.per is None or upper.disclosure == "never" or question.question_id not in (upper.question_id, upper.per):
            continue
        other = upper.per if upper is question else upper.question_id
        both = wave.answers[other].valid[valid]
        found += [_Sum(upper.question_id, "ratio", both), _Sum(upper.question_id, UNPRINTED, ~both)]
    return found


def _hidden_of(wave: Wave, question: Question, minimum_base: int, dominance_percent: float) -> pl.DataFrame:
    answers = wave.answers[question.question_id]
    valid, values = answers.valid, answers.values[answers.valid]
    domains = {ALL: np.full(wave.respondents, ALL), **wave.domains}
    sums = _sums(wave, question)
    keys = np.column_stack(
        [np.unique(texts, return_inverse=True)[1][valid] for texts in domains.values()]
        + [wave.weight_class[valid], *(each.members for each in sums)]
    )
    first, atom_of = np.unique(keys, axis=0, return_index=True, return_inverse=True)[1:]
    atom_of, weight = atom_of.reshape(-1), wave.weights[valid][first]
    is_weighted_wave = np.unique(np.round(wave.weights, 9)).size > 1
    places, rows, loss, sensitive = [], [], [], []
    for domain, texts in domains.items():
        here = texts[valid]
        distinct = np.unique(here)
        for value in distinct:
            for each in sums:
                inside = (here == value) & each.members
                if not inside.any():
                    continue
                atoms = np.bincount(atom_of[inside], minlength=first.size) > 0
                is_sensitive = inside.sum() < minimum_base or dominated(values[inside], dominance_percent)
                for is_weighted in (False, True)[: 1 + is_weighted_wave]:
                    places.append((each.question_id, each.kind, domain, str(value), is_weighted, int(inside.sum())))
                    rows.append(atoms * (weight if is_weighted else 1.0))
                    loss.append(np.sqrt(inside.sum()) / distinct.size * (0.2 if is_weighted else 1.0))
                    sensitive.append(is_sensitive)
    frame = pl.DataFrame(places, schema=[*list(SCHEMA)[:5], "base"], orient="row")
    printed = (frame["kind"] != UNPRINTED).to_numpy()
    hidden = _protected(np.array(rows).reshape(len(places), first.size), np.array(sensitive, bool), printed, loss)
    return (
        frame.with_columns(
            reason=pl.when(pl.col("base") < minimum_base)
            .then(pl.lit("small_base"))
            .when(pl.Series(sensitive, dtype=pl.Boolean))
            .then(pl.lit("dominance"))
            .otherwise(pl.lit("complementary"))
        )
        .filter(pl.Series(hidden & printed))
        .select(list(SCHEMA))
        .cast(SCHEMA)
    )


def _protected(rows: np.ndarray, sensitive: np.ndarray, printed: np.ndarray, loss: list[float]) -> np.ndarray:
    """The sums that are not shown, so that no sensitive one is a combination of shown ones."""
    hidden = sensitive | ~printed
    open_rows = list(np.flatnonzero(sensitive))
    while open_rows:
        shown = np.flatnonzero(~hidden)
        coefficients = derivable(rows[open_rows[-1]], rows[shown])
        if coefficients is None:
            open_rows.pop()
            continue
        used = shown[np.abs(coefficients) > EXACT]
        cheapest = min(used, key=lambda row: loss[row])  # prefectures before regions, weighted before plain
        hidden[cheapest] = True
        open_rows.insert(0, cheapest)
    return hidden
