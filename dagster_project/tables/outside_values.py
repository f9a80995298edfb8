"""Values that stand outside the table: above it, in its sheet's name, in its record or its layout.

They hold for a whole sheet and become columns like any other. What the provenance record says
(`constants`) wins over what the layout says.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from dagster_project.common.eras import parse_date
from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean, clean_but_marks
from dagster_project.tables.column_layout import ColumnLayout, TakenFrom
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.layout import Layout

NOT_AVAILABLE = "not available"
_OF_TIME = ("date", "partial_date", "fiscal_year")
_LINES = re.compile("上 *段.*下 *段")
_SHOWN = 200  # characters of the searched text shown in a message


@dataclass(frozen=True)
class OutsideValues:
    """given: raw column name -> the text that stands for the whole sheet
    headings: raw column name -> the pattern of the headings that give its value to the rows below
    lines: raw column name -> what each line of a record of several rows says
    """

    given: Mapping[str, str]
    headings: Mapping[str, str]
    lines: Mapping[str, list[str]]

    @property
    def names(self) -> set[str]:
        return {*self.given, *self.headings, *self.lines}


def taken_columns(layout: Layout) -> set[str]:
    """The columns that are never looked for in the header."""
    return {column.name for column in layout.columns if column.taken_from is not None}


def outside_values(grid: Grid, layout: Layout, constants: Mapping[str, object]) -> OutsideValues:
    """What stands outside the table of a sheet.

    Raises InputProblem when a required value is neither where the layout says nor in the record, and where records are
    said to have lines that the layout does not know.
    """
    given, headings, lines = {}, {}, {}
    for column in layout.columns:
        if column.name in constants:
            given[column.name] = _recorded(column, constants[column.name])
        elif column.taken_from is not None and column.taken_from.heading is not None:
            headings[column.name] = column.taken_from.heading
        elif column.taken_from is not None and column.taken_from.line is not None:
            lines[column.name] = column.taken_from.line
        elif column.taken_from is not None:
            given[column.name] = _taken(column, column.taken_from, grid)
    alone = grid.lone_cells
    below = grid.first_cells.filter(alone) if alone.any() else ()  # a note below the table says so, too
    texts = chain(grid.texts_above, below)
    stated = next(filter(_LINES.search, texts), None)
    if stated is not None and not lines:
        raise _lines_unknown(grid.sheet, stated)
    return OutsideValues(given, headings, lines)


def _lines_unknown(sheet: str | None, stated: str) -> InputProblem:
    return InputProblem(
        sheet=sheet,
        value=stated[:_SHOWN],
        problem_ja="1つの項目が上段と下段の2行に書かれていますが、layout からは、どの行がいずれの段であるか分かりません。",
        problem_en="Each record has two lines, an upper and a lower one, and nothing in the layout says which row is which.",
        fix_ja="layout の columns に、段を示す列を「- {name: line, taken_from: {line: [件数, 割合]}}」のように、"
        "上の段から順に書いてください(表の列としない場合は loaded: false を加える)。",
        fix_en="Write a column for them into `columns` of the layout, from the upper line to the lower, such as"
        " `- {name: line, taken_from: {line: [count, share]}}` (with `loaded: false` where the table is not to have it).",
    )


def constant_unread(column: ColumnLayout, value: object) -> InputProblem:
    """The problem of a constant of the record that is no value of its column: no row of the file is to blame."""
    name = column.name
    return InputProblem(
        column=name,
        value=str(value),
        problem_ja=f"sources.yml のこのファイルの記録の constants にある {name} の値が、列の型({column.type})又は"
        " layout の条件に合いません。",
        problem_en=f"The value of {name} under `constants` of this file's record in sources.yml does not fit the type of the"
        f" column ({column.type}) or what the layout asks of it.",
        fix_ja=f"sources.yml の constants の値を直してください(例: constants: {{{name}: {_example(column)}}})。",
        fix_en=f"Correct it under `constants` in sources.yml, for example `constants: {{{name}: {_example(column)}}}`.",
    )


def constant_unknown(layout: Layout, name: str, value: object) -> InputProblem:
    """The problem of a constant of the record that is no column of the layout: it would be one more column of the table, and
    the one that was meant would stay without its value."""
    columns = [column.name for column in layout.columns]
    near = difflib.get_close_matches(name, columns, n=1, cutoff=0) or columns[:1]
    return InputProblem(
        column=name,
        value=str(value),
        problem_ja=f"sources.yml のこのファイルの記録の constants にある {name} という列は、layout にありません。",
        problem_en=f"There is no column {name} in the layout, but it stands under `constants` of this file's record in"
        " sources.yml.",
        fix_ja=f"sources.yml の constants の {name} を、layout にある列の名前(近いもの: {near[0]})に直すか、除いてください。",
        fix_en=f"Write the name of a column of the layout (the nearest is {near[0]}) under `constants` in sources.yml, or take"
        f" {name} out there.",
    )


def _recorded(column: ColumnLayout, value: object) -> str:
    if column.taken_from is not None and value == NOT_AVAILABLE:
        if column.required:
            raise _unknown(column, None)
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _taken(column: ColumnLayout, place: TakenFrom, grid: Grid) -> str:
    if place.value is not None:
        return place.value
    if place.pattern is None:
        if column.required:
            raise _unknown(column, None, grid.sheet)
        return ""
    cells = [grid.sheet or ""] if place.sheet else [cell for row in [*grid.above, *grid.header] for cell in row if clean(cell)]
    texts = list(map(clean_but_marks, cells))
    by_text = [[match[1] for match in re.finditer(place.pattern, text) if match[1]] for text in texts]
    found = list(chain.from_iterable(by_text))
    unread = [] if place.sheet else grid.unread_above
    is_marked = any(re.search(place.pattern, clean(text)) for text in cells)
    if not found and (column.required or is_marked or unread):
        raise _unknown(column, " / ".join([*unread, *texts])[:_SHOWN], grid.sheet)
    if column.type == "text" and column.allowed is None:  # a pattern for any words fits every text: the first is meant
        found = next(filter(None, by_text), [])
    if len({_time_of(text) if column.type in _OF_TIME else text for text in found}) > 1:
        raise _several(column, found, grid.sheet)
    return next(iter(found), "")


def _time_of(text: str) -> object:
    """What makes two statements of a time the same: 令和5年1月1日 and 2023年1月1日 are."""
    return parse_date(text) or text


def _several(column: ColumnLayout, found: list[str], sheet: str | None) -> InputProblem:
    """The problem of a title that states several times, or prefectures, of which one is that of the figures."""
    listed = ", ".join(dict.fromkeys(found))
    return InputProblem(
        sheet=sheet,
        column=column.name,
        value=listed[:_SHOWN],
        problem_ja="表題等に layout の taken_from に合う異なる記載が複数あり、どれがこの列の値であるか判断できません。",
        problem_en="The title states several values that fit taken_from in the layout, and which one is meant is not known.",
        fix_ja=f"sources.yml のこのファイルの記録の constants に {column.name} の値を書くか、layout の taken_from を、"
        "必要な値だけに合うように直してください。",
        fix_en=f"Write the value of {column.name} under `constants` of this file's record in sources.yml, or let the pattern of"
        " taken_from in the layout fit the one that is meant.",
    )


def _unknown(column: ColumnLayout, seen: str | None, sheet: str | None = None) -> InputProblem:
    """The problem of a required value that nothing gives; `seen` is the text that was searched."""
    name = column.name
    what_ja = column.description.ja if column.description else name
    what_en = column.description.en if column.description else name
    pattern = column.taken_from.pattern if column.taken_from else None
    searched_ja = f"layout の「{pattern}」に合う記載が見つかりません。" if pattern else ""
    searched_en = f' Nothing fits "{pattern}" of the layout.' if pattern else ""
    return InputProblem(
        sheet=sheet,
        column=name,
        value=seen,
        problem_ja=f"{what_ja}が分かりません。{searched_ja}",
        problem_en=f"It is not known what to put into {name} ({what_en}).{searched_en}",
        fix_ja=f"sources.yml のこのファイルの記録の constants に {name} の値を書いてください"
        f"(例: constants: {{{name}: {_example(column)}}})。",
        fix_en=f"Write the value of {name} under `constants` of this file's record in sources.yml,"
        f" for example `constants: {{{name}: {_example(column)}}}`.",
    )


def _example(column: ColumnLayout) -> str:
    if column.type in ("date", "partial_date"):
        return "2023-01-01"
    if column.type == "fiscal_year":
        return "2023"
    if column.type == "municipality_code":
        return '"131016"'
    return column.allowed[0] if column.allowed else "…"
