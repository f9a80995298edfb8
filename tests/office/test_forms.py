"""Filled forms go the whole way: from the folder to answers, follow-up and receipts, and not to the public."""

from __future__ import annotations

import duckdb


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
    found = query(
        "select accepted_count, accepted_with_errors_count, missing_count from reports.survey_follow_up "
        "where wave_id = 'trial' and domain = 'all' and vintage = 'final'"
    )
    assert found == [(2, 1, 1738)]


def test_receipts_lie_outside_the_release(office):
    receipts = {path.name for path in (office.data / "receipts" / "trial").iterdir()}
    assert receipts == {
        "011002.html",
        "131016.html",
        "271004.html",
        "e.xlsx.html",
        "office.xlsx",
        "results_trial_内部限り_internal.xlsx",
    }


def test_the_release_carries_the_form_and_names_no_file_that_came_in(office):
    assert (office.release / "questionnaires" / "trial" / "form_trial.xlsx").is_file()
    assert (office.release / "questionnaires" / "trial" / "codebook_trial.xml").is_file()
    with duckdb.connect(str(office.release / "reports.duckdb"), read_only=True) as connection:
        for (table,) in connection.execute("select table_name from information_schema.tables").fetchall():
            assert "trial/forms" not in str(connection.execute(f"select * from {table}").fetchall()), table
