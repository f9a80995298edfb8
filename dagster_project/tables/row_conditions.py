"""What a layout says of rows by their texts: which are left out and by which rule, and which a `when` means."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dagster_project.common.text import clean
from dagster_project.tables.column_layout import Matches
from dagster_project.tables.file_rows import FileRows
from dagster_project.tables.layout import Layout


def ignored_by(rows: FileRows, layout: Layout) -> pl.Series:
    """The name of the rule that leaves each row out, or null."""
    facts = rows.facts.select(pl.col("end", "first_cell", "is_empty", "repeats_header").name.prefix("__"))
    table = pl.concat([rows.cleaned, facts], how="horizontal")
    names: list[pl.Expr] = []
    if layout.end_of_table is not None:
        names.append(pl.when(pl.col("__end").is_not_null()).then(pl.lit("footnote")))
    for rule in layout.ignore_rows:
        conditions = [_condition(name, wanted) for name, wanted in rule.when.items()]
        names.append(pl.when(pl.all_horizontal(conditions)).then(pl.lit(rule.rule)))
    names.append(pl.when(pl.col("__is_empty")).then(pl.lit("empty_row")))
    return table.select(pl.coalesce(names).cast(pl.String).alias("ignored")).to_series()


def meets(cleaned: pl.DataFrame, when: Mapping[str, object]) -> pl.Series:
    """Which rows meet all conditions on their columns; every row when there is none."""
    every = pl.repeat(True, pl.len(), dtype=pl.Boolean)
    conditions = (_condition(name, wanted) for name, wanted in when.items())
    return cleaned.select(pl.all_horizontal(every, *conditions)).to_series()


def _condition(name: str, wanted: object) -> pl.Expr:
    if name == "row_empty":
        return pl.col("__is_empty") == bool(wanted)
    if name == "repeated_header":
        return pl.col("__repeats_header") == bool(wanted)
    if name == "first_cell_matches":
        return pl.col("__first_cell").str.contains(str(wanted))
    if isinstance(wanted, Matches):
        return pl.col(name).str.contains(wanted.matches)
    texts = wanted if isinstance(wanted, list) else [str(wanted)]
    return pl.col(name).is_in([clean(text) for text in texts])
