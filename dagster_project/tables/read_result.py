"""What became of the rows of a file: loaded, quarantined under a rule, or ignored under a name.

Whatever is read (a table by its layout, the answers of a wave, the cells of a form) ends here, so that
for every file rows read = loaded + quarantined + ignored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

LOADED, QUARANTINED, IGNORED = "loaded", "quarantined", "ignored"

OUTCOMES = {"source_file": pl.String, "row_number": pl.Int64, "rule": pl.String, "outcome": pl.String}
# What is kept of a quarantined row besides its outcome. A row of a file is several rows of the table where columns become
# rows: `header` tells them apart.
REASONS = {
    "sheet": pl.String,
    "header": pl.String,
    "column_name": pl.String,
    "value": pl.String,
    "reason_ja": pl.String,
    "reason_en": pl.String,
    "raw_text": pl.String,
}
QUARANTINED_ROW = (
    "source_file",
    "table_name",
    "sheet",
    "row_number",
    "header",
    "column_name",
    "value",
    "rule",
    "reason_ja",
    "reason_en",
    "raw_text",
)
_IGNORED_ROW = ("source_file", "table_name", "row_number", "rule")


@dataclass(frozen=True)
class ReadResult:
    """What became of one file, or of several files of one table.

    loaded: the columns of the raw table
    quarantined, ignored, balance: the columns of raw.quarantined_row, raw.ignored_row and
    raw.file_balance (one row a file)
    """

    loaded: pl.DataFrame
    quarantined: pl.DataFrame
    ignored: pl.DataFrame
    balance: pl.DataFrame


def read_result(
    loaded: pl.DataFrame, outcomes: pl.DataFrame, reasons: pl.DataFrame, *, source_files: Sequence[str], table_name: str
) -> ReadResult:
    """The account of `outcomes` (OUTCOMES, one row per row read).

    `reasons` (REASONS) has one row for each quarantined one, in the same order. `source_files` are all
    files read, those without any row too.
    """
    table = pl.lit(table_name).alias("table_name")
    quarantined = outcomes.filter(pl.col("outcome") == QUARANTINED)
    counted = outcomes.group_by("source_file").agg(
        pl.len().alias("rows_read"),
        *((pl.col("outcome") == outcome).sum().alias(f"rows_{outcome}") for outcome in (LOADED, QUARANTINED, IGNORED)),
    )
    files = pl.DataFrame({"source_file": source_files}, schema={"source_file": pl.String})
    counts = ("rows_read", "rows_loaded", "rows_quarantined", "rows_ignored")
    return ReadResult(
        loaded=loaded,
        quarantined=pl.concat([quarantined, reasons], how="horizontal").with_columns(table).select(QUARANTINED_ROW),
        ignored=outcomes.filter(pl.col("outcome") == IGNORED).with_columns(table).select(_IGNORED_ROW),
        balance=files.join(counted, on="source_file", how="left", maintain_order="left").select(
            "source_file", table, *(pl.col(name).fill_null(0).cast(pl.Int64) for name in counts)
        ),
    )


def empty_result(schema: Mapping[str, pl.DataType | type[pl.DataType]]) -> ReadResult:
    """The result of reading no file: no rows, `loaded` of the given columns."""
    return read_result(
        pl.DataFrame(schema=dict(schema)),
        pl.DataFrame(schema=OUTCOMES),
        pl.DataFrame(schema=REASONS),
        source_files=[],
        table_name="",
    )
