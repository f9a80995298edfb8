"""The flaws of cells (see grid.py) in the columns that a layout reads, by raw column name."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dagster_project.tables.grids.grid import MERGED, NO_FLAWS, YEAR_MONTH_NUMBER, Grid
from dagster_project.tables.layout import Layout


def column_flaws(grid: Grid, layout: Layout, places: Mapping[str, str]) -> pl.DataFrame:
    """Flaws (index, column, rule, found) of the cells below the header; `places`: raw column name -> cell column."""
    of_dates = _columns_of_dates(layout)
    of_numbers = [column.name for column in layout.columns if column.type in ("integer", "number") and not column.fill_down]
    read = pl.DataFrame(
        {"column": list(places), "place": list(places.values())}, schema={"column": pl.String, "place": pl.String}
    )
    rows = grid.body.select("row_number").with_row_index("index")
    return (
        grid.flaws.join(read, on="place")
        .join(rows, on="row_number", maintain_order="left")
        .filter((pl.col("rule") != YEAR_MONTH_NUMBER) | pl.col("column").is_in(of_dates))
        .filter((pl.col("rule") != MERGED) | pl.col("column").is_in(of_numbers))
        .filter(~pl.col("rule").is_in(NO_FLAWS))
        .select("index", "column", "rule", "found")
    )


def months_in_doubt(grid: Grid, layout: Layout, given: Mapping[str, str]) -> pl.DataFrame:
    """Flaws of all rows in the columns of dates whose value stands above the rows, in the header or a title, as a number
    that may be another month."""
    above = grid.flaws_above.filter(pl.col("rule") == YEAR_MONTH_NUMBER)["found"].to_list()
    found = [(name, given[name]) for name in _columns_of_dates(layout) if given.get(name) in above]
    columns = pl.DataFrame(found, schema={"column": pl.String, "found": pl.String}, orient="row")
    rows = grid.body.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("index"))
    return rows.join(columns, how="cross").select("index", "column", pl.lit(YEAR_MONTH_NUMBER).alias("rule"), "found")


def _columns_of_dates(layout: Layout) -> list[str]:
    return [column.name for column in layout.columns if column.type in ("date", "partial_date")]
