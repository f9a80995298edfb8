"""What is known of each row as a row."""

from __future__ import annotations

import polars as pl

from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.grids.second_table import second_table
from dagster_project.tables.layout import Layout
from dagster_project.tables.stated_units import units_alone


def row_facts(grid: Grid, layout: Layout) -> pl.DataFrame:
    """One row per row of the body, so far as the layout asks: the columns of FileRows.facts but `index` and `header`."""
    wants_first = layout.end_of_table is not None or any("first_cell_matches" in rule.when for rule in layout.ignore_rows)
    wants_repeats = any("repeated_header" in rule.when for rule in layout.ignore_rows)
    has_words = any(column.type == "text" for column in layout.columns)  # where all are figures, 1, 2, 3 may be some
    has_blocks = any(column.taken_from is not None and column.taken_from.heading is not None for column in layout.columns)
    ends = _ends(grid, layout)
    return grid.body.select(
        pl.lit(grid.sheet, pl.String).alias("sheet"),
        "row_number",
        "cell_count",
        pl.lit(str(len(grid.cells))).alias("width"),
        (grid.first_cells if wants_first else pl.lit("")).alias("first_cell"),
        grid.empty_rows.alias("is_empty"),
        (grid.repeated_headers if wants_repeats else pl.lit(False)).alias("repeats_header"),
        grid.headers_again.alias("is_header_again"),
        (grid.column_numbers if has_words else pl.lit(False)).alias("is_column_numbers"),
        grid.notes.alias("note"),
        second_table(grid, may_repeat=wants_repeats or has_blocks).alias("second_table"),
        units_alone(grid).alias("unit"),
        ends.alias("end"),
        (pl.lit(grid.is_cut_off) & (pl.int_range(pl.len()) == pl.len() - 1)).alias("is_cut_off"),
    )


def _ends(grid: Grid, layout: Layout) -> pl.Series:
    """For the rows from the end of the table on the number of the last one that is such an end, else null. Asked of a
    grid, not of all rows of the file, in which a sheet whose columns become rows is there as often as it has such columns."""
    if layout.end_of_table is None:
        return pl.repeat(None, grid.body.height, dtype=pl.Int64, eager=True)
    is_end = grid.first_cells.str.contains(layout.end_of_table.first_cell_matches)
    return grid.body.select(pl.when(is_end).then("row_number").forward_fill()).to_series()
