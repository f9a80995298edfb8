"""What was read is kept where all that it depends on is as it was; where any of it is not, the file is read anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dagster_project.common.files import sha256_of
from dagster_project.common.kept import Kept
from dagster_project.received import kept_rows
from dagster_project.received.recorded_files import RecordedFile, read_recorded
from dagster_project.received.records import SourceRecord

LAYOUT = (
    "description: {ja: 表, en: a table}\ntable: population\ncolumns:\n  - {name: code, header: コード}\n"
    "  - {name: persons, header: 人口, type: integer}\n  - {name: year, taken_from: {record: true}, type: integer}\n"
)
COLUMNS = ["source_file", "row_number", "code", "persons", "persons_status", "year", "year_status"]
WORDS = {"ja": "人口", "en": "Population"}
NO_PERIODS = Path("no_such.parquet")


def recorded(folder: Path, text: str, **changes: object) -> RecordedFile:
    (folder / "population.csv").write_text(text, encoding="utf-8")
    (folder / "population.layout.yml").write_text(LAYOUT, encoding="utf-8")
    fields = {
        "file": "population.csv",
        "table": "population",
        "layout": "population.layout.yml",
        "title": WORDS,
        "compiled_by": WORDS,
        "licence": WORDS,
        "received_on": "2024-09-01",
        "sha256": sha256_of(folder / "population.csv"),
        "nature": "published",
        "constants": {"year": 2024},
    }
    record = SourceRecord.model_validate(fields | changes)
    return RecordedFile(record, folder / "population.csv", folder / "population.layout.yml", "areas/population.csv")


@pytest.fixture
def reads(monkeypatch) -> list[str]:
    """The files that were really read."""
    found: list[str] = []

    def read(file: RecordedFile, periods):
        found.append(file.source_file)
        return read_recorded(file, periods)

    monkeypatch.setattr(kept_rows, "read_recorded", read)
    return found


def test_a_file_is_read_once_and_comes_back_as_it_was_read(tmp_path, reads) -> None:
    kept = Kept(tmp_path / "kept", True)
    file = recorded(tmp_path, "コード,人口\n01,5\n02,五人程\n")
    first, second = (kept_rows.rows_of(kept, file, NO_PERIODS) for _ in range(2))
    assert len(reads) == 1
    for part, frame in vars(read_recorded(file, pl.DataFrame)).items():
        assert_frame_equal(getattr(first, part), frame)
        assert_frame_equal(getattr(second, part), frame)
    assert (first.loaded.height, first.quarantined.height) == (1, 1)


def test_another_content_layout_constant_or_name_is_read_anew(tmp_path, reads) -> None:
    kept = Kept(tmp_path / "kept", True)
    text = "コード,人口\n01,5\n"
    file = recorded(tmp_path, text)
    assert kept_rows.rows_of(kept, file, NO_PERIODS).loaded["persons"].to_list() == [5]
    assert kept_rows.rows_of(kept, recorded(tmp_path, "コード,人口\n01,6\n"), NO_PERIODS).loaded["persons"].to_list() == [6]
    other_year = recorded(tmp_path, text, constants={"year": 2025})
    assert kept_rows.rows_of(kept, other_year, NO_PERIODS).loaded["year"].to_list() == [2025]
    moved = replace(file, source_file="areas/2024/population.csv")
    assert kept_rows.rows_of(kept, moved, NO_PERIODS).loaded["source_file"].to_list() == ["areas/2024/population.csv"]
    file.layout_path.write_text(LAYOUT.replace("type: integer}\n  - {name: year", "type: text}\n  - {name: year"), "utf-8")
    assert kept_rows.rows_of(kept, file, NO_PERIODS).loaded["persons"].to_list() == ["5"]
    assert len(reads) == 5


def test_names_are_resolved_anew_where_the_municipalities_are_others(tmp_path, monkeypatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(kept_rows, "read_recorded", lambda file, periods: seen.append(periods()["name"][0]) or nothing)
    nothing = read_recorded(recorded(tmp_path, "コード,人口\n"), pl.DataFrame)
    file = recorded(tmp_path, "コード,人口\n01,5\n")
    file.layout_path.write_text(LAYOUT + "municipality: {code: code, default_date: current}\n", "utf-8")
    kept, periods = Kept(tmp_path / "kept", True), tmp_path / "periods.parquet"
    for name in ("泰阜村", "泰阜村", "阿智村"):
        pl.DataFrame({"name": [name]}).write_parquet(periods)
        kept_rows.rows_of(kept, file, periods)
    assert seen == ["泰阜村", "阿智村"]


def test_a_table_without_a_file_has_the_columns_of_its_layouts(tmp_path, monkeypatch) -> None:
    kept, folder = Kept(tmp_path / "kept", True), tmp_path
    recorded(tmp_path, "コード,人口\n")
    first = kept_rows.no_rows_of(kept, folder, "population")
    assert (first.loaded.columns, first.loaded.height) == (COLUMNS, 0)
    monkeypatch.setattr(kept_rows, "empty_table", None)
    assert_frame_equal(kept_rows.no_rows_of(kept, folder, "population").loaded, first.loaded)
