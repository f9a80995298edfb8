"""A part of each cell of a column, where one cell holds several: the code of 01100_札幌市."""

from __future__ import annotations

import re

import polars as pl

from dagster_project.common.text import clean, clean_cells_but_marks
from dagster_project.tables.column_layout import ColumnLayout

# The beginning of a number or of a range, a sign or 約 at the end of a text; and the rest of one at the beginning: digits,
# 万人, 以上.
_NUMBER_BEFORE = re.compile(r"(?:\d(?:[.,．，]|\s*[~～〜－-]\s*)?|(?:^|[^\w)）\]])[△▲＋+－-]|約\s*)$")
_NUMBER_BEHIND = re.compile(
    r"(?:[.,．，]|\s*[~～〜－-]\s*)?\d|[千万億兆]+(?:人|円|世帯|戸|件|通|枚|個|台|冊|\W|$)|\s*(?:以上|以下|未満|超|程度)"
)


def part_of_cells(column: ColumnLayout, cells: pl.Series, pattern: str) -> tuple[pl.Series, list[pl.DataFrame]]:
    """What of each cell the pattern's group is, full-width or not; and the flaws (index, column, rule, found) of the cells that
    do not fit it, or of which it takes a piece of a number."""
    torn = [_torn_numbers(cells, pattern)] if column.type in ("integer", "number") else []
    found = pl.coalesce(pl.col("cell").str.extract(pattern, 1), pl.col("cleaned").str.extract(pattern, 1))
    rows = (
        pl.DataFrame({"cell": cells, "cleaned": clean_cells_but_marks(cells)})
        .with_row_index("index")
        .with_columns(found.alias("part"))
    )
    unfit = rows.filter(pl.col("part").is_null() & (pl.col("cleaned") != "")).select(
        "index", pl.lit(column.name).alias("column"), pl.lit("part_not_found").alias("rule"), pl.col("cell").alias("found")
    )
    return rows["part"].fill_null("").alias(column.name), [unfit, *torn]


def _torn_numbers(cells: pl.Series, pattern: str) -> pl.DataFrame:
    """The cells of which the pattern's group is a piece of a number: 234 of 1,234件, 5 of △5, 7 of 5~7 and 12 of 12万人."""
    texts = cells.unique().to_list()
    torn = [text for text in texts if text and _is_torn(text, pattern)]
    rows = cells.to_frame("found").with_row_index("index").filter(pl.col("found").is_in(torn))
    return rows.select("index", pl.lit(cells.name).alias("column"), pl.lit("part_of_a_number").alias("rule"), "found")


def _is_torn(text: str, pattern: str) -> bool:
    """Whether a number goes on where the match begins or ends; what a pattern has beside its group it knows of."""
    found = re.search(pattern, text) or re.search(pattern, clean(text))
    if found is None or found[1] is None:
        return False
    goes_on = found.start(1) == found.start() and _NUMBER_BEFORE.search(found.string[: found.start()])
    return bool(goes_on or (found.end(1) == found.end() and _NUMBER_BEHIND.match(found.string, found.end())))
