"""Traits of published files that no layout of the project has yet, read with layouts of the fixtures."""

from datetime import date
from pathlib import Path

import pytest

from dagster_project.tables.layout import load_layout
from dagster_project.tables.read_result import ReadResult
from dagster_project.tables.table_reader import read_table


def read(path: Path, layout_path: Path) -> ReadResult:
    return read_table(path, load_layout(layout_path), source_file=path.name, table_name="t")


def test_public_facilities_with_repeated_headers_totals_and_notes(fixtures: Path) -> None:
    result = read(fixtures / "public_facilities_cp932.csv", fixtures / "layouts" / "public_facilities.layout.yml")
    assert result.balance.row(0)[2:] == (13, 7, 3, 3)
    assert result.loaded.select("code6", "facility", "facility_count", "facility_count_status").rows() == [
        ("011002", "支所", 12, "ok"),
        ("011002", "出張所", None, "none"),
        ("012025", "支所", 1004, "ok"),
        ("012025", "出張所", None, "not_available"),
        ("131016", "支所", None, "suppressed"),
        ("131016", "出張所", 6, "ok"),
        ("131041", "支所", 10, "ok"),
    ]
    assert result.quarantined.select("row_number", "rule").rows() == [
        (10, "total_mismatch"),
        (11, "unknown_code"),
        (12, "not_a_number"),
    ]
    assert result.ignored["rule"].to_list() == ["repeated_header", "prefecture_total", "footnote"]


def test_monthly_volumes_copied_by_hand_with_eras_and_mixed_units(fixtures: Path) -> None:
    result = read(fixtures / "monthly_volume.csv", fixtures / "layouts" / "monthly_volume.layout.yml")
    assert result.loaded.select("as_of_date", "volume_items", "yoy_pct").rows() == [
        (date(2023, 4, 1), 1222923000, -6.0),
        (date(2023, 5, 1), 1190000000, -4.8),
        (date(2023, 6, 1), 1409540000, -1.2),
        (date(2023, 8, 1), 1180000000, 0.0),
    ]
    assert result.quarantined.select("row_number", "rule").rows() == [(5, "scale_outlier"), (7, "not_a_date")]


@pytest.mark.parametrize("name", ["public_facilities", "monthly_volume"])
def test_the_example_layouts_are_valid(fixtures: Path, name: str) -> None:
    assert load_layout(fixtures / "layouts" / f"{name}.layout.yml").columns
