"""How near a figure has to be to R's, and how far it is."""

from __future__ import annotations

import polars as pl

ESTIMATE, ERROR, RAKED_ERROR = 1e-9, 1e-8, 1e-6


def worst(joined: pl.DataFrame, found: str, expected: str) -> float:
    """The largest relative difference where a value is expected; a missing value is infinitely wrong."""
    known = joined.filter(pl.col(expected).is_not_null())
    assert known.height
    distance = (pl.col(found) - pl.col(expected)).abs() / pl.max_horizontal(pl.col(expected).abs(), 1e-12)
    return known.select(distance.fill_nan(None).fill_null(float("inf")).max()).item()
