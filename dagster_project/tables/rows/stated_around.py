"""What the rows around a row say of it: a heading above a block of rows, or which line of its record a row is."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from dagster_project.common.text import clean_but_marks, clean_cells_but_marks
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.layout import Layout
from dagster_project.tables.outside_values import OutsideValues
from dagster_project.tables.stated_units import COUNTED, UNIT_IS

_FIGURE = r"^[^\p{L}]*\d[^\p{L}]*$"
_UNIT = rf"^[(\[]? *(?:{UNIT_IS})?[十百千万億兆]*(?:{COUNTED}|%) *[)\]]?$"


def stated_around(
    grid: Grid, layout: Layout, places: Mapping[str, str], name: str, outside: OutsideValues
) -> tuple[pl.Series, pl.DataFrame]:
    """What the rows around each row say of it as the value of a column, and the flaws of those for which it is not known.
    `places`: raw column name -> cell column of the grid."""
    if name in outside.lines:
        return _lines_of_records(grid, places, name, outside.lines[name])
    return _under_headings(grid, layout, places, name, outside.headings[name])


def _under_headings(
    grid: Grid, layout: Layout, places: Mapping[str, str], name: str, pattern: str
) -> tuple[pl.Series, pl.DataFrame]:
    """What the last heading above each row says, and the rows below one that fits no pattern, or is a row of data as well:
    its value is not known."""
    figures, units = _with_figures(grid, layout, places)
    first = _heading_above(grid, pattern)
    found = clean_cells_but_marks(grid.first_texts).str.extract(pattern, 1)
    is_marked = found.is_null() & grid.first_cells.str.contains(pattern)
    left_out = [str(rule.when["first_cell_matches"]) for rule in layout.ignore_rows if "first_cell_matches" in rule.when]
    left_out += [] if layout.end_of_table is None else [layout.end_of_table.first_cell_matches]
    text = pl.col("text")
    rows = (
        pl.DataFrame({"text": grid.first_cells, "found": found, "has_figures": figures, "is_alone": grid.lone_cells | units})
        .with_columns(is_marked.alias("is_marked"))
        .with_row_index("index")
    )
    # A heading has a number in it, as those have that are read; a label without figures has none.
    is_like_one = pl.col("found").is_null() & pl.col("is_alone") & text.str.contains(r"\d")
    is_data = pl.col("found").is_not_null() & pl.col("has_figures")
    is_unread = (is_like_one | is_data) & ~pl.any_horizontal(pl.lit(False), *(text.str.contains(one) for one in left_out))
    is_unread = is_unread | pl.col("is_marked")
    last = pl.when(is_unread).then(text).when(pl.col("found").is_not_null()).then(pl.lit("")).forward_fill()
    unread = rows.select("index", pl.lit(name).alias("column"), pl.lit("heading_not_read").alias("rule"), last.alias("found"))
    return found.fill_null(strategy="forward").fill_null(first).alias(name), unread.filter(pl.col("found") != "")


def _heading_above(grid: Grid, pattern: str) -> str:
    """What the heading of the first block says, where it stands above the header; empty where none does."""
    first_cells = (next(filter(None, map(clean_but_marks, row)), "") for row in grid.above)
    texts = [found[1] for cell in first_cells if (found := re.search(pattern, cell)) is not None and found[1]]
    return texts[-1] if texts else ""


def _lines_of_records(grid: Grid, places: Mapping[str, str], name: str, lines: list[str]) -> tuple[pl.Series, pl.DataFrame]:
    """Which line of its record each row is, and the rows that are one more than the layout knows of. A record has its label,
    which stands furthest to the left of what is read, in its first row or in all."""
    place = min(places.values(), key=lambda cell: int(cell[1:]))
    label = grid.comparable[place]
    empty = grid.empty_rows
    labels = pl.DataFrame({"label": label, "is_empty": empty}).select(
        pl.when((pl.col("label") != "") | pl.col("is_empty")).then("label").forward_fill().fill_null("").alias("label")
    )["label"]
    number = labels.to_frame().select(pl.int_range(pl.len()).over(pl.col("label").rle_id()).alias("number"))["number"]
    rows = pl.DataFrame({"number": number, "found": labels, "is_empty": empty}).with_row_index("index")
    texts = rows.select(pl.col("number").replace_strict(dict(enumerate(lines)), default="", return_dtype=pl.String))
    beyond = rows.filter((pl.col("number") >= len(lines)) & ~pl.col("is_empty"))
    return texts.to_series().alias(name), beyond.select(
        "index", pl.lit(name).alias("column"), pl.lit("line_not_known").alias("rule"), "found"
    )


def _with_figures(grid: Grid, layout: Layout, places: Mapping[str, str]) -> tuple[pl.Series, pl.Series]:
    """Which rows have a figure in a column of numbers beside another cell, and which but a unit there, as 2020年 | (人)."""
    numbers = [places[c.name] for c in layout.columns if c.type in ("integer", "number") and c.name in places]
    cells = [grid.comparable[place] for place in numbers]
    none = pl.repeat(False, grid.body.height, dtype=pl.Boolean, eager=True)
    figures, units = none, none
    for cell in cells:
        figures = figures | cell.str.contains(_FIGURE)
        units = units | cell.str.contains(_UNIT)
    return figures & ~grid.lone_cells, units & ~figures
