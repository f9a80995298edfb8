"""The change log counts rows by key and names the figures that moved."""

from __future__ import annotations

import polars as pl

from dagster_project.release.changes import (
    TableChange,
    change_log,
    compare_table,
)
from dagster_project.release.published_tables import PublishedTable

TREND = PublishedTable("trend", "", {"year": "", "value": ""}, ("year",))


def test_rows_are_added_revised_and_removed_by_key():
    before = pl.DataFrame({"year": [2001, 2002, 2003], "value": [1.0, 2.0, None]})
    after = pl.DataFrame({"year": [2002, 2003, 2004], "value": [2.5, None, 4.0]})
    assert compare_table(before, after, TREND) == TableChange("trend", added=1, revised=1, removed=1)


def test_equal_tables_have_no_change_even_with_nulls_in_the_key():
    frame = pl.DataFrame({"year": [2001, None], "value": [1.0, 2.0]})
    assert compare_table(frame, frame, TREND) == TableChange("trend", added=0, revised=0, removed=0)


def written(folder, **tables):
    """A release's folder of tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


def figures(values: list[float | None], statuses: list[str], texts: tuple[str, ...] = ("48.4 %", "1", "55,672")):
    return pl.DataFrame(
        {"figure_id": ["mail", "meeting", "stores"], "computed_value": values, "status": statuses, "published_text": texts},
        schema_overrides={"computed_value": pl.Float64},
    )


def test_a_figure_that_moved_is_told_with_both_values_and_as_differing(tmp_path):
    before = written(tmp_path / "r0001" / "tables", published_figure=figures([48.4, None, 55672.0], ["reproduced"] * 3))
    after = figures([48.4, None, 55673.0], ["reproduced", "reproduced", "differs"])
    text = change_log("r0002", written(tmp_path / "next", published_figure=after), [], before.parent)
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        "- stores: 55672 (reproduced) → 55673 (相違 / differs)"
    ]


def test_a_figure_that_is_printed_otherwise_is_told_with_both_texts(tmp_path):
    before = written(tmp_path / "r0001" / "tables", published_figure=figures([48.4, None, 1.0], ["reproduced"] * 3))
    after = figures([48.4, None, 1.0], ["differs", "reproduced", "reproduced"], ("48.5 %", "1", "55,672"))
    text = change_log("r0002", written(tmp_path / "next", published_figure=after), [], before.parent)
    assert "- mail: 48.4 (reproduced) → 48.4 (相違 / differs); 掲載値 / printed: 48.4 % → 48.5 %\n" in text


def test_an_arithmetic_check_that_moved_is_told_with_both_values(tmp_path):
    def checks(value: float, agrees: bool):
        return pl.DataFrame(
            {"check_id": ["sum"], "recomputed_value": [value], "agrees": [agrees], "published_text": ["24,244"]}
        )

    before = written(tmp_path / "r0001" / "tables", arithmetic_check=checks(24244.0, True))
    after = written(tmp_path / "next", arithmetic_check=checks(24245.0, False))
    assert "- sum: 24244 (一致 / agrees) → 24245 (相違 / differs)\n" in change_log("r0002", after, [], before.parent)


def test_figures_that_stay_are_not_told(tmp_path):
    stays = figures([48.4, None, 1.0], ["reproduced"] * 3)
    before = written(tmp_path / "r0001" / "tables", published_figure=stays)
    text = change_log("r0002", written(tmp_path / "next", published_figure=stays), [], before.parent)
    assert "No figure moved." in text


def test_checks_that_no_longer_hold_are_told_once(tmp_path):
    def results(*passed: bool):
        checks = [f"check_{number}" for number in range(len(passed))]
        words = {
            "description_ja": [f"{check}である。" for check in checks],
            "description_en": [f"{check}." for check in checks],
        }
        return pl.DataFrame({"check_id": checks, "passed": passed, **words})

    before = written(tmp_path / "r0001" / "tables", check_result=results(True, False, True))
    text = change_log("r0002", written(tmp_path / "next", check_result=results(False, False, True, False)), [], before.parent)
    told = text.split("## 新たに満たされなくなった検査 / Checks that no longer hold")[1]
    assert [line for line in told.splitlines() if line] == [
        "- check_0: check_0である。 / check_0.",
        "- check_3: check_3である。 / check_3.",
    ]
    text = change_log("r0003", written(tmp_path / "next", check_result=results(True, False, True)), [], before.parent)
    assert "no longer hold" not in text


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
