"""What people take away as CSV runs nothing in a spreadsheet program."""

import polars as pl
import pytest

from dagster_project.common.csv_cells import without_formulas


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@SUM(A1)", "\t=1", "\r=1", "+cmd|' /C calc'!A0", "-北海道", "- 項目", "+1+cmd", "＝A1", "－A1", "＋A1", "-５"],
)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert without_formulas(pl.DataFrame({"a": [text], "n": [-1]})).row(0) == (f"'{text}", -1)


@pytest.mark.parametrize("text", ["-", "－", "-5.2", "－5.2", "+3", "1,234", "-12%", "郵便局", "a=b", "", None])
def test_numbers_marks_and_other_texts_stay(text: str | None) -> None:
    assert without_formulas(pl.DataFrame({"a": pl.Series([text], dtype=pl.String)}))["a"][0] == text
