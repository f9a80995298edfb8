"""Which rows of a file break a rule, and the order of the rules.

A second table, too few or too many cells, the header again, a note, the columns in the order of the layout, the municipality,
repeated rows and keys, orders of magnitude, totals. A row is quarantined once, by the first rule that it breaks; one that is
left out by name only where it is a total and not the sum of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dagster_project.tables.convert import Converted
from dagster_project.tables.layout import Layout
from dagster_project.tables.rows.file_rows import FileRows
from dagster_project.tables.rows.row_comparisons import with_comparisons
from dagster_project.tables.rows.violations import VIOLATIONS, of_column

# Digits with no word beside them; a letter may be one mistaken for a digit.
_LIKE_A_FIGURE = r"^[^\p{L}]*\d[^\p{L}]*\p{L}?[^\p{L}]*$"


def violations_of(
    rows: FileRows, converted: Mapping[str, Converted], bodies: pl.DataFrame, ignored: pl.Series, layout: Layout
) -> pl.DataFrame:
    """VIOLATIONS: the rows that break a rule; `bodies` are those whose municipality is in question."""
    found = pl.concat([_cell_violations(rows, converted, ignored), bodies, _below_the_end(rows, converted, layout)])
    return _first_of(with_comparisons(rows, converted, ignored, found, layout))


def _cell_violations(rows: FileRows, converted: Mapping[str, Converted], ignored: pl.Series) -> pl.DataFrame:
    """VIOLATIONS: the rows not ignored that have the wrong number of cells or a cell that does not convert."""
    nothing = pl.lit(None, pl.String)
    second = rows.facts.filter(pl.col("second_table").is_not_null()).select(
        "index",
        pl.lit("second_table").alias("rule"),
        nothing.alias("column"),
        pl.col("second_table").cast(pl.String).alias("expected"),
        nothing.alias("found"),
    )
    ragged = rows.facts.filter(pl.col("cell_count").is_not_null()).select(
        "index",
        pl.lit("ragged_row").alias("rule"),
        nothing.alias("column"),
        pl.col("width").alias("expected"),
        pl.col("cell_count").cast(pl.String).alias("found"),
    )
    of_header = [
        rows.facts.filter(fact).select(
            "index",
            pl.lit(rule).alias("rule"),
            nothing.alias("column"),
            nothing.alias("expected"),
            nothing.alias("found"),
        )
        for fact, rule in (("is_header_again", "header_again"), ("is_column_numbers", "column_numbers"))
    ]
    notes = rows.facts.filter(pl.col("note").is_not_null()).select(
        "index",
        pl.lit("note_below_table").alias("rule"),
        nothing.alias("column"),
        nothing.alias("expected"),
        pl.col("note").alias("found"),
    )
    flaws = rows.flaws.select("index", "rule", "column", nothing.alias("expected"), "found")
    by_column = [
        of_column(name, part.problem, part.problem.is_not_null())
        for name, part in converted.items()
        if part.problem.null_count() < part.problem.len()
    ]
    violations = _first_of(pl.concat([second, ragged, *of_header, notes, flaws, *by_column]))
    return violations.filter(~pl.col("index").is_in(ignored.is_not_null().arg_true().implode()))


def _below_the_end(rows: FileRows, converted: Mapping[str, Converted], layout: Layout) -> pl.DataFrame:
    """VIOLATIONS: the rows below the end of the table that are rows of it, with a figure or another value and no cell that is
    neither: what was taken for the end is a note or a total within it."""
    in_cells = [*rows.headers, *([] if layout.wide_to_long is None else [layout.wide_to_long.value_to])]
    columns = [column for column in layout.columns if column.name in in_cells]
    read = {column.name: converted[column.name] for column in columns}
    tells = [column.name for column in columns if column.type != "text" or column.allowed]
    if layout.end_of_table is None or not tells:
        return pl.DataFrame(schema=VIOLATIONS)
    # A figure that does not read, 12O or #REF!, is none of a note either.
    looks = {name: rows.cleaned[name].str.contains(_LIKE_A_FIGURE) for name in tells}
    is_read = pl.DataFrame([(part.problem.is_null() | looks.get(name, False)).alias(name) for name, part in read.items()])
    has_value = pl.DataFrame([((read[name].identity != "") | looks[name]).alias(name) for name in tells])
    is_flawed = rows.facts["index"].is_in(rows.flaws.filter(pl.col("column").is_in(tells))["index"].implode())
    is_told = has_value.select(pl.any_horizontal(pl.all())).to_series() | is_flawed
    is_row = is_read.select(pl.all_horizontal(pl.all())).to_series() & is_told
    facts = rows.facts.filter(is_row).filter(pl.col("end") < pl.col("row_number"), pl.col("second_table").is_null())
    return facts.select(
        "index",
        pl.lit("below_the_end").alias("rule"),
        pl.lit(None, pl.String).alias("column"),
        pl.col("end").cast(pl.String).alias("expected"),
        pl.lit(None, pl.String).alias("found"),
    )


def _first_of(violations: pl.DataFrame) -> pl.DataFrame:
    return violations.unique("index", keep="first", maintain_order=True)
