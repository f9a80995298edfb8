"""Values that stand outside the table: above it, in its sheet's name, in its record or its layout.

They hold for a whole sheet and become columns like any other. What the provenance record says
(`constants`) wins over what the layout says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

import polars as pl

from dagster_project.common.eras import parse_date
from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean, clean_cells
from dagster_project.tables.column_layout import ColumnLayout, TakenFrom
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.headers import FoundColumns
from dagster_project.tables.layout import Layout

NOT_AVAILABLE = "not available"
_MAGNITUDE = r"(?:[千万億兆]|百万|十億|1,?000|10,?000)"
COUNTED = r"(?:人|円|世帯|戸|件|通|枚|個|本|台|冊|局|校|か所|箇所|団体|トン|t|kg|kl|ha|m2|km2)"
_LARGE_UNIT = rf"単位 *[:は]? *({_MAGNITUDE}[^\s)]*)"
# A cell that is a unit and nothing else, as a row of units has it: (千人), 百万円, (1,000人); 1000人 may as well be a number.
_UNIT_ALONE = (
    rf"^(?:[(\[] *)?(?:単位 *[:は]? *)?((?:[千万億兆]|百万|十億){COUNTED}) *[)\]]?$"
    rf"|^(?:[(\[] *(?:単位 *[:は]? *)?|単位 *[:は]? *)((?:10?,?000){COUNTED}) *[)\]]?$"
)
# In brackets, or in a header row of its own: 人口_千人.
_UNIT_IN_HEADER = re.compile(
    rf"[(\[] *(?:単位 *[:は]? *)?({_MAGNITUDE}{COUNTED}) *[)\]]|_((?:[千万億兆]|百万|十億){COUNTED})(?=_|$)"
)
_UNIT_HEADERS = ("単位", "unit")
_OF_TIME = ("date", "partial_date", "fiscal_year")
_SHOWN = 200  # characters of the searched text shown in a message


@dataclass(frozen=True)
class OutsideValues:
    """given: raw column name -> the text that stands for the whole sheet
    headings: raw column name -> the pattern of the headings that give its value to the rows below
    """

    given: Mapping[str, str]
    headings: Mapping[str, str]

    @property
    def names(self) -> set[str]:
        return {*self.given, *self.headings}


def taken_columns(layout: Layout) -> set[str]:
    """The columns that are never looked for in the header."""
    return {column.name for column in layout.columns if column.taken_from is not None}


def require_known_unit(grid: Grid, layout: Layout) -> None:
    """Raise InputProblem where a title above the table counts in thousands, and the layout knows of no factor.

    A header that says so is written in the layout as it is; of the rows that are skipped nobody would know.
    """
    if not knows_no_factor(layout):
        return
    for row, cells in enumerate(grid.above, start=1):
        for text in map(clean, cells):
            unit = re.search(_LARGE_UNIT, text)
            if unit is not None:
                raise factor_unknown(grid.sheet, row, None, text, unit[1])


def require_known_units_of_columns(grid: Grid, layout: Layout, columns: FoundColumns) -> None:
    """Raise InputProblem where the header of a column of numbers that a pattern found, or a column of units that is not
    read, counts in thousands, and the layout knows of no factor."""
    if not knows_no_factor(layout):
        return
    row = layout.skip_rows + layout.header_rows
    headers = {name: "_".join(filter(None, texts)) for name, *texts in zip(grid.cells, *grid.headings, strict=True)}
    for name, place, pattern in numbers_by_pattern(layout, columns):
        unit = _UNIT_IN_HEADER.search(headers[place])
        said = unit and (unit[1] or unit[2])
        if said and said not in pattern:
            raise factor_unknown(grid.sheet, row, name, headers[place], said)
    for place, header in headers.items():
        if place in columns.places.values() or header.lower() not in _UNIT_HEADERS:
            continue
        units = stated_units(clean_cells(grid.body[place]))
        if units.null_count() < units.len():
            first = int(units.is_not_null().arg_true()[0])
            raise factor_unknown(grid.sheet, grid.body["row_number"][first], header, units[first], units[first])


def numbers_by_pattern(layout: Layout, columns: FoundColumns) -> Iterator[tuple[str, str, str]]:
    """Raw column name, cell column and pattern of the columns of numbers that a pattern found."""
    numbers = {column.name: column for column in layout.columns if column.type in ("integer", "number")}
    for name, place in columns.places.items():
        if name in numbers and (pattern := numbers[name].header_matches):
            yield name, place, pattern
    wide = layout.wide_to_long
    if wide is not None and wide.value_to in numbers:
        yield from ((wide.value_to, place, wide.headers) for place in columns.wide)


def stated_units(cleaned: pl.Series) -> pl.Series:
    """Of the cells that state a unit which counts in thousands, and nothing else, that unit; else null."""
    return (
        cleaned.to_frame("cell")
        .select(pl.coalesce(pl.col("cell").str.extract(_UNIT_ALONE, part) for part in (1, 2)))
        .to_series()
    )


def units_alone(grid: Grid) -> pl.Series:
    """Of the rows that have but one cell, and state a unit that counts in thousands there, the unit; else null."""
    none = pl.repeat(None, grid.body.height, dtype=pl.String, eager=True)
    return grid.first_cells.str.extract(_LARGE_UNIT, 1).zip_with(grid.lone_cells, none) if grid.lone_cells.any() else none


def knows_no_factor(layout: Layout) -> bool:
    """Whether a layout has columns of numbers and no factor for any."""
    numbers = [column for column in layout.columns if column.type in ("integer", "number") and column.loaded]
    return bool(numbers) and all(column.factor is None and column.factor_by is None for column in numbers)


def factor_unknown(sheet: str | None, row: int, column: str | None, text: str, unit: str) -> InputProblem:
    """The problem of a unit that a file states and its layout does not know."""
    return InputProblem(
        sheet=sheet,
        row=row,
        column=column,
        value=text[:_SHOWN],
        problem_ja=f"単位「{unit}」の記載がありますが、layout の数値の列には factor がありません。",
        problem_en=f'The unit "{unit}" is stated here, but no column of numbers in the layout has a factor.',
        fix_ja="この layout で読む他のファイルも全てこの単位であれば、layout の数値の列に factor(千は 1000、万は 10000、"
        "百万は 1000000、この単位でない列は 1)を書いてください。そうでなければ、layout を写して table: を加え、そこに書き、"
        "make register に LAYOUT=<写した layout> を加えて実行してください。",
        fix_en="If all other files read by this layout are counted so, too, write `factor` for its columns of numbers (1000 for"
        " 千, 10000 for 万, 1000000 for 百万, 1 where a column is not counted so). If not, copy the layout, write `table:` and"
        " the factors there, and add LAYOUT=<the copy> to `make register`.",
    )


def outside_values(grid: Grid, layout: Layout, constants: Mapping[str, object]) -> OutsideValues:
    """What stands outside the table of a sheet.

    Raises InputProblem when a required value is neither where the layout says nor in the record.
    """
    given, headings = {}, {}
    for column in layout.columns:
        if column.name in constants:
            given[column.name] = _recorded(column, constants[column.name])
        elif column.taken_from is not None and column.taken_from.heading is not None:
            headings[column.name] = column.taken_from.heading
        elif column.taken_from is not None:
            given[column.name] = _taken(column, column.taken_from, grid)
    return OutsideValues(given, headings)


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
    texts = [clean(grid.sheet or "")] if place.sheet else grid.texts_above
    by_text = [[match[1] for match in re.finditer(place.pattern, text) if match[1]] for text in texts]
    found = list(chain.from_iterable(by_text))
    if not found and column.required:
        raise _unknown(column, " / ".join(texts)[:_SHOWN], grid.sheet)
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
