"""Whether the units that a file states are those that the factors of its layout stand for.

A layout that multiplies by 1000 expects 千人. Where next year's file says 単位:人 or 人口(万人), its figures would be
multiplied by 1000 all the same. What a layout without any factor needs is in outside_values.py.
"""

from __future__ import annotations

import re
from decimal import Decimal

from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.headers import FoundColumns
from dagster_project.tables.layout import Layout
from dagster_project.tables.outside_values import COUNTED, numbers_by_pattern

_UNIT = rf"([十百千万億兆]+|10?,?000)?({COUNTED})(?![a-z0-9])"
_STATED = re.compile(r"単位 *[:は]? *([^()\[\]]+)")
_IN_HEADER = re.compile(rf"[(\[] *(?:単位 *[:は]? *)?({_UNIT}) *[)\]]|_({_UNIT})(?=_|$)")
_SIZES = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}


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
    headers = {name: "_".join(filter(None, texts)) for name, *texts in zip(grid.cells, *grid.headings, strict=True)}
    for name, place, pattern in numbers_by_pattern(layout, columns):
        factor = layout.column(name).factor or Decimal(1)
        unit = _IN_HEADER.search(headers[place])
        said = unit and (unit[1] or unit[4])
        if unit and said and not _names(pattern, said) and _size(unit[2] or unit[5]) != factor:
            row = layout.skip_rows + layout.header_rows
            raise _another_unit(grid.sheet, row, name, headers[place], said, {factor})


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
