"""The change log counts rows by key and names the figures that moved."""

from __future__ import annotations

import polars as pl

from dagster_project.release.changes import TableChange, change_log, compare_table, moved_figures
from dagster_project.release.tables import PublishedTable

TREND = PublishedTable("trend", "", {"year": "", "value": ""}, ("year",))


def test_rows_are_added_revised_and_removed_by_key():
    before = pl.DataFrame({"year": [2001, 2002, 2003], "value": [1.0, 2.0, None]})
    after = pl.DataFrame({"year": [2002, 2003, 2004], "value": [2.5, None, 4.0]})
    assert compare_table(before, after, TREND) == TableChange("trend", added=1, revised=1, removed=1)


def test_equal_tables_have_no_change_even_with_nulls_in_the_key():
    frame = pl.DataFrame({"year": [2001, None], "value": [1.0, 2.0]})
    assert compare_table(frame, frame, TREND) == TableChange("trend", added=0, revised=0, removed=0)


def test_a_figure_that_moved_shows_both_values():
    before = pl.DataFrame({"figure_id": ["a", "b"], "computed_value": [48.4, 1.0], "status": ["reproduced"] * 2})
    after = pl.DataFrame({"figure_id": ["a", "b"], "computed_value": [47.0, 1.0], "status": ["differs", "reproduced"]})
    assert moved_figures(before, after).rows() == [("a", 48.4, "reproduced", 47.0, "differs")]


def test_the_first_release_says_so(tmp_path):
    assert "First release" in change_log("r0001", tmp_path, [], None)


def test_new_and_removed_tables_are_named(tmp_path):
    before, after = tmp_path / "r0001" / "tables", tmp_path / "next"
    before.mkdir(parents=True)
    after.mkdir()
    frame = pl.DataFrame({"year": [2001], "value": [1.0]})
    frame.write_parquet(before / "gone.parquet")
    frame.write_parquet(after / "trend.parquet")
    text = change_log("r0002", after, [TREND], tmp_path / "r0001")
    assert "New table: trend" in text and "Removed table: gone" in text
