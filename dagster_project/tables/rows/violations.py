"""Rows that break a rule: which rule, in which column, what was expected and what was found there."""

from __future__ import annotations

import polars as pl

VIOLATIONS = {
    "index": pl.UInt32,
    "rule": pl.String,
    "column": pl.String,
    "expected": pl.String,
    "found": pl.String,
}


def of_column(name: str, problem: pl.Series, mask: pl.Series) -> pl.DataFrame:
    """VIOLATIONS of the rows of `mask`, each by the rule that `problem` has for its cell of a column."""
    return (
        problem.to_frame("rule")
        .with_row_index("index")
        .filter(mask)
        .select(
            "index",
            "rule",
            pl.lit(name).alias("column"),
            pl.lit(None, pl.String).alias("expected"),
            pl.lit(None, pl.String).alias("found"),
        )
    )
