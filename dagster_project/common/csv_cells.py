"""CSV files that people take away open in spreadsheet programs, which run what begins like a formula."""

from __future__ import annotations

import polars as pl

_FORMULA = r"^[=＝@＠\t\r+＋－-]"
# What begins with a sign and is a number, or the mark for "none".
_NUMBER = r"^[+＋－-]?[0-9.,]*%?$"


def without_formulas(frame: pl.DataFrame) -> pl.DataFrame:
    """The texts that a spreadsheet program would take for a formula with an apostrophe before them.

    `=`, `@`, a tab or a return at the beginning, and `+` or `-` before anything but a number; signs of full width, too.
    Numbers stay numbers.
    """
    text = pl.col(pl.String)
    return frame.with_columns(
        pl.when(text.str.contains(_FORMULA) & ~text.str.contains(_NUMBER)).then(pl.lit("'") + text).otherwise(text).name.keep()
    )
