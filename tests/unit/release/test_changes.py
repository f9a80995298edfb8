"""The change log counts rows by key and names the figures that moved."""

from __future__ import annotations

import polars as pl
import pytest

from dagster_project.release.changes import (
    TableChange,
    change_log,
    compare_table,
    few_more_answers,
    moved_figures,
)
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


def responses(everywhere: int, in_the_east: int = 40) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "wave_id": ["w", "w"],
            "domain": ["all", "region"],
            "domain_value": ["all", "east"],
            "n_respondents": [everywhere, in_the_east],
        }
    )


WAVES = pl.DataFrame({"wave_id": ["w"], "disclosure_minimum_base": [10]})


@pytest.mark.parametrize(
    ("now", "groups"),
    [
        (responses(100), []),
        (responses(101), ["all"]),
        (responses(97), ["all"]),
        (responses(109), ["all"]),
        (responses(110), []),
        (responses(400, in_the_east=41), ["region"]),
    ],
)
def test_a_group_with_few_more_answers_than_in_the_release_before_is_told(now, groups):
    assert few_more_answers(responses(100), now, WAVES)["domain"].to_list() == groups


def test_the_change_log_warns_of_answers_that_two_releases_give_away_together(tmp_path):
    before, after = tmp_path / "r0001" / "tables", tmp_path / "next"
    for folder, count in ((before, 100), (after, 102)):
        folder.mkdir(parents=True)
        responses(count).write_parquet(folder / "survey_response_rate.parquet")
        WAVES.write_parquet(folder / "survey_wave.parquet")
    text = change_log("r0002", after, [], tmp_path / "r0001")
    assert "do not publish both. all = all (100 → 102)" in text
    responses(100).write_parquet(after / "survey_response_rate.parquet")
    assert "Survey answers" not in change_log("r0002", after, [], tmp_path / "r0001")
