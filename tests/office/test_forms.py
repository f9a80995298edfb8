"""Filled forms go the whole way: from the folder to answers, follow-up and receipts, and not to the public."""

from __future__ import annotations

import duckdb
import openpyxl
import pytest

from dagster_project.forms.waves import find_wave, write_form
from tests.survey.survey_waves import copied_raw
from tests.unit.forms.filling import COMPLETE, INSTRUMENT

SECRET = "公表してはならない記入"


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """The project's raw folder with one more wave: two good forms, a corrected one, a faulty one, a broken one.

    Built in a data folder of its own, so that the release other tests look at stays as it is.
    """
    data = tmp_path_factory.mktemp("forms") / "data"
    raw = copied_raw(data.parent / "raw")
    folder = raw / "questionnaires" / "trial"
    (folder / "forms").mkdir(parents=True)
    instrument = INSTRUMENT.replace("nature: submitted", "domains: [population_band]\nnature: submitted")
    (folder / "instrument.yml").write_text(instrument, encoding="utf-8")
    blank = write_form(tmp_path_factory.mktemp("blank"), find_wave(raw, "trial"), language="ja", unit_id=None)
    filled = {
        "a.xlsx": {},
        "b.xlsx": {"unit:round": 2, "unit:date": "2026/10/20", "answer:Q03": 13},
        "c.xlsx": {"unit:code": "011002", "unit:date": "2026/11/2", "answer:Q03": SECRET},
        "d.xlsx": {"unit:code": "271004", "unit:date": None},
    }
    for name, changes in filled.items():
        book = openpyxl.load_workbook(blank)
        sheet = book["調査票"]
        rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
        for key, value in {**COMPLETE, **changes}.items():
            sheet.cell(rows[key], 4).value = value
        book.save(folder / "forms" / name)
    (folder / "forms" / "e.xlsx").write_bytes(b"")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAREHOUSE_RAW_DIR", str(raw))
        patch.setenv("WAREHOUSE_DATA_DIR", str(data))
        from dagster_project.definitions import defs

        result = defs.resolve_job_def("build").execute_in_process(raise_on_error=False)
    assert result.success, [event.message for event in result.all_events if event.is_failure]
    return data / "current"


@pytest.fixture(scope="module")
def query(release):
    with duckdb.connect(str(release / "warehouse.duckdb"), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


def test_answers_of_the_forms_that_count_are_responses(query):
    found = query(
        "select unit_id, value from raw.survey_response where wave_id = 'trial' and question_id = 'Q03' order by unit_id"
    )
    assert found == [("011002", None), ("131016", 13.0), ("271004", 12.0)]


def test_follow_up_counts_bodies_by_day_late_and_final(query):
    found = query(
        "select vintage, as_of_date::varchar, received_count, accepted_with_errors_count, late_count "
        "from reports.survey_follow_up where wave_id = 'trial' and domain = 'all' order by as_of_date, vintage desc"
    )
    assert found == [
        ("interim", "2026-10-01", 0, 0, 0),
        ("interim", "2026-10-05", 1, 0, 0),
        ("interim", "2026-10-20", 1, 0, 0),
        ("interim", "2026-10-30", 1, 0, 0),
        ("late", "2026-11-02", 2, 1, 1),
        ("final", "2026-11-02", 3, 1, 1),
    ]


def test_every_unit_of_the_frame_is_followed_up(query):
    found = dict(query("select follow_up_state, count(*) from survey.fct_unit_follow_up where wave_id = 'trial' group by 1"))
    assert found == {"accepted": 2, "accepted_with_errors": 1, "missing": 1738}


def test_receipts_lie_outside_the_release(release):
    receipts = {path.name for path in (release.parent / "receipts" / "trial").iterdir()}
    assert receipts == {"011002.html", "131016.html", "271004.html", "e.xlsx.html", "office.xlsx"}


def test_the_release_carries_the_form_and_nothing_that_a_body_wrote(release):
    assert (release / "questionnaires" / "trial" / "form_trial.xlsx").is_file()
    assert (release / "questionnaires" / "trial" / "codebook_trial.xml").is_file()
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        for (table,) in connection.execute("select table_name from information_schema.tables").fetchall():
            text = str(connection.execute(f"select * from {table}").fetchall())
            assert SECRET not in text and "trial/forms" not in text, table
