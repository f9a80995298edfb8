"""Dates decades after a file was received, where its other dates are past: a slip in a year, perhaps. Told when a file is
registered, and by every build; of a projection, most of whose dates are to come, nothing is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from dagster_project.received.recorded_files import RecordedFile, recorded_files
from dagster_project.tables.layout import Layout, load_layout

_YEARS = 20
_SHOWN = 3  # rows named for each column


def far_dates(file: RecordedFile, layout: Layout, loaded: pl.DataFrame) -> list[str]:
    """What is said of such dates among the rows `loaded` from a file, in a line each in Japanese and English."""
    received = file.record.received_on
    if not isinstance(received, date) or loaded.is_empty():
        return []
    lines = []
    for name, year in _years(layout):
        years = loaded.select(pl.col(name).alias("value"), "row_number", year.alias("stated_year"))
        far = years.filter(pl.col("stated_year") > received.year + _YEARS)
        if far.is_empty() or years.filter(pl.col("stated_year") > received.year).height * 2 > years.height:
            continue
        places = ", ".join(f"{row}: {value}" for value, row, _ in far.head(_SHOWN).iter_rows())
        lines += [
            f"列「{name}」に、受領日({received})より{_YEARS}年を超えて後の年が{far.height:,}行あります(行: 値 {places})。"
            "誤りであれば、元のファイルで直してください。",
            f'The column "{name}" has years more than {_YEARS} years after the receipt ({received}) in {far.height:,} rows'
            f" (row: value {places}). If they are wrong, have them corrected at the source.",
        ]
    return lines


def of_table(raw_dir: Path, subject: str, table: str, loaded: pl.DataFrame) -> list[str]:
    """What a build says of the recorded files of a table, each line with its file."""
    return [
        f"raw/{file.source_file}: {line}"
        for file in recorded_files(raw_dir, subject)
        if file.record.table == table and file.layout_path is not None
        for line in far_dates(file, load_layout(file.layout_path), loaded.filter(pl.col("source_file") == file.source_file))
    ]


def _years(layout: Layout) -> list[tuple[str, pl.Expr]]:
    """The columns of the raw table that say a time for which the layout sets no bound, and the year that each says."""
    columns = [column for column in layout.columns if column.loaded]
    return [
        *((column.name, pl.col(column.name).dt.year()) for column in columns if column.type == "date"),
        *((f"{c.name}_date", pl.col(f"{c.name}_date").dt.year()) for c in columns if c.type == "partial_date"),
        *((c.name, pl.col(c.name)) for c in columns if c.type == "fiscal_year" and c.max is None),
    ]
