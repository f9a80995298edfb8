"""All data rows of a file in one place: sheets stacked, columns found, facts of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dagster_project.common.text import clean_cells
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.headers import match_columns
from dagster_project.tables.layout import Layout
from dagster_project.tables.outside_values import outside_values
from dagster_project.tables.rows.read_columns import parts_of, read_part
from dagster_project.tables.rows.row_facts import row_facts
from dagster_project.tables.stated_units import require_stated_units


@dataclass(frozen=True)
class FileRows:
    """The rows of a file; the four tables have one row per data row, in the order of the file.

    columns: the cells by raw column name, as in the file
    cleaned: the same made comparable
    cells: all cells `c0`, `c1`, … and `extra` (null where a sheet is narrower)
    facts: index, sheet, row_number, cell_count and width (see grid.py), first_cell (the first
        non-empty one, cleaned; only filled when the layout asks for it), is_empty, repeats_header,
        is_header_again, is_column_numbers, note (see grid.py), second_table (see second_table.py), unit (see stated_units.py),
        end (the row with which the table ended: that one or one above), is_cut_off (the file ends within this row)
    flaws: index, column, rule, found: the flaws (see grid.py) in columns that are read
    groups: index, column, head: the cells of groups written once, and the row above from which each has its text
    headers: raw column name -> header as in the file
    absent: optional columns that the file does not have
    """

    columns: pl.DataFrame
    cleaned: pl.DataFrame
    cells: pl.DataFrame
    facts: pl.DataFrame
    flaws: pl.DataFrame
    groups: pl.DataFrame
    headers: dict[str, str]
    absent: frozenset[str]


def file_rows(grids: list[Grid], layout: Layout, constants: Mapping[str, object]) -> FileRows:
    """The rows of a file's grids; raises InputProblem (see headers.py, outside_values.py and stated_units.py)."""
    declared = {column.name for column in layout.columns}
    present, headers = set[str](), dict[str, str]()
    columns, cells, flaws, groups = [], [], [], []
    facts: list[pl.DataFrame] = []
    for grid in grids:
        outside = outside_values(grid, layout, constants)
        header = match_columns(grid, layout, outside.names)
        own = row_facts(grid, layout)
        require_stated_units(grid, layout, header)
        present |= {*header.places, *outside.names} | set([] if layout.wide_to_long is None else layout.wide_to_long.columns)
        for name, place in header.places.items():
            texts = [row[int(place[1:])] for row in grid.headings]
            headers[name] = "_".join(text for text in texts if text) or name
        for part in parts_of(layout, header, outside.given):
            read = read_part(grid, layout, part, outside)
            columns.append(read.columns)
            own_cells = [cell for cell in grid.cells if cell not in header.wide or cell in part.places.values()]
            cells.append(grid.body.select(*own_cells, "extra"))
            above = sum(each.height for each in facts)
            flaws.append(read.flaws.with_columns(pl.col("index") + above))
            groups.append(read.groups.with_columns(pl.col("index", "head") + above))
            facts.append(own.with_columns(pl.lit(part.header, pl.String).alias("header")))
    stacked = pl.concat(columns)
    return FileRows(
        columns=stacked,
        cleaned=stacked.select(clean_cells(stacked[name]) for name in stacked.columns),
        cells=pl.concat(cells, how="diagonal"),
        facts=pl.concat(facts).with_row_index("index"),
        flaws=pl.concat(flaws),
        groups=pl.concat(groups),
        headers=headers,
        absent=frozenset(declared - present),
    )


def written_once(grids: list[Grid], layout: Layout, constants: Mapping[str, object]) -> list[str]:
    """The headers of the columns of text that have a value in the first row and are empty in most rows below:
    groups that are written once, perhaps. Raises as file_rows does.

    What is grouped stands to the right of its group; a sparse column behind the figures, or at the end, holds notes.
    """
    rows = file_rows(grids, layout, constants)
    cleaned = rows.cleaned.filter(~rows.facts["is_empty"])
    read = [column for column in layout.columns if column.name in rows.headers]
    behind = next((place for place, column in enumerate(read) if column.type in ("integer", "number")), len(read) - 1)
    return [
        rows.headers[column.name]
        for column in read[: max(behind, 0)]
        if column.type == "text" and not column.fill_down and _is_written_once(cleaned[column.name])
    ]


def _is_written_once(cells: pl.Series) -> bool:
    return cells.len() > 1 and bool(cells[0]) and (cells == "").sum() * 2 > cells.len()


def no_rows(layout: Layout) -> FileRows:
    """The rows of a file without rows: all columns of the layout are there, given as empty texts."""
    types = {"c0": pl.String, "row_number": pl.Int64, "cell_count": pl.Int64, "extra": pl.String}
    grid = Grid(None, [[""]], pl.DataFrame(schema=types))
    without_wide = layout.model_copy(update={"wide_to_long": None})  # there is no header to make rows of
    return file_rows([grid], without_wide, {column.name: "" for column in layout.columns})
