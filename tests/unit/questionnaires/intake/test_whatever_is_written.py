"""Whatever people write into a form: nothing is lost, nothing breaks, and every fault has its words."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.questionnaires.intake.answer_meanings import Reader
from dagster_project.questionnaires.office.receipts import write_receipts
from tests.unit.questionnaires.filling import Survey

KEYS = (
    "unit:code",
    "unit:municipality",
    "unit:date",
    "unit:round",
    "answer:Q01",
    "answer:Q02=1",
    "answer:Q02=9",
    "answer:Q03",
    "answer:Q04",
)
# What a cell can hold: no control characters, which no spreadsheet program lets in.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
LIKELY = st.sampled_from(
    ["131016", "○", "×", "1", "2", "１２", "約20", "20人", "1. ある", "ある、なし", "2026/10/5", "　", "=", "<b>", "0"]
)
CELLS = st.one_of(
    LIKELY, TEXTS, st.integers(-5, 10**9), st.floats(allow_nan=False, allow_infinity=False, width=32), st.booleans()
)


@pytest.mark.thorough
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.dictionaries(st.sampled_from(KEYS), CELLS, max_size=len(KEYS)))
def test_every_cell_is_used_or_explained(written_form, written):
    blank, instrument, units = written_form
    with tempfile.TemporaryDirectory() as folder:
        survey = Survey(Path(folder) / "raw" / "questionnaires" / "trial", instrument, units, blank)
        survey.fill({key: value for key, value in written.items() if not str(value).startswith("=")})
        intake = survey.take_in()
        balance = intake.balance.row(0, named=True)
        assert balance["rows_read"] == balance["rows_loaded"] + balance["rows_quarantined"] + balance["rows_ignored"]
        assert intake.responses.filter(pl.col("status") == "ok").height == balance["rows_loaded"]
        assert intake.quarantined.height == balance["rows_quarantined"]
        state = intake.submissions["state"][0]
        assert (state == "refused") == intake.responses.is_empty()
        assert state != "refused" or "error" in intake.findings["severity"].to_list()
        assert not intake.findings.select("problem_ja", "problem_en", "fix_ja", "fix_en").null_count().sum_horizontal()[0]
        [page] = write_receipts(Path(folder) / "receipts", intake, instrument, units)
        assert page.parent == Path(folder) / "receipts"
        assert "<b>" not in page.read_text(encoding="utf-8").split("Summary in English")[0]


@given(text=TEXTS)
def test_a_number_is_digits_or_it_is_none(written_form, text):
    question = next(each for each in written_form[1].questions if each.type == "numeric")
    meaning = Reader(question).read(None, text)
    assert (meaning.value is not None) == meaning.usable
    if meaning.usable:
        assert 0 <= meaning.value <= 200


@given(number=st.integers(0, 200))
def test_the_same_number_is_read_in_every_width(written_form, number):
    question = next(each for each in written_form[1].questions if each.type == "numeric")
    full_width = str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    for text in (str(number), full_width, f" {number} ", f"{number}.0"):
        assert Reader(question).read(None, text).value == pytest.approx(number)
