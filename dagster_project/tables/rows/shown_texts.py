"""What the cells of a column say besides their text: what they are merged with, a period, a unit beside a number."""

from __future__ import annotations

import polars as pl

from dagster_project.tables.column_layout import ColumnLayout
from dagster_project.tables.grids.grid import MERGED_DOWN, PERIOD, UNIT, Grid
from dagster_project.tables.workbooks.unit_words import with_unit


def shown_texts(grid: Grid, column: ColumnLayout, place: str) -> pl.Series:
    """The cells of a column, as the kind of the column has them read."""
    cells = grid.body[place].alias(column.name)
    if column.type not in ("integer", "number"):
        cells = _as_stated(MERGED_DOWN, cells, place, grid)
    if _tells_periods(column):
        cells = _as_stated(PERIOD, cells, place, grid)
    return _with_units(cells, place, grid) if column.type == "text" else cells


def shown_above(grid: Grid, column: ColumnLayout, text: str) -> pl.Series:
    """A text from above the table, or the month or year that people see of it, for every row."""
    shown = grid.periods_above.get(text, text) if _tells_periods(column) else text
    return pl.repeat(shown, grid.body.height, dtype=pl.String, eager=True).alias(column.name)


def _as_stated(rule: str, cells: pl.Series, place: str, grid: Grid) -> pl.Series:
    """The cells of a column with those that say something else there: what a cell does with which they are merged, or the
    month alone. An empty row stays empty."""
    others = grid.flaws.filter((pl.col("rule") == rule) & (pl.col("place") == place))
    if others.is_empty():
        return cells
    stated = grid.body.select("row_number").join(
        others.unique("row_number").select("row_number", "found"), on="row_number", how="left", maintain_order="left"
    )
    is_other = stated["found"].is_not_null() & ~grid.empty_rows
    return cells.zip_with(~is_other, stated["found"].fill_null("")).alias(cells.name)


def _with_units(cells: pl.Series, place: str, grid: Grid) -> pl.Series:
    """The cells of a column of text with the units that their formats show: 5人."""
    stated = grid.flaws.filter((pl.col("rule") == UNIT) & (pl.col("place") == place)).select("row_number", "found")
    if stated.is_empty():
        return cells
    units = grid.body.select("row_number").join(stated, on="row_number", how="left", maintain_order="left")["found"]
    shown = [text if unit is None else with_unit(text, unit) for text, unit in zip(cells, units, strict=True)]
    return pl.Series(cells.name, shown, dtype=pl.String)


def _tells_periods(column: ColumnLayout) -> bool:
    """Whether a month or year alone is something else than its first day in a column."""
    return column.type in ("partial_date", "fiscal_year") or column.day_of_year is not None
