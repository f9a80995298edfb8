"""The same reader tries the totals of numbers: means times bases, weighted totals, ratios, quartiles."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linprog

from tests.pipeline.warehouse_rows import tables

THRESHOLD = 3


@pytest.fixture(scope="module")
def numbers(built_warehouse) -> pl.DataFrame:
    """The numbers given in the first sample wave, by body; what a reader does not have."""
    return tables(
        built_warehouse,
        "select a.question_id, a.unit_id, a.value, u.population_band, u.region, u.prefecture, w.weight "
        "from survey.fct_answer as a join survey.fct_weight as w on w.wave_id = a.wave_id and w.unit_id = a.unit_id "
        "and w.weighting = 'poststratified' join (pivot (select unit_id, attribute, value from raw.survey_frame_attribute "
        "where wave_id = 'sample_branch_services') on attribute using first(value)) as u on u.unit_id = a.unit_id "
        "where a.wave_id = 'sample_branch_services' and a.question_id in ('Q08', 'Q08A')",
    ).sort("question_id", "unit_id")


def inside_of(units: pl.DataFrame, domain: str, value: str) -> np.ndarray:
    return np.ones(units.height, bool) if domain == "all" else (units[domain] == value).to_numpy()


def test_no_total_of_a_few_or_dominated_bodies_follows_from_the_published_numbers(built_warehouse, numbers):
    """Every number is an unknown of its own; how many gave one, and who, is taken as known."""
    shown = tables(
        built_warehouse,
        "select * from reports.survey_numeric_estimate where wave_id = 'sample_branch_services' "
        "and question_id in ('Q08', 'Q08A') and statistic in ('mean', 'total', 'ratio')",
    )
    weight, values = numbers["weight"].to_numpy(), numbers["value"].to_numpy()
    of = {name: (numbers["question_id"] == name).to_numpy() for name in ("Q08", "Q08A")}
    gave_both = numbers["unit_id"].is_in(numbers.filter(of["Q08A"])["unit_id"].implode()) & numbers["unit_id"].is_in(
        numbers.filter(of["Q08"])["unit_id"].implode()
    )
    both = gave_both.to_numpy()
    equations, totals, hidden = [], [], []
    for row in shown.iter_rows(named=True):
        here = inside_of(numbers, row["domain"], row["domain_value"])
        factor = weight if row["weighting"] == "poststratified" else np.ones(numbers.height)
        mine = here & of[row["question_id"]]
        if row["statistic"] == "ratio":
            if row["estimate"] is not None:
                equations.append(factor * here * both * (of["Q08A"] - row["estimate"] * of["Q08"]))
                totals.append(0.0)
        elif row["estimate"] is None:
            hidden += [(row, mine)] if row["statistic"] == "mean" and row["weighting"] == "unweighted" else []
        elif row["statistic"] == "mean":
            equations.append(factor * mine)
            totals.append(row["estimate"] * (factor * mine).sum())
    assert len(hidden) > 10 and len(equations) > 100
    assert np.abs(np.array(equations) @ values - totals).max() < 1e-6, "the reader's equations contradict the answers"
    # Bodies alike in all equations are one unknown: their sum.
    columns, first = np.unique(np.array(equations + [mine for _, mine in hidden]).T, axis=0, return_inverse=True)
    sums = np.bincount(first.ravel(), weights=values)
    known, goals = columns.T[: len(equations)], columns.T[len(equations) :]
    for (row, mine), goal in zip(hidden, goals, strict=True):
        largest = values[mine].max()
        ends = [
            sign * linprog(sign * goal, A_eq=known, b_eq=known @ sums, bounds=(0, None), method="highs").fun
            for sign in (1.0, -1.0)
        ]
        place = (row["question_id"], row["domain"], row["domain_value"])
        assert ends[1] - ends[0] > 0.1 * largest, (place, ends, largest)


def steps_of(shown: float) -> list[float]:
    """The steps a published number may have been rounded to: none, or a power of ten it is a multiple of."""
    powers = 10.0 ** np.arange(-6, 6)
    return [0.0, *(step for step in powers if shown != 0 and np.isclose(shown / step, round(shown / step), rtol=0, atol=1e-9))]


def test_quartiles_and_their_limits_are_never_the_numbers_of_one_or_two_bodies(built_warehouse, numbers):
    """Whatever it was rounded to, enough bodies gave a number that rounds to it, and enough reach it from either side."""
    shown = tables(
        built_warehouse,
        "select * from reports.survey_numeric_estimate where wave_id = 'sample_branch_services' "
        "and question_id in ('Q08', 'Q08A') and statistic in ('p25', 'p50', 'p75')",
    )
    checked = 0
    for row in shown.iter_rows(named=True):
        here = numbers.filter(inside_of(numbers, row["domain"], row["domain_value"])).filter(
            pl.col("question_id") == row["question_id"]
        )["value"]
        for part in ("estimate", "ci_low", "ci_high"):
            if (shown_value := row[part]) is not None:
                assert any(
                    ((here - shown_value).abs() <= step / 2).sum() >= THRESHOLD
                    and (part == "ci_high" or (here <= shown_value + step / 2).sum() >= THRESHOLD)
                    and (part == "ci_low" or (here >= shown_value - step / 2).sum() >= THRESHOLD)
                    for step in steps_of(shown_value)
                ), (part, row)
                checked += 1
    assert checked > 200
