"""Groups written once: the text above fills the cells below it, where they belong to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from dagster_project.common.text import DITTO, clean_cells
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.layout import Layout

GROUPS = {"index": pl.UInt32, "column": pl.String, "head": pl.UInt32}
# What says in a column of groups that the group above goes on: a line or an arrow down to the last row of it, too.
_AS_ABOVE = rf"^(?:|{DITTO}|[↓⇩│┃|｜⋮︙]{{1,3}})$"
_SPACES = " \t\r\n\u3000"


@dataclass(frozen=True)
class WrittenOnce:
    """A column of groups written once.

    place: its place in the sheet
    cells: its cells, the empty ones filled down
    below: index, head: which cells were filled, and the row from which each has its text
    """

    place: int
    cells: pl.Series
    below: pl.DataFrame


def filled_down(grid: Grid, cells: pl.Series, place: str, flaws: pl.DataFrame) -> tuple[WrittenOnce, list[pl.DataFrame]]:
    """A column with empty cells, and ditto marks, taking the text above; and the flaws (index, column, rule, found) of the
    cells whose text is from a row with one of `flaws`, or with more or fewer cells than the header."""
    flawed = flaws.filter(pl.col("column") == cells.name)
    once = _filled_down(cells, place, flawed, _names_no_group(grid))
    of_flawed = once.below.join(flawed, left_on="head", right_on="index").select(flawed.columns)
    return once, [of_flawed, _under_ragged_rows(once, grid)]


def settled_groups(
    written_once: list[WrittenOnce], read: pl.DataFrame, grid: Grid, layout: Layout
) -> tuple[pl.DataFrame, pl.DataFrame, list[pl.DataFrame]]:
    """The columns `read`, without a county in the rows of bodies that lie in none; their GROUPS; and the flaws of the cells
    whose text is from another group of a column further to the left."""
    if not written_once:
        return read, pl.DataFrame(schema=GROUPS), []
    settled = []
    for once in written_once:
        elsewhere = _in_no_county(once, read, grid, layout)
        below = once.below.filter(~pl.col("index").is_in(elsewhere.implode()))
        settled.append(replace(once, cells=_emptied(once.cells, elsewhere), below=below))
        read = read.with_columns(_emptied(read[once.cells.name], elsewhere))
    is_between = _names_no_group(grid)
    flaws = [_under_another_group(inner, outer, is_between) for inner in settled for outer in settled]
    groups = [once.below.select("index", pl.lit(once.cells.name).alias("column"), "head") for once in settled]
    return read, pl.concat([pl.DataFrame(schema=GROUPS), *groups]), flaws


def _names_no_group(grid: Grid) -> pl.Series:
    """Which rows stand between those of a table, as at the end of a page: the header again, or a note."""
    return grid.notes.is_not_null() | grid.headers_again | grid.repeated_headers


def _filled_down(cells: pl.Series, place: str, flaws: pl.DataFrame, is_between: pl.Series) -> WrittenOnce:
    """A row that stands between those of the table says nothing to the rows below."""
    rows = cells.to_frame("cell").with_row_index("index")
    speaks = ~pl.col("cell").str.strip_chars(_SPACES).str.contains(_AS_ABOVE) & ~is_between
    speaks = speaks | pl.col("index").is_in(flaws["index"].implode())
    head = pl.when(speaks).then(pl.col("index")).forward_fill()
    above = pl.when(speaks).then("cell").forward_fill().fill_null("")
    filled = rows.select("index", head.alias("head"), pl.when(is_between).then("cell").otherwise(above).alias("cell"))
    is_below = (pl.col("index") != pl.col("head")) & ~is_between
    return WrittenOnce(int(place[1:]), filled["cell"].alias(cells.name), filled.filter(is_below).select("index", "head"))


def _under_ragged_rows(once: WrittenOnce, grid: Grid) -> pl.DataFrame:
    """Flaws of the cells that have their text from a row with more or fewer cells than the header, as the rest of a row is
    that was broken in two: which cell stands in which column is not known there."""
    taken = once.below.filter(grid.body["cell_count"].is_not_null().gather(once.below["head"]))["index"]
    return pl.DataFrame({"index": taken, "found": once.cells.gather(taken)}).select(
        "index", pl.lit(once.cells.name).alias("column"), pl.lit("group_of_ragged_row").alias("rule"), "found"
    )


def _under_another_group(inner: WrittenOnce, outer: WrittenOnce, is_between: pl.Series) -> pl.DataFrame:
    """Flaws of the cells that have their text from a row of another group of a column further to the left."""
    if outer.place >= inner.place:
        return pl.DataFrame(schema={"index": pl.UInt32, "column": pl.String, "rule": pl.String, "found": pl.String})
    labels = pl.DataFrame({"labels": clean_cells(outer.cells), "is_between": is_between}).select(
        pl.when(~pl.col("is_between")).then("labels").forward_fill()
    )["labels"]
    group = (labels != labels.shift()).fill_null(False).cum_sum()
    moved = inner.below.filter(group[inner.below["index"]] != group[inner.below["head"]])["index"]
    return pl.DataFrame({"index": moved, "found": inner.cells[moved]}).select(
        "index", pl.lit(inner.cells.name).alias("column"), pl.lit("group_of_another").alias("rule"), "found"
    )


def _in_no_county(once: WrittenOnce, read: pl.DataFrame, grid: Grid, layout: Layout) -> pl.Series:
    """The rows below a county that is not theirs, with nothing in its column: a city lies in no county, a ward in none that
    is no city. So do lists write them that have the county before the first of its towns alone."""
    blocks = [block for block in layout.municipality if block.county == once.cells.name and block.name is not None]
    names = [block.name_in(clean_cells(read[str(block.name)])) for block in blocks]
    in_no_county = pl.repeat(False, read.height, dtype=pl.Boolean, eager=True)
    for name in names:
        is_ward_elsewhere = name.str.ends_with("区") & clean_cells(once.cells).str.ends_with("郡")
        in_no_county = in_no_county | name.str.ends_with("市") | is_ward_elsewhere
    is_empty = grid.body[f"c{once.place}"].str.strip_chars(_SPACES) == ""
    below = once.below["index"]
    return below.filter((in_no_county & is_empty)[below])


def _emptied(cells: pl.Series, rows: pl.Series) -> pl.Series:
    """The cells, with nothing in those of the `rows`."""
    return cells.scatter(rows, "") if rows.len() else cells
