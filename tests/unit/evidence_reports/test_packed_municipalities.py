"""What the page of municipalities needs is handed over small, and is the same again: codes with the digit that checks them,
decimals, values that are not there."""

from __future__ import annotations

import csv

from dagster_project.settings import PROJECT_ROOT
from tests.unit.evidence_reports.page_code import evaluated


def test_every_code_of_today_gets_back_the_digit_that_checks_it():
    """JavaScript works the digit out, as `common/codes.py` does for files: two writings of one rule of the ministry."""
    with (PROJECT_ROOT / "raw" / "municipalities" / "municipalities.csv").open(encoding="utf-8", newline="") as stream:
        codes = sorted(row["code6"] for row in csv.DictReader(stream))
    assert len(codes) > 1_900
    of_one = {"name": "x", "group": "g", "narrowest": "g", "asOf": "2024-01-01"}
    municipalities = [{**of_one, "code": code, "values": [None if i % 7 == 0 else i, i + 0.5]} for i, code in enumerate(codes)]
    given = {"municipalities": municipalities, "measures": ["a", "b"]}
    imports = "import { pack, unpack } from './components/municipality/pack.js';"
    assert evaluated("unpack(JSON.parse(JSON.stringify(pack(given))))", imports, given) == given


def test_the_words_of_a_prefecture_travel_as_columns_and_are_the_same_row_again():
    rows = {
        "012025": {"reading": "a", "type": "市", "history": None, "ranks": [1, 2], "facts": [{"kind": "x"}]},
        "013048": {"reading": "b", "type": "市", "history": {"line": "m"}, "ranks": [2, 1], "facts": []},
        "013056": {"reading": "c", "type": "市", "history": None, "ranks": [3, 3], "facts": [{"kind": "y"}, {"kind": "x"}]},
    }
    imports = "import { columnsOf, rowOf } from './components/municipality/pack.js';"
    there = "const there = JSON.parse(JSON.stringify(columnsOf(given)));"
    again = "Object.fromEntries(Object.keys(given).map((code) => [code, rowOf(there, code)]))"
    assert evaluated(f"(() => {{ {there} return {again}; }})()", imports, rows) == rows
    facts = evaluated("columnsOf(given)", imports, rows)["fields"]["facts"]
    assert facts == {"lists": [[0], [], [1, 0]], "each": [{"kind": "x"}, {"kind": "y"}]}, "what several have is told once"
    assert evaluated("columnsOf({ '012025': given['012025'] })", imports, rows)["fields"]["reading"] == {"all": "a"}
    assert evaluated("rowOf(columnsOf({ '012025': given['012025'] }), '012025')", imports, rows) == rows["012025"]
