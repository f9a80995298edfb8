"""“Most frequent” is said only where nothing hidden could exceed it."""

from __future__ import annotations

import pytest

from tests.unit.evidence_reports.page_code import evaluated

IMPORT = "import { mostFrequent } from './components/survey/most_frequent.js';"


def option(code: str, share: float | None, **more) -> dict:
    return {"option_code": code, "share": share, "is_combined": False, **more}


def top(rows: list[dict], question_type: str):
    found = evaluated(f"mostFrequent(given, '{question_type}') ?? null", IMPORT, rows)
    return found and (found["row"]["option_code"], found["isCertain"])


@pytest.mark.parametrize(
    ("shares", "kind", "expected"),
    [
        ({"1": 0.6, "2": 0.4}, "single", ("1", True)),
        ({"1": 0.5, "2": 0.1, "3": None, "4": None}, "single", ("1", True)),  # 0.4 is left for both
        ({"1": 0.3, "2": 0.1, "3": None, "4": None}, "single", ("1", False)),  # 0.6 is left
        ({"1": 0.5, "2": None}, "single", ("1", False)),  # the hidden one may be as frequent
        ({"1": 0.4, "2": None, "NA": 0.3}, "single", ("1", True)),  # no answer takes its part
        ({"1": 0.9, "2": None}, "multiple", ("1", False)),
        ({"1": 0.9, "2": 0.2, "NA": None}, "multiple", ("1", True)),  # no answer is not an answer
        ({"1": None, "2": None}, "single", None),
    ],
)
def test_the_superlative_is_certain_or_says_that_it_is_not(shares, kind, expected):
    assert top([option(code, share) for code, share in shares.items()], kind) == expected


def test_options_taken_together_compete_with_none():
    rows = [option("1", 0.4), option("2", 0.3), option("T", 0.7, is_combined=True), option("3", 0.3)]
    assert top(rows, "single") == ("1", True)
