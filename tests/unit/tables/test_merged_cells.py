"""Of merged cells only the first has the value: what it says of the others is read, or their rows are set aside."""

from pathlib import Path

import openpyxl
import pytest

from dagster_project.tables.workbooks.xls_records import merged_ranges
from tests.unit.tables.small_files import loaded, read, set_aside

COLUMNS = "format: xlsx\ncolumns:\n  - {name: region}\n  - {name: area}\n  - {name: items, type: integer}\n"
ROWS = [
    ["region", "area", "items"],
    ["北", "a", 5],
    [None, "b", 6],
    ["南", "c", 7],
    [None, None, None],
    ["注 説明", None, None],
]


def merged(folder: Path, *areas: str, rows: list[list] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows or ROWS:
        book.active.append(row)
    for area in areas:
        book.active.merge_cells(area)
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"


def test_a_group_merged_over_its_rows_is_the_group_of_each(tmp_path: Path) -> None:
    result = read(merged(tmp_path, "A2:A3", rows=ROWS[:4]), COLUMNS)
    assert loaded(result, "region", "area", "items") == [("北", "a", 5), ("北", "b", 6), ("南", "c", 7)]


def test_a_number_merged_over_rows_or_columns_is_the_number_of_none(tmp_path: Path) -> None:
    over_rows = read(merged(tmp_path, "C2:C3", rows=ROWS[:4]), COLUMNS)
    assert set_aside(over_rows) == [(2, "items", "5", "merged_cell"), (3, "items", "", "merged_cell")]
    assert "C2:C3" in over_rows.quarantined["reason_ja"][0] and "C2:C3" in over_rows.quarantined["reason_en"][0]
    over_columns = read(merged(tmp_path, "B2:C2", rows=[ROWS[0], ["北", "廃止", None], *ROWS[2:4]]), COLUMNS)
    assert set_aside(over_columns) == [(2, "items", "", "merged_cell")]


def test_the_layout_may_say_that_a_number_holds_for_every_row(tmp_path: Path) -> None:
    told = COLUMNS.replace("type: integer", "type: integer, fill_down: true")
    assert read(merged(tmp_path, "C2:C3", rows=ROWS[:4]), told).loaded["items"].to_list() == [5, 5, 7]


@pytest.mark.parametrize("area", ["A6:C6", "A6:C9"])
def test_a_note_merged_below_the_table_is_one_row_to_leave_out(tmp_path: Path, area: str) -> None:
    layout = f"{COLUMNS}ignore_rows:\n  - {{rule: note, when: {{first_cell_matches: ^注}}}}\n"
    result = read(merged(tmp_path, area, "A1:A1"), layout)
    assert result.quarantined.is_empty() and result.loaded.height == 3


def test_an_xls_file_names_its_merged_cells() -> None:
    """Their record: how many, and first and last row and column of each."""
    assert list(merged_ranges(bytes.fromhex("020004000600000000000100010002000300"))) == ["A5:A7", "C2:D2"]
