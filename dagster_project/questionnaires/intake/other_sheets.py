"""What the other sheets of a form's workbook hold: another filled form, answers on the sheet that is only read, and what
the form is of.

Every form has a sheet in the other language to read in. It is looked at by its XML alone, and read only where its
column of answers holds more than its head: reading it in every form would take as long again as the form itself.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dagster_project.questionnaires.form.form_words import COLUMN_HEADS
from dagster_project.questionnaires.form.identity import (
    ANSWER_KEY,
    ANSWER_SHEETS,
    COLUMN_MARK,
    IDENTITY_SHEET,
    REFERENCE_SHEETS,
    UNIT_KEY,
)
from dagster_project.tables.workbooks.cell_address import column_letter
from dagster_project.tables.workbooks.workbook import Workbook

_ANSWER = 3  # the column of answers, from 0, as the form was made
_KEYS = (ANSWER_KEY, UNIT_KEY)
_ANY_KEY = f"^(?:{'|'.join(_KEYS)})"
_OWN = {head for heads in COLUMN_HEADS.values() for head in heads}


def another_form(workbook: Workbook, chosen: str, grid: pl.DataFrame, others: tuple[str, ...]) -> str | None:
    """The first other sheet with answers of which some are not those of `grid`, the sheet chosen.

    `others` are the sheets that are no part of the form; a form of the other language may be put in besides.
    """
    forms = [name for name in workbook.names if name != chosen and name in (*others, *ANSWER_SHEETS.values())]
    if not forms:
        return None
    own = _filled_in(grid).items()
    for name in forms:
        filled = _filled_in(workbook.sheet(name).texts())
        if any(key.startswith(ANSWER_KEY) for key in filled) and not filled.items() <= own:
            return name
    return None


def texts_to_read_only(workbook: Workbook, chosen: str) -> list[tuple[str, str, str]]:
    """(sheet, cell, text) in the column of answers of the sheet that is only read."""
    found = []
    for name in workbook.names:
        if name == chosen or name not in REFERENCE_SHEETS.values():
            continue
        if len(workbook.package.sheet(name).filled_in(column_letter(_ANSWER))) <= 1:
            continue
        texts = workbook.sheet(name).texts()
        column = texts.to_series(_ANSWER) if texts.width > _ANSWER else pl.Series(dtype=pl.String)
        cells = ((f"{column_letter(_ANSWER)}{row}", text) for row, text in enumerate(column, start=1))
        found += [(name, cell, text) for cell, text in cells if text is not None and text.strip() and text not in _OWN]
    return found


def _filled_in(grid: pl.DataFrame) -> dict[str, str]:
    """Key -> what stands beside it in the marked column; where the mark is lost, in the column as far from the first keys as
    the form was made."""
    columns = [column for column in grid.get_columns() if column.dtype == pl.String]
    keyed = [place for place, column in enumerate(columns) if column.str.contains(_ANY_KEY).any()]
    marked = [place for place, column in enumerate(columns) if (column == COLUMN_MARK).any()]
    answers = next(iter([*marked, *(place + _ANSWER for place in keyed)]), len(columns))
    if answers >= len(columns):
        return {}
    filled: dict[str, str] = {}
    for place in keyed:
        for key, text in zip(columns[place], columns[answers], strict=True):
            if key is not None and key.startswith(_KEYS) and text is not None and text.strip():
                filled.setdefault(key, text)
    return filled


def identity_texts(path: Path) -> list[str]:
    """The cells of the hidden identity sheet: asked only of a form that lost its first and last row."""
    workbook = Workbook(path.read_bytes())
    if IDENTITY_SHEET not in workbook.names:
        return []
    return [text for column in workbook.sheet(IDENTITY_SHEET).texts() for text in column.drop_nulls()]
