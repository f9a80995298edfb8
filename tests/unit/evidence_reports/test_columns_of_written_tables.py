"""Tables of chapters: a value has the decimals of its own unit, a remark that is not there is not called missing."""

from __future__ import annotations

import pytest

from tests.unit.evidence_reports.page_code import evaluated

IMPORTS = """
import { decimalsOf, valueOf } from './components/charts/row_values.js';
const cells = ([names, rows]) =>
    rows.map((row) => names.map((name) => valueOf(row, name, 'en', decimalsOf(rows, name, 'en'))));
"""


def cells(names: list[str], rows: list[dict]) -> list[list]:
    return evaluated("cells(given)", IMPORTS, [names, rows])


@pytest.mark.parametrize("name", ["value", "latest_value", "peak_value"])
def test_values_of_many_units_have_each_their_own_decimals(name):
    rows = [{name: 24145, "unit_en": "offices"}, {name: 33.89, "unit_en": "branches per 100,000 adults"}]
    assert cells(["unit_en", name], rows) == [["offices", "24,145"], ["branches per 100,000 adults", "33.89"]]


def test_values_of_one_unit_stand_under_each_other():
    rows = [{"distance": 2, "unit_en": "km"}, {"distance": 1.81, "unit_en": "km"}]
    assert cells(["distance"], rows) == [["2.00"], ["1.81"]]


def test_a_figure_that_is_not_there_is_missing_and_a_remark_that_is_not_there_is_not():
    rows = [
        {"figure": None, "caveat_en": None, "note_en": None, "qualifier_en": None},
        {"figure": 2, "caveat_en": "One date alone.", "note_en": "As printed.", "qualifier_en": "about"},
    ]
    assert cells(["figure", "caveat_en", "note_en", "qualifier_en"], rows) == [
        [{"mark": "not_available"}, "", "", ""],
        ["2", "One date alone.", "As printed.", "about"],
    ]


def test_a_date_is_no_more_precise_than_its_figure():
    rows = [{"peak_date": "1989-01-01", "peak_precision": "year"}, {"peak_date": "2018-10-01", "peak_precision": "month"}]
    assert cells(["peak_date"], rows) == [["1989"], ["October 2018"]]
