"""Small files and layouts made by a test, and reading the two together through the front door."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import polars as pl

from dagster_project.tables.layout import Layout, load_layout
from dagster_project.tables.read_result import ReadResult
from dagster_project.tables.table_reader import read_table


def layout_of(folder: Path, yaml: str) -> Layout:
    """A layout from the YAML below its description."""
    path = folder / "table.layout.yml"
    path.write_text(f"description: {{ja: 表, en: a table}}\n{yaml}", encoding="utf-8")
    return load_layout(path)


def read(path: Path, yaml: str, municipalities: pl.DataFrame | None = None, **constants: object) -> ReadResult:
    return read_table(
        path,
        layout_of(path.parent, yaml),
        source_file=f"subject/{path.name}",
        table_name="table",
        constants=constants,
        municipalities=municipalities,
    )


def text_file(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def workbook(folder: Path, rows: list[list[Any]], formats: dict[str, str] | None = None, name: str = "table.xlsx") -> Path:
    """A workbook of one sheet; `formats`: address of a cell -> its number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for address, code in (formats or {}).items():
        sheet[address].number_format = code
    path = folder / name
    book.save(path)
    return path


def loaded(result: ReadResult, *columns: str) -> list[tuple]:
    return result.loaded.select(columns).rows()


def set_aside(result: ReadResult) -> list[tuple]:
    return result.quarantined.select("row_number", "column_name", "value", "rule").rows()
