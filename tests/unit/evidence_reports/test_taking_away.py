"""Files that the pages' own scripts hand over: no cell begins a formula, by the same rule as in the files of a release."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest

from dagster_project.common.csv_cells import without_formulas
from tests.unit.evidence_reports.page_code import evaluated

FORMULAS = ["=1+1", "＝和", "@cmd", "＠", "\tx", "\rx", "-x", "+x", "－x", "＋x", "-５"]
TEXTS = [*FORMULAS, "+1", "-12.5%", "-", "－", "−5", "泰阜村", 'a "b", c', "", "a\nb", "2026-11-29"]


def test_a_cell_is_what_the_files_of_a_release_make_of_it():
    text = evaluated("csv(['name'], given.map((one) => [one]))", "import { csv } from './components/figure/csv.js';", TEXTS)
    assert text.startswith("\ufeff")
    read = [row[0] if row else "" for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]
    expected = without_formulas(pl.DataFrame({"name": TEXTS}))["name"].to_list()
    assert read[0] == "name"
    assert read[1:] == expected


@pytest.mark.parametrize(("value", "written"), [(None, ""), (1741, "1741"), (-0.5, "-0.5"), (94.25, "94.25")])
def test_numbers_stay_numbers_and_what_is_missing_is_empty(value, written):
    text = evaluated("csv(['a', 'b'], [[given, 1]])", "import { csv } from './components/figure/csv.js';", value)
    assert text.splitlines()[1] == f"{written},1"


IMPORTS = "import { choiceOf, defaults, hashOf } from './components/finder/choice.js';"
INPUTS = [{"id": "a", "points": 15}, {"id": "b", "points": 25}]


def test_an_address_says_a_choice_and_brings_it_back():
    choice = {"side": "need", "points": [0, 50], "prefecture": "20", "like": "204145", "none": True, "shown": 20}
    given = {"choice": choice, "inputs": INPUTS}
    address = evaluated("hashOf(given.choice, given.inputs)", IMPORTS, given)
    assert address == "#side=need&w=0.50&pref=20&like=204145&none"
    assert evaluated("choiceOf(given.address, given.inputs)", IMPORTS, {"address": address, "inputs": INPUTS}) == choice
    assert evaluated("hashOf(defaults(given), given)", IMPORTS, INPUTS) == ""


@pytest.mark.parametrize(
    "address", ["#w=1", "#w=1.2.3", "#w=51.1", "#w=-1.1", "#w=a.b", "#side=all", "#pref=x", "#like=<b>", "#%"]
)
def test_what_an_address_says_wrongly_is_left_at_its_default(address):
    expression = "JSON.stringify(choiceOf(given.address, given.inputs)) === JSON.stringify(defaults(given.inputs))"
    assert evaluated(expression, IMPORTS, {"address": address, "inputs": INPUTS})


PLACES = {
    "codes": ["192015", "132063", "342084"],
    "names": ["甲府市", "府中市", "府中市"],
    "others": ["コウフシ", "フチュウシ", "フチュウシ"],
}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甲府市", "192015"),
        (" こうふし ", "192015"),
        ("コウフシ", "192015"),
        ("192015", "192015"),
        ("19201", "192015"),
        ("府中市（広島県）", "342084"),
        ("府中市", None),
        ("ふちゅうし", None),
        ("", None),
        ("東京", None),
    ],
)
def test_a_municipality_is_found_by_name_reading_or_code_where_one_alone_is_meant(text, code):
    expression = (
        "placeNamed(given.places, (i) => `${given.places.names[i]}（${['山梨県', '東京都', '広島県'][i]}）`, given.text)"
    )
    imports = "import { placeNamed } from './components/helpers/fetching.js';"
    assert evaluated(expression, imports, {"places": PLACES, "text": text}) == code
