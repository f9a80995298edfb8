"""The office's workbook. It names bodies and contacts, so it stays with the receipts, outside releases.

Everything people wrote is written as text, never as a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from dagster_project.questionnaires.form.form_formats import lines_of, text_width
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.intake.intake import Intake
from dagster_project.questionnaires.office.office_tables import office_tables

_CREATED = datetime(2000, 1, 1)  # the same intake gives the same file
_WIDEST, _NARROWEST = 60, 8
_LINE_HEIGHT, _MOST_LINES = 18, 12  # points; Japanese letters are taller than Latin ones
_LONGEST_CELL = 32_000  # characters; a cell takes 32,767


def write_office_file(path: Path, intake: Intake, instrument: Instrument, units: pl.DataFrame) -> None:
    """Write the workbook of the wave's state to `path`."""
    write_tables(path, instrument.title.ja, "受付状況", office_tables(intake, instrument, units))


def write_tables(path: Path, survey: str, content: str, tables: Mapping[str, pl.DataFrame]) -> None:
    """Write a workbook of the office to `path`: sheet name -> rows, the columns called as people call them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": f"{survey} {content}", "created": _CREATED})
    frame = {"border": 1, "border_color": "#C8C8C8", "valign": "top"}
    formats = {
        "head": workbook.add_format({"bold": True, "bg_color": "#EEF1F5", "border": 1, "text_wrap": True, "valign": "vcenter"}),
        "text": workbook.add_format({**frame, "text_wrap": True}),
        "day": workbook.add_format({**frame, "num_format": "yyyy/m/d", "align": "left"}),
        "whole": workbook.add_format({**frame, "num_format": "#,##0"}),
        "rate": workbook.add_format({**frame, "num_format": "0.0"}),
    }
    for name, table in tables.items():
        _write(workbook.add_worksheet(name), table, formats, f"{survey}  {name}")
    workbook.close()


def _write(sheet, table: pl.DataFrame, formats: dict, title: str) -> None:
    """A table with a frozen, filtered head; widths and heights follow the contents."""
    widths = [_column_width(table[name]) for name in table.columns]
    for column, (name, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.write_string(0, column, name, formats["head"])
        sheet.set_column(column, column, width)
    sheet.set_row(0, _row_height(table.columns, widths))
    for place, row in enumerate(table.iter_rows(), start=1):
        sheet.set_row(place, _row_height(row, widths))
        for column, value in enumerate(row):
            match value:
                case None:
                    sheet.write_blank(place, column, None, formats["text"])
                case str():
                    sheet.write_string(place, column, value[:_LONGEST_CELL], formats["text"])
                case int():
                    sheet.write_number(place, column, value, formats["whole"])
                case float():
                    sheet.write_number(place, column, value, formats["rate"])
                case _:
                    sheet.write_datetime(place, column, value, formats["day"])
    sheet.freeze_panes(1, 0)
    if table.height:
        sheet.autofilter(0, 0, table.height, table.width - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    # An ampersand begins a code in headers; two print one.
    sheet.set_header(f"&L&9{title.replace('&', '&&')[:120]}")
    sheet.set_footer("&R&9&P / &N")


def _column_width(column: pl.Series) -> float:
    """For the longest line, and for the head on up to three lines."""
    texts = column.cast(pl.String).drop_nulls().unique()
    longest = max((text_width(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(text_width(column.name) / 3, longest, _NARROWEST) + 3, _WIDEST)


def _row_height(row: Sequence[object], widths: list[float]) -> float:
    """Points for the fullest cell: not every program fits the height of a row to wrapped text itself."""
    lines = max((lines_of(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)), default=1)
    return _LINE_HEIGHT * min(lines, _MOST_LINES)
