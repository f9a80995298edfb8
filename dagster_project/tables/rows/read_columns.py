"""The columns of a layout as texts, from a whole grid or from one of the columns that become rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.headers import FoundColumns
from dagster_project.tables.layout import Layout
from dagster_project.tables.outside_values import OutsideValues
from dagster_project.tables.rows.cell_parts import part_of_cells
from dagster_project.tables.rows.column_flaws import column_flaws, months_in_doubt
from dagster_project.tables.rows.groups import WrittenOnce, filled_down, settled_groups
from dagster_project.tables.rows.shown_texts import shown_above, shown_texts
from dagster_project.tables.rows.stated_around import stated_around
from dagster_project.tables.stated_units import units_of_formats


@dataclass(frozen=True)
class Part:
    """Rows that become rows of the table: raw column name -> its cell column, or -> the text of all rows. Where columns
    become rows, `header` is what that of these says."""

    places: Mapping[str, str]
    given: Mapping[str, str]
    header: str | None = None


@dataclass(frozen=True)
class ReadPart:
    """`columns`: texts by raw column name, one row per row of the grid; `flaws`, `groups`: see FileRows, their index counted
    from the first row of the part."""

    columns: pl.DataFrame
    flaws: pl.DataFrame
    groups: pl.DataFrame


def parts_of(layout: Layout, header: FoundColumns, given: Mapping[str, str]) -> list[Part]:
    """The whole grid, or once for each of the columns that become rows."""
    if layout.wide_to_long is None:
        return [Part(header.places, given)]
    value = layout.wide_to_long.value_to
    return [
        Part({**header.places, value: place}, {**given, **labels}, "_".join(filter(None, labels.values())))
        for place, labels in header.wide.items()
    ]


def read_part(grid: Grid, layout: Layout, part: Part, outside: OutsideValues) -> ReadPart:
    """The columns of the layout as texts, and what is wrong with their cells."""
    columns, written_once = [], list[WrittenOnce]()
    of_cells = column_flaws(grid, layout, part.places)
    flaws = [of_cells, months_in_doubt(grid, layout, part.given)]
    for column in layout.columns:
        if column.name in (*outside.headings, *outside.lines):
            stated, unread = stated_around(grid, layout, part.places, column.name, outside)
            columns.append(stated)
            flaws.append(unread)
            continue
        place = part.places.get(column.name)
        if place is None:
            columns.append(shown_above(grid, column, part.given.get(column.name, "")))
            continue
        cells = shown_texts(grid, column, place)
        if column.fill_down:
            once, of_groups = filled_down(grid, cells, place, of_cells)
            cells = once.cells
            flaws += of_groups
            written_once.append(once)
        if column.part is not None:
            cells, of_parts = part_of_cells(column, cells, column.part)
            flaws += of_parts
        columns.append(cells)
    read, groups, of_others = settled_groups(written_once, pl.DataFrame(columns), grid, layout)
    flaws += [units_of_formats(grid, layout, part.places, read.to_dict()), *of_others]
    return ReadPart(read, pl.concat(flaws).unique(["index", "column"], keep="first", maintain_order=True), groups)
