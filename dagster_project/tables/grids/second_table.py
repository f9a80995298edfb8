"""Where a second table begins below the first one of a sheet: its header, and the title above it.

Its columns may mean something else (another unit, another group of people), so that its rows are none of the first table.
The header again directly below the data is the same table going on, as files put behind one another have it.
"""

from __future__ import annotations

import polars as pl

from dagster_project.common.text import clean
from dagster_project.tables.grids.grid import Grid

_IS_WORD = r"\p{L}"


def second_table(grid: Grid, *, may_repeat: bool) -> pl.Series:
    """For each row of a second table the number of the row with its header, else null.

    `may_repeat`: the layout knows of headers that come again, so that only one that differs begins another table.
    """
    again = grid.headers_again
    begins = _like_the_header(grid) & ~again
    candidates = begins if may_repeat else begins | again
    for place in candidates.arg_true():
        first, title = _title_above(grid, place)
        if begins[place] or title:
            number = pl.when(pl.int_range(pl.len()) >= first).then(pl.lit(grid.body["row_number"][place], pl.Int64))
            return grid.body.select(number).to_series()
    return pl.repeat(None, grid.body.height, dtype=pl.Int64, eager=True)


def _like_the_header(grid: Grid) -> pl.Series:
    """Which rows share two words, and half of all, with the last header row, each in its place."""
    header = {name: text for name, text in zip(grid.cells, grid.headings[-1], strict=True) if text}
    words = [name for name, text in header.items() if pl.Series([text]).str.contains(_IS_WORD)[0]]
    if len(words) < 2:
        return pl.repeat(False, grid.body.height, dtype=pl.Boolean, eager=True)
    stripped = {name: pl.col(name).str.strip_chars() for name in words}
    written = dict(zip(grid.cells, grid.header[-1], strict=True))
    same = pl.sum_horizontal(text.is_in([header[name], written[name].strip()]) for name, text in stripped.items())
    return grid.body.select((same >= 2) & (same * 2 >= len(header))).to_series()


def _title_above(grid: Grid, place: int) -> tuple[int, str]:
    """The first row of what stands between the table above and the header at `place`, and a text of it that is no note
    and does not stand above the first table, too."""
    notes, title, first = grid.notes, "", place
    for row in range(place - 1, -1, -1):
        cells = [clean(cell) for cell in grid.body.select(grid.cells).row(row)]
        if cells in grid.headings[:-1]:
            first = row
            continue
        texts = [text for text in cells if text]
        if len(texts) > 1:
            break
        if texts and notes[row] is None:
            first = row
            title = title if texts[0] in grid.texts_above else texts[0]
    return first, title
