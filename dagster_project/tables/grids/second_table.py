"""Where a second table begins below the first one of a sheet: its header, and the title above it.

Its columns may mean something else (another unit, another group of people), so that its rows are none of the first table.
The header again directly below the data is the same table going on, as files put behind one another have it.
"""

from __future__ import annotations

import polars as pl

from dagster_project.common.numbers import DEFAULT_MARKS, clean_marks
from dagster_project.common.text import clean
from dagster_project.tables.grids.grid import Grid

_IS_WORD = r"\p{L}"
_IS_FIGURE = r"^[^\p{L}]*\d[^\p{L}]*$"
_FIRST_ROWS = 20  # that tell which columns hold figures
_MARKS = frozenset(clean_marks(DEFAULT_MARKS))


def second_table(grid: Grid, *, may_repeat: bool) -> pl.Series:
    """For each row of a second table the number of the row with its header, else null.

    `may_repeat`: the layout knows of headers that come again, so that only one that differs begins another table.
    """
    again = grid.headers_again
    begins = _like_the_header(grid) & ~again
    if not may_repeat:
        begins = begins | (_words_for_figures(grid) & ~again)
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


def _words_for_figures(grid: Grid) -> pl.Series:
    """Which rows are a header of other words: below figures, different words in the columns of figures and no figure, under a
    row without any (a title, an empty one, the rest of the header) or with a text of the first header in its place."""
    none = pl.repeat(False, grid.body.height, dtype=pl.Boolean, eager=True)
    texts = grid.body.select(pl.col(name).str.strip_chars() for name in grid.cells)
    figures, words = (texts.select(pl.all().str.contains(sign)) for sign in (_IS_FIGURE, _IS_WORD))
    first = grid.body.height if grid.body.height < _FIRST_ROWS else _FIRST_ROWS
    columns = [name for name in grid.cells if figures[name].head(first).sum() > words[name].head(first).sum()]
    if len(columns) < 2:
        return none
    has_figure = figures.select(pl.any_horizontal(columns)).to_series()
    is_below = has_figure.cum_max().shift(1, fill_value=False)
    has_words = words.select(pl.sum_horizontal(columns) >= 2).to_series()
    under_none = ~has_figure.shift(1, fill_value=False)
    found = [
        place
        for place in (has_words & ~has_figure & is_below).arg_true()
        if len(_words(texts.select(columns).row(place))) >= 2 and (under_none[place] or _has_a_heading(grid, place))
    ]
    return none.scatter(found, True) if found else none


def _words(cells: tuple[str, ...]) -> set[str]:
    """The different words in some cells; what stands for a value that is not there is none."""
    return {clean(cell) for cell in cells if any(sign.isalpha() for sign in cell)} - _MARKS


def _has_a_heading(grid: Grid, place: int) -> bool:
    """Whether a row says in one of its cells what a header row does there."""
    cells = [clean(cell) for cell in grid.body.select(grid.cells).row(place)]
    return any(cell and cell == head for row in grid.headings for cell, head in zip(cells, row, strict=True))


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
