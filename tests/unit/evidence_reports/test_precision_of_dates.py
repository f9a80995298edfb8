"""A query that reads dates of a table with their precision hands the precision on: a year is printed as no 1 January."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.evidence_reports.page_code import SITE

QUERIES = sorted([*SITE.glob("chapters/*/queries/*.sql"), *SITE.glob("papers/*/queries/*.sql")])
# Tables whose rows may be exact to a month or a year.
EXACT_TO_A_YEAR = re.compile(r"reports\.(retreat_series|outsourcing_trend|agreement|facility_trend|prefecture_facility)\b")
COLUMNS = re.compile(r"^select\b(.*?)\bfrom\b", re.DOTALL | re.MULTILINE)


def loses_precision(sql: str) -> bool:
    """The last selection names the date, as it is, and not how exact it is."""
    columns = re.sub(r"--.*", "", COLUMNS.findall(sql)[-1])
    while (flat := re.sub(r"\([^()]*\)", "", columns)) != columns:  # what stands in brackets is computed
        columns = flat
    named = [part.split()[-1] for part in columns.split(",") if part.split()]
    return (
        EXACT_TO_A_YEAR.search(sql) is not None
        and "as_of_date" in [name.split(".")[-1] for name in named]
        and not any(name.endswith(("*", "as_of_precision")) for name in named)
    )


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: f"{path.parents[1].name}/{path.stem}")
def test_a_date_keeps_its_precision(path: Path):
    assert not loses_precision(path.read_text(encoding="utf-8"))


def test_a_date_without_its_precision_is_found():
    assert loses_precision("select series_ja, as_of_date from reports.retreat_series")
    assert not loses_precision("select series_ja, as_of_date, as_of_precision from reports.retreat_series")
    assert not loses_precision("select *, round(value) as n from reports.retreat_series")
