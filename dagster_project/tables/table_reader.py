"""The reader: one file and its layout to loaded, quarantined and ignored rows, none lost.

Rows read are all rows below the header; row_rules.py settles which rule a row breaks first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from dagster_project.common.problems import problems_of
from dagster_project.tables.convert import Converted, convert_columns
from dagster_project.tables.grids.file_grids import read_grids
from dagster_project.tables.layout import Layout
from dagster_project.tables.municipality_columns import municipality_columns
from dagster_project.tables.outside_values import constant_unread
from dagster_project.tables.quarantine import reasons_of
from dagster_project.tables.read_result import IGNORED, LOADED, QUARANTINED, ReadResult, read_result
from dagster_project.tables.rows.file_rows import FileRows, file_rows, no_rows
from dagster_project.tables.rows.row_conditions import left_out
from dagster_project.tables.rows.row_rules import violations_of
from dagster_project.tables.stated_units import require_units_of_rows


def read_table(
    path: Path,
    layout: Layout,
    *,
    source_file: str,
    table_name: str,
    constants: Mapping[str, object] | None = None,
    municipalities: pl.DataFrame | None = None,
) -> ReadResult:
    """Read the file at `path` as `layout` says.

    `municipalities` is the table raw.municipality_period; a layout with `municipality:` needs it.

    `constants` are columns with one value for the whole file: converted like a cell when the
    layout declares the column, otherwise added at the end as they are.
    `loaded` has source_file, row_number, the columns of the layout and the ids of the municipalities named.
    Raises InputProblem when the file as a whole cannot be used (see grid.py and headers.py) or ends within a row.
    """
    constants = dict(constants or {})
    grids = read_grids(path, layout)
    with problems_of(path):
        rows = file_rows(grids, layout, constants)
    return _read(rows, layout, source_file, table_name, constants, municipalities)


def _require_constants_read(layout: Layout, converted: Mapping[str, Converted], constants: Mapping[str, object]) -> None:
    """Raise InputProblem for a constant of the record that does not convert."""
    for name in constants:
        if name in converted and converted[name].problem.drop_nulls().len():
            raise constant_unread(layout.column(name), constants[name])


def empty_table(layout: Layout, table_name: str) -> ReadResult:
    """What reading no file at all leaves behind: the columns and types of the layout, and no row."""
    result = _read(no_rows(layout), layout, "", table_name, {}, None)
    return ReadResult(
        loaded=result.loaded.clear(),
        quarantined=result.quarantined.clear(),
        ignored=result.ignored.clear(),
        balance=result.balance.clear(),
    )


def _read(
    rows: FileRows,
    layout: Layout,
    source_file: str,
    table_name: str,
    constants: Mapping[str, object],
    municipalities: pl.DataFrame | None,
) -> ReadResult:
    with problems_of(f"raw/{source_file}"):
        ignored, without_group = left_out(rows, layout)
        rows = replace(rows, flaws=pl.concat([rows.flaws, without_group]))
        require_units_of_rows(layout, rows.facts, rows.cleaned, rows.headers, ignored)
        converted = convert_columns(layout, rows.columns, rows.cleaned, rows.absent)
        _require_constants_read(layout, converted, constants)
    bodies = municipality_columns(layout, rows.cleaned, converted, ignored, municipalities)
    violations = violations_of(rows, converted, bodies.violations, ignored, layout)

    # A total is left out by name and all the same quarantined where it is not the sum of its parts.
    state = rows.facts.join(violations, on="index", how="left", maintain_order="left").with_columns(
        pl.lit(source_file).alias("source_file"),
        pl.when(pl.col("rule").is_not_null())
        .then(pl.lit(QUARANTINED))
        .when(ignored.is_not_null())
        .then(pl.lit(IGNORED))
        .otherwise(pl.lit(LOADED))
        .alias("outcome"),
        ignored.alias("ignored_by"),
    )
    outputs = [*(converted[column.name].outputs for column in layout.columns), bodies.outputs]
    added = [pl.lit(value).alias(name) for name, value in constants.items() if name not in converted]
    every_row = pl.concat([state.select("source_file", "row_number"), *outputs], how="horizontal").with_columns(added)
    return read_result(
        every_row.filter(state["outcome"] == LOADED),
        state.select("source_file", "row_number", pl.coalesce("rule", "ignored_by").alias("rule"), "outcome"),
        reasons_of(state, rows, layout),
        source_files=[source_file],
        table_name=table_name,
    )
