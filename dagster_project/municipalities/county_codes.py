"""The county that a code tells: outside Hokkaido the towns and villages of a county share a block of twenty codes.

双三郡 is 34580, and its towns were 34581 to 34589. A block's county is known from the present list and from
the rows of the change list that speak of counties. It is evidence for finding a body by its county, and no more:
what a former body was called is not told from its code.
"""

from __future__ import annotations

import polars as pl

_BLOCK = 20
_FIRST_TOWN = 300
_HOKKAIDO = "01"  # its blocks are those of subprefectures


def block_of(code5: pl.Expr) -> pl.Expr:
    """The code of the county in whose block a town's code lies; null for cities and in Hokkaido."""
    number = code5.str.slice(2, 3).cast(pl.Int64, strict=False)
    block = pl.format("{}{}", code5.str.head(2), number // _BLOCK * _BLOCK)
    return pl.when((number >= _FIRST_TOWN) & (code5.str.head(2) != _HOKKAIDO)).then(block)


def county_blocks(municipality: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """`block` and `county_by_code`: the blocks of which the two lists name one county and no other."""
    towns = municipality.select(pl.col("code6").str.head(5).alias("code5"), "county")
    counties = changes.filter(pl.col("scope") == "district")
    sides = [
        counties.select(pl.col(f"{side}_code").alias("code5"), pl.col(f"{side}_name").alias("county"))
        for side in ("old", "new")
    ]
    return (
        pl.concat([towns, *sides])
        .filter(pl.col("county").str.ends_with("郡"))
        .select(block_of(pl.col("code5")).alias("block"), pl.col("county").alias("county_by_code"))
        .drop_nulls()
        .unique()
        .filter(pl.len().over("block") == 1)
    )
