"""The comparison of two releases finds every kind of difference and calls equal only what is."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.compare_releases import compare_releases

TREND = pl.DataFrame({"year": [2001, 2002, 2003], "value": [1.0, None, 3.0], "note": ["a", "b", None]})


def release(folder: Path, key: tuple[str, ...] = ("year",), **tables: pl.DataFrame) -> Path:
    (folder / "tables").mkdir(parents=True)
    for name, frame in tables.items():
        frame.write_parquet(folder / "tables" / f"{name}.parquet")
        frame.write_csv(folder / "tables" / f"{name}.csv")
    resources = [{"name": name, "schema": {"primaryKey": key}} for name in tables]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return folder


def lines_of(tmp_path: Path, before: pl.DataFrame, after: pl.DataFrame) -> list[str]:
    comparison = compare_releases(release(tmp_path / "a", trend=before), release(tmp_path / "b", trend=after))
    assert comparison.equal == []
    return comparison.differences["trend"]


def test_equal_releases_have_no_difference(tmp_path):
    comparison = compare_releases(release(tmp_path / "a", trend=TREND), release(tmp_path / "b", trend=TREND))
    assert (comparison.equal, comparison.differences) == (["trend"], {})
    assert comparison.text() == "1 tables equal byte by byte, 0 not."


def test_another_order_of_rows_is_told_apart_from_other_rows(tmp_path):
    assert lines_of(tmp_path, TREND, TREND.reverse()) == ["the same rows in another order"]


def test_a_file_written_otherwise_is_not_equal(tmp_path):
    a, b = release(tmp_path / "a", trend=TREND), release(tmp_path / "b", trend=TREND)
    TREND.write_parquet(b / "tables" / "trend.parquet", compression="uncompressed")
    assert compare_releases(a, b).differences == {"trend": ["the same rows written otherwise"]}
    TREND.write_parquet(b / "tables" / "trend.parquet")
    (b / "tables" / "trend.csv").write_text("year\n")
    assert compare_releases(a, b).differences == {"trend": ["the same rows written otherwise"]}


def test_rows_are_changed_removed_and_added_by_the_key_of_the_release(tmp_path):
    after = pl.DataFrame({"year": [2002, 2003, 2004], "value": [2.0, 3.0, 4.0], "note": ["b", None, "d"]})
    assert lines_of(tmp_path, TREND, after) == [
        "1 rows changed; 1 rows removed; 1 rows added",
        "    changed: year=2002: value None -> 2.0",
        "    removed: year=2001",
        "    added: year=2004",
    ]


def test_without_a_key_that_tells_rows_apart_a_changed_row_is_removed_and_added(tmp_path):
    twice = pl.DataFrame({"year": [2001, 2001, 2001], "value": [1, 1, 2]})
    once = pl.DataFrame({"year": [2001, 2001], "value": [1, 3]})
    assert lines_of(tmp_path, twice, once)[0] == "2 rows removed; 1 rows added"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (TREND.drop("note"), "column note removed"),
        (TREND.with_columns(unit=pl.lit("items")), "column unit added"),
        (TREND.with_columns(pl.col("year").cast(pl.Int32)), "column year was Int64, is Int32"),
        (TREND.select("note", "year", "value"), "columns in another order"),
    ],
)
def test_columns_that_came_went_or_changed_are_named(tmp_path, after, expected):
    assert lines_of(tmp_path, TREND, after) == [expected]


def test_at_most_five_examples_are_shown(tmp_path):
    many = pl.DataFrame({"year": range(100)})
    lines = lines_of(tmp_path, many.head(1), many)
    assert (lines[0], len(lines)) == ("99 rows added", 6)


def test_tables_that_came_or_went_are_named(tmp_path):
    a, b = release(tmp_path / "a", gone=TREND, trend=TREND), release(tmp_path / "b", come=TREND, trend=TREND)
    assert compare_releases(a, b).differences == {"come": ["table added"], "gone": ["table removed"]}


def test_a_folder_that_is_no_release_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="no tables"):
        compare_releases(tmp_path, tmp_path)
