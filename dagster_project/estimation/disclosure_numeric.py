"""Disclosure control of numeric questions: which means, totals and quantiles are not published.

All statistics of a domain value are hidden together where fewer bodies than the minimum base gave a
number. Mean times base is a total, and totals add up: a hidden total that is a combination of
published ones (weighted ones included) would follow by subtraction, so further domain values are
hidden, where least is lost, until none is. Quantiles do not add up and go with them.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy import sparse
from scipy.optimize import linprog

from dagster_project.estimation.disclosure_system import ALL, Wave

EXACT = 1e-6

SCHEMA = {
    "question_id": pl.String,
    "domain": pl.String,
    "domain_value": pl.String,
    "is_weighted": pl.Boolean,
    "reason": pl.String,
}


def hidden_statistics(wave: Wave, minimum_base: int) -> pl.DataFrame:
    """question_id, domain, domain_value, is_weighted and reason of every hidden set of statistics."""
    found = [
        _hidden_of(wave, question.question_id, minimum_base)
        for question in wave.questions
        if question.disclosure == "aggregate" and question.question_type == "numeric"
    ]
    return pl.concat(found) if found else pl.DataFrame(schema=SCHEMA)


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


def _hidden_of(wave: Wave, question_id: str, minimum_base: int) -> pl.DataFrame:
    valid = wave.answers[question_id].valid
    domains = {ALL: np.full(wave.respondents, ALL), **wave.domains}
    keys = np.column_stack(
        [np.unique(values, return_inverse=True)[1] for values in domains.values()] + [wave.weight_class]
    )[valid]
    atoms, first, size = np.unique(keys, axis=0, return_index=True, return_counts=True)
    weight = wave.weights[valid][first]
    is_weighted_wave = np.unique(np.round(wave.weights, 9)).size > 1
    places, sums, loss = [], [], []
    for domain, values in domains.items():
        at_atom = values[valid][first]
        distinct = np.unique(at_atom)
        for value in distinct:
            inside = (at_atom == value).astype(float)
            places.append((question_id, domain, str(value), False))
            sums.append(inside)
            loss.append(np.sqrt(inside @ size) / distinct.size)
            if is_weighted_wave:
                places.append((question_id, domain, str(value), True))
                sums.append(inside * weight)
                loss.append(0.2 * loss[-1])
    rows = np.array(sums).reshape(len(places), len(atoms))
    base = (rows > 0) @ size
    small = base < minimum_base
    hidden = small.copy()
    open_rows = list(np.flatnonzero(small))
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
    frame = pl.DataFrame(places, schema=list(SCHEMA)[:4], orient="row")
    return frame.with_columns(
        reason=pl.when(pl.Series(small)).then(pl.lit("small_base")).otherwise(pl.lit("complementary"))
    ).filter(pl.Series(hidden)).cast(SCHEMA)
