"""Workbooks give up their cells as text, or say in plain words why not."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from dagster_project.tables.grids.grid import Grid, read_grids
from dagster_project.tables.layout import Layout
from dagster_project.common.problems import InputProblem
from dagster_project.tables.table_reader import read_table

Rows = list[list[object]]


def workbook(path: Path, **sheets: Rows) -> Path:
    """A workbook with one sheet per name; None leaves a cell empty."""
    with xlsxwriter.Workbook(str(path)) as book:
        as_date = book.add_format({"num_format": '[$-411]ggge"年"m"月"d"日"'})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row_number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(row_number, column, value, as_date)
                    elif value is not None:
                        sheet.write(row_number, column, value)
    return path


@pytest.fixture
def grids(tmp_path: Path, layout_of: Callable[[str], Layout]) -> Callable[..., list[Grid]]:
    def run(more: str = "", **sheets: Rows) -> list[Grid]:
        path = workbook(tmp_path / "table.xlsx", **sheets)
        return read_grids(path, layout_of(f"format: xlsx\ncolumns:\n  - {{name: a}}\n{more}"))

    return run


def test_cells_come_as_the_text_people_would_type(grids: Callable[..., list[Grid]]) -> None:
    rows: Rows = [["a", "b"], ["011002", 431052], [122292.3, datetime(2024, 1, 2)], [True, None]]
    found = grids(Sheet1=rows)[0]
    assert found.sheet == "Sheet1"
    assert found.body.select("c0", "c1", "row_number").rows() == [
        ("011002", "431052", 2),
        ("122292.3", "2024-01-02 00:00:00", 3),
        ("true", "", 4),
    ]


def test_row_numbers_are_those_of_the_sheet_even_below_empty_rows(grids: Callable[..., list[Grid]]) -> None:
    rows: Rows = [[], [], ["題"], ["a"], ["x"], [], ["y"], [" "], []]
    found = grids("skip_rows: 3\n", S=rows)[0]
    assert found.header == [["a"]]
    assert found.body["row_number"].to_list() == [5, 6, 7]


def test_several_sheets_are_read_in_the_order_named(grids: Callable[..., list[Grid]]) -> None:
    sheets = {"一": [["a"], ["1"]], "二": [["a"], ["2"]], "三": [["a"], ["3"]]}
    found = grids("sheet: [三, 0]\n", **sheets)
    assert [(grid.sheet, grid.body["c0"][0]) for grid in found] == [("三", "3"), ("一", "1")]


def test_rows_that_show_a_spreadsheet_error_are_marked(
    tmp_path: Path, layout_of: Callable[[str], Layout]
) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 1, ["a", "b"])
        sheet.write_row(1, 1, ["1", "2"])
        sheet.write(2, 1, "3")
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 2, "=Z0", None, "#REF!")
    layout = layout_of("format: xlsx\nsheet: 表\ncolumns:\n  - {name: a}\n  - {name: b, type: integer}\n")
    result = read_table(path, layout, source_file="s", table_name="t")
    assert result.loaded["row_number"].to_list() == [2]
    assert result.quarantined.select("row_number", "rule").rows() == [(3, "error_cell"), (4, "error_cell")]
    assert "C3 #DIV/0!" in result.quarantined["reason_en"][0]


def test_a_missing_sheet_is_answered_with_the_sheets_there_are(grids: Callable[..., list[Grid]]) -> None:
    with pytest.raises(InputProblem, match="it has: 一, 二"):
        grids("sheet: 三\n", 一=[["a"]], 二=[["a"]])


def test_a_sheet_without_its_header_says_so(grids: Callable[..., list[Grid]]) -> None:
    with pytest.raises(InputProblem, match="header"):
        grids("skip_rows: 5\n", S=[["a"]])
    with pytest.raises(InputProblem, match="header"):
        grids(S=[])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "contents look like xls"),
        (b"PK\x03\x04" + b"\0" * 600, "damaged"),
        (b"<html><table></table></html>", "contents look like html"),
        ("団体コード,1\n".encode("cp932"), "contents look like csv"),
    ],
)
def test_what_is_no_readable_workbook_says_so_in_plain_words(
    tmp_path: Path, layout_of: Callable[[str], Layout], data: bytes, words: str
) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(data)
    with pytest.raises(InputProblem, match=words) as caught:
        read_grids(path, layout_of("format: xlsx\ncolumns:\n  - {name: a}\n"))
    assert caught.value.file == str(path)
    assert caught.value.fix_ja and caught.value.fix_en


def test_an_xlsx_declared_as_xls_is_told_apart(tmp_path: Path, layout_of: Callable[[str], Layout]) -> None:
    path = workbook(tmp_path / "table.xls", S=[["a"]])
    with pytest.raises(InputProblem, match="format: xlsx"):
        read_grids(path, layout_of("format: xls\ncolumns:\n  - {name: a}\n"))


def test_a_cut_off_workbook_is_called_damaged(tmp_path: Path, layout_of: Callable[[str], Layout]) -> None:
    path = workbook(tmp_path / "table.xlsx", S=[["a"], ["b"]])
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(InputProblem, match="damaged"):
        read_grids(path, layout_of("format: xlsx\ncolumns:\n  - {name: a}\n"))
