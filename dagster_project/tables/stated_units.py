"""The units that a file states in titles, headers and rows, held against the factors of its layout.

A layout without any factor takes 千人 for 人; one that multiplies by 1000 expects 千人, and where next year's file says
単位:人 or 人口(万人), it would multiply by 1000 all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean, clean_cells
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.headers import FoundColumns
from dagster_project.tables.layout import Layout

_SHOWN = 200  # characters of the searched text shown in a message
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
_UNIT = rf"([十百千万億兆]+|10?,?000)?({COUNTED})(?![a-z0-9])"
_STATED = re.compile(r"単位 *[:は]? *([^()\[\]]+)")
_IN_HEADER = re.compile(rf"[(\[] *(?:単位 *[:は]? *)?({_UNIT}) *[)\]]|_({_UNIT})(?=_|$)")
_SIZES = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}


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
    headers = _whole_headers(grid)
    for name, place, pattern in _numbers_by_pattern(layout, columns):
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


def _numbers_by_pattern(layout: Layout, columns: FoundColumns) -> Iterator[tuple[str, str, str]]:
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


def require_stated_factors(grid: Grid, layout: Layout, columns: FoundColumns) -> None:
    """Raise InputProblem where a title above the table, or a header that a pattern found, states other units only than
    those that the layout multiplies by."""
    numbers = [column for column in layout.columns if column.type in ("integer", "number") and column.loaded]
    if any(column.factor_by is not None for column in numbers) or all(column.factor is None for column in numbers):
        return
    factors = {column.factor or Decimal(1) for column in numbers if not column.percent}
    for row, cells in enumerate(grid.above, start=1):
        for text in map(clean, cells):
            stated = [unit for said in _STATED.findall(text) for unit in re.findall(_UNIT, said)]
            if stated and factors.isdisjoint(_size(magnitude) for magnitude, _ in stated):
                raise _another_unit(grid.sheet, row, None, text, "".join(stated[0]), factors)
    headers = _whole_headers(grid)
    for name, place, pattern in _numbers_by_pattern(layout, columns):
        factor = layout.column(name).factor or Decimal(1)
        unit = _IN_HEADER.search(headers[place])
        said = unit and (unit[1] or unit[4])
        if unit and said and not _names(pattern, said) and _size(unit[2] or unit[5]) != factor:
            row = layout.skip_rows + layout.header_rows
            raise _another_unit(grid.sheet, row, name, headers[place], said, {factor})


def _whole_headers(grid: Grid) -> dict[str, str]:
    """The header of each column of cells, its rows joined."""
    return {name: "_".join(filter(None, texts)) for name, *texts in zip(grid.cells, *grid.headings, strict=True)}


def _names(pattern: str, unit: str) -> bool:
    """Whether a pattern of headers knows of a unit: 千人, or 人 in brackets, which is in 人口 as well."""
    return unit in pattern if re.match(r"\d|[十百千万億兆]", unit) else rf"{unit}\)" in pattern


def _size(magnitude: str | None) -> Decimal:
    """千 as 1000, 百万 as 1000000, nothing as 1."""
    if magnitude and magnitude[0].isdigit():
        return Decimal(magnitude.replace(",", ""))
    size = Decimal(1)
    for sign in magnitude or "":
        size *= _SIZES[sign]
    return size


def _another_unit(sheet: str | None, row: int, column: str | None, text: str, unit: str, factors: set[Decimal]) -> InputProblem:
    """The problem of a unit that is not the one of the layout's factors."""
    listed = ", ".join(f"{factor:f}" for factor in sorted(factors))
    return InputProblem(
        sheet=sheet,
        row=row,
        column=column,
        value=text,
        problem_ja=f"単位「{unit}」の記載がありますが、layout の factor は {listed} です。",
        problem_en=f'The unit "{unit}" is stated here, but the factor in the layout is {listed}.',
        fix_ja="このファイルの単位が変わったのであれば、layout を写して table: を加え、この単位の factor(人は 1、千人は 1000)を"
        "書き、make register に LAYOUT=<写した layout> を加えて実行してください。"
        "単位の異なる列が別にあるのであれば、その列の factor を layout に書いてください。",
        fix_en="If the unit of this file has changed, copy the layout, write `table:` and the factor of this unit there (1 for"
        " 人, 1000 for 千人), and add LAYOUT=<the copy> to `make register`. If it is the unit of another column, write the"
        " factor of that column in the layout.",
    )
