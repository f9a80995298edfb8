"""Resolving names of municipalities against a plain Python loop that knows the same names.

The alternative is what one would write by hand: a dictionary from every accepted name to its
periods, a loop over the rows, the date compared row by row. It folds spellings with the same
function, so that only the looking up is compared; it gives no candidates.
"""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from dagster_project.municipalities.name_spelling import spelling_keys
from dagster_project.municipalities.names import name_table, numbered_periods
from dagster_project.municipalities.resolver import resolve
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.settings import PROJECT_ROOT
from tests.benchmarks.measuring import Row, medians_in_turn, wall_seconds

ROWS = 1_000_000
RAW = PROJECT_ROOT / "raw"


def loop(known: pl.DataFrame, names: pl.Series, days: pl.Series) -> list[str | None]:
    """The id of each row, or None, by dictionary and loop."""
    numbered = numbered_periods(known)
    spans = defaultdict(list)
    rows = name_table(numbered).join(numbered, on="period")
    for key, body, since, until in rows.select("key", "municipality_id", "valid_from", "valid_to").iter_rows():
        spans[key].append((body, since, until or datetime.date.max))
    found = []
    for key, day in zip(spelling_keys(names).to_list(), days.to_list(), strict=True):
        bodies = {body for body, since, until in spans.get(key, ()) if since <= day < until}
        found.append(bodies.pop() if len(bodies) == 1 else None)
    return found


def measure() -> Iterator[Row]:
    known = RecordedMunicipalities(RAW).periods
    dice = random.Random(1741)
    now = known.filter(pl.col("valid_to").is_null())
    whole = (now["prefecture_ja"] + now["full_name_ja"]).to_list()
    every = name_table(numbered_periods(known))["key"].unique().sort().to_list()
    today = pl.Series([datetime.date(2024, 1, 1)]).new_from_index(0, ROWS)
    any_day = pl.Series([datetime.date(1990 + dice.randrange(34), 1 + dice.randrange(12), 1) for _ in range(ROWS)])
    for what, names, days in (
        ("1M full names of one date", pl.Series(dice.choices(whole, k=ROWS)), today),
        ("1M names of all times and dates", pl.Series(dice.choices(every, k=ROWS)), any_day),
    ):
        ids = resolve(known, name=names, since=days)["municipality_id"].to_list()
        if ids != loop(known, names, days):
            raise AssertionError("the resolver and the loop disagree")
        ours, plain = medians_in_turn(
            lambda names=names, days=days: wall_seconds(lambda: resolve(known, name=names, since=days)),
            lambda names=names, days=days: wall_seconds(lambda: loop(known, names, days)),
        )
        yield Row(f"resolving {what} / Python loop (s)", ours, plain, "at most 1" if days is today else "for information")
