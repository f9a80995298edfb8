"""Tables as workbooks for Excel: the values on one sheet, on another what they are. Text stays text: no cell is a formula
or a link."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST = 40
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # equal content, equal bytes
SHEETS = ("data", "about")
MOST_ROWS = 20_000  # larger tables are taken as CSV or Parquet


def workbook(columns: Sequence[str], rows: Iterable[Sequence[object]], about: Iterable[Sequence[str]]) -> bytes:
    """A workbook of two sheets: ``rows`` below their ``columns``, and the lines ``about`` them."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {**_TEXT_ONLY, "in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(SHEETS[0])
        widths = [len(str(column)) for column in columns]
        for at, column in enumerate(columns):
            sheet.write_string(0, at, str(column), head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                _write(sheet, last, at, value, day)
                widths[at] = max(widths[at], len(str(value)))
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(width + 2, _WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, max(len(columns) - 1, 0))
        notes = book.add_worksheet(SHEETS[1])
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        notes.set_column(0, 0, 32)
        notes.set_column(1, 1, 100)
        for place, line in enumerate(about):
            for at, text in enumerate(line):
                notes.write_string(place, at, text, wrapped)
    return stream.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, day: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, float(value))  # type: ignore[arg-type]  # DuckDB gives numbers


def figure_workbooks(site: Path) -> int:
    """Make the workbook of each figure below ``site`` from the file that the pages' builder left; returns how many."""
    files = sorted(file for language in ("ja", "en") for file in (site / language).rglob("figure-*.json"))
    for file in files:
        figure = json.loads(file.read_text(encoding="utf-8"))
        about = [("", line) for line in (figure["title"], *figure["about"])]
        file.with_suffix(".xlsx").write_bytes(workbook(figure["columns"], figure["rows"], about))
        file.unlink()
    return len(files)
