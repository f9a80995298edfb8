"""Japanese text made comparable; what was published is kept as it was.

`clean` is for comparing (headers, codes, numbers, dates): NFKC, so full-width digits and
half-width kana become their usual forms; variation selectors, zero-width characters and line
feeds taken out; wave dashes and minus signs unified; spaces (U+3000 too) trimmed at both ends.
`trimmed` is for loading: only the ends are trimmed and line ends unified.
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

# standard and ideographic variation selectors, zero-width characters, byte order mark, line ends
_INVISIBLE = "[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200d\u2060\ufeff\r\n]"
# left alone by NFKC: the wave dash some converters write for U+FF5E, and the minus sign
_UNIFIED = {"\u301c": "~", "\u2212": "-"}
_SPACES = " \t\r\n\u3000\u00a0\ufeff"


def clean(text: str | None) -> str:
    """One text made comparable; None becomes the empty text."""
    if text is None:
        return ""
    plain = unicodedata.normalize("NFKC", re.sub(_INVISIBLE, "", text))
    for found, usual in _UNIFIED.items():
        plain = plain.replace(found, usual)
    return plain.strip()


def clean_cells(cells: pl.Series) -> pl.Series:
    """A column of cells made comparable: String to String, null to the empty text."""
    cells = cells.fill_null("")
    if is_ascii(cells) and not cells.str.contains_any(["\r", "\n"]).any():
        return cells.str.strip_chars()
    if cells.str.contains(_INVISIBLE).any():
        cells = cells.str.replace_all(_INVISIBLE, "")
    cells = cells.str.normalize("NFKC")
    for found, usual in _UNIFIED.items():
        if cells.str.contains(found, literal=True).any():
            cells = cells.str.replace_all(found, usual, literal=True)
    return cells.str.strip_chars()


def trim_cells(cells: pl.Series) -> pl.Series:
    """A column of cells as published: ends trimmed, CRLF to LF, empty to null."""
    trimmed = cells.fill_null("").str.strip_chars(_SPACES)
    if trimmed.str.contains("\r", literal=True).any():
        trimmed = trimmed.str.replace_all("\r\n", "\n", literal=True)
    return trimmed.to_frame("cell").select(pl.when(pl.col("cell") != "").then(pl.col("cell")).alias(cells.name)).to_series()


def is_ascii(cells: pl.Series) -> bool:
    """Whether no cell holds a character outside ASCII (byte length equals character length)."""
    return bool((cells.str.len_bytes() == cells.str.len_chars()).all())
