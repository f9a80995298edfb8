"""The units that a file states in titles, headers and rows, held against the factors of its layout.

A layout without any factor takes 千人 for 人; one that multiplies by 1000 expects 千人, and where next year's file says
単位:人 or 人口(万人), it would multiply by 1000 all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import polars as pl

from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean
from dagster_project.tables.grids.grid import UNIT, Grid
from dagster_project.tables.headers import FoundColumns
from dagster_project.tables.layout import Layout
from dagster_project.tables.workbooks.unit_words import BRACKETS, contradict, contradicts_factor, size_of, unit_in_header

_SHOWN = 200  # characters of the searched text shown in a message
_MAGNITUDE = r"(?:[十百千万億兆]+|10?,?000)"
COUNTED = r"(?:人|円|世帯|戸|件|通|枚|個|本|台|冊|局|校|か所|箇所|団体|トン|t|kg|kl|ha|m2|km2)"
# What stands before a unit: 単位, 単 位:, 単位/, 単位は、
UNIT_IS = r"単 *位 *(?:[:は/=.→、,] *)*"
_LARGE_UNIT = rf"単 *位 *[:は]? *({_MAGNITUDE}[^\s)]*)"
# Several units: 人、千円 and 千円、%.
_A_UNIT = rf"(?:{_MAGNITUDE}?{COUNTED}|[%‰])"
_BETWEEN = r" *[、,・/] *"
_LISTED = re.compile(rf"[(\[] *({_A_UNIT}(?:{_BETWEEN}{_A_UNIT})+) *[)\]]")
_UNITS_IN_BRACKETS = rf"^[(\[] *({_A_UNIT}(?:{_BETWEEN}{_A_UNIT})*) *[)\]]$"
# Said otherwise in a title: 単位/千円, (人、千円), 千円単位, (千).
_UNIT_OTHERWISE = re.compile(
    rf"{UNIT_IS}(?:{_A_UNIT}{_BETWEEN})*({_MAGNITUDE}{COUNTED})(?=\W|$|で|と)"
    rf"|[(\[] *(?:{_A_UNIT}{_BETWEEN})*({_MAGNITUDE}{COUNTED})(?:{_BETWEEN}{_A_UNIT})* *[)\]]"
    rf"|([十百千万億兆]+{COUNTED})単位|[(\[] *([十百]?[千万億]|[十百]億|百万) *[)\]]"
)
# A cell that is a unit and nothing else, as a row of units has it: 人, (千人), 百万円, (1,000人); 1000人 may be a number.
_UNIT_ALONE = (
    rf"^(?:[(\[] *)?(?:{UNIT_IS})?([十百千万億兆]*{COUNTED}) *[)\]]?$"
    rf"|^(?:[(\[] *(?:{UNIT_IS})?|{UNIT_IS})((?:10?,?000){COUNTED}) *[)\]]?$"
)
_COUNTS_IN_THOUSANDS = rf"(?:^|[、,・/] *){_MAGNITUDE}"
# In brackets, in a header row of its own (人口_千人), or at the end: 人口:千人.
_UNIT_IN_HEADER = re.compile(rf"[(\[] *(?:{UNIT_IS})?({_MAGNITUDE}{COUNTED}) *[)\]]|[_: ]([十百千万億兆]+{COUNTED})(?=_|$)")
_UNIT_IN_ENGLISH = re.compile(
    r"(?:\bin |\bunits? *[:=]? *|\([ ¥\\$€]*)((?:thousand|million|billion)s?)\b|(?:\bunits? *[:=]?|\( *in) *(10?,000)\b",
    re.IGNORECASE,
)
_UNIT_HEADERS = ("単位", "unit")
_UNIT = rf"([十百千万億兆]+|10?,?000)?({COUNTED})(?![a-z0-9])"
_UNIT_STATED = rf"{UNIT_IS}[(\[]? *([^\s()\[\]]+)"
_STATED = re.compile(rf"{UNIT_IS}([^()\[\]]+)")
_IN_HEADER = re.compile(rf"[(\[] *(?:{UNIT_IS})?({_UNIT}) *[)\]]|_({_UNIT})(?=_|$)|[: ](?=[十百千万億兆])({_UNIT})$")


def require_stated_units(grid: Grid, layout: Layout, columns: FoundColumns) -> None:
    """Raise InputProblem where what a file states above its rows is another unit than the layout counts in."""
    _require_known_unit(grid, layout)
    _require_known_units_of_columns(grid, layout, columns)
    _require_stated_factors(grid, layout, columns)


def require_units_of_rows(
    layout: Layout, facts: pl.DataFrame, cleaned: pl.DataFrame, headers: Mapping[str, str], ignored: pl.Series
) -> None:
    """Raise InputProblem where a row that is not `ignored` counts in thousands, and the layout knows of no factor: a row of
    units below the header, or a unit that changes halfway; or where a row states another unit than the factor. That row
    alone would be set aside, and not the numbers that it speaks of. `facts`, `cleaned`, `headers`: see FileRows."""
    _require_factors_of_rows(layout, facts, cleaned, ignored)
    if not _knows_no_factor(layout):
        return
    numbers = [column.name for column in layout.columns if column.type in ("integer", "number")]
    stated = [*((name, _stated_units(cleaned[name])) for name in numbers), (None, facts["unit"])]
    speaks = ignored.is_null() & facts["second_table"].is_null()
    for name, every in stated:
        units = _large_units(every)
        rows = (units.is_not_null() & speaks).arg_true()
        if rows.len():
            sheet, row = facts["sheet"][rows[0]], facts["row_number"][rows[0]]
            column = None if name is None else headers.get(name, name)
            raise _factor_unknown(sheet, row, column, units[rows[0]], units[rows[0]])


def _require_known_unit(grid: Grid, layout: Layout) -> None:
    """Raise InputProblem where a title above the table counts in thousands, and the layout knows of no factor.

    A header that says so is written in the layout as it is; of the rows that are skipped nobody would know.
    """
    if not _knows_no_factor(layout):
        return
    for row, cells in enumerate(grid.above, start=1):
        for text in map(clean, cells):
            unit = _large_unit_of_title(text)
            if unit is not None:
                raise _factor_unknown(grid.sheet, row, None, text, unit)


def _large_unit_of_title(text: str) -> str | None:
    """The unit in thousands that a title states: 単位:千人, (千人) at its end or alone, In thousands."""
    title = text.translate(BRACKETS)
    patterns = (_LARGE_UNIT, _UNIT_IN_HEADER, _UNIT_OTHERWISE, _UNIT_IN_ENGLISH)
    found = next(filter(None, (re.search(pattern, title) for pattern in patterns)), None)
    if found is None and re.match(_COUNTS_IN_THOUSANDS, title):
        found = re.search(_UNIT_ALONE, title)
    return found and next(filter(None, found.groups()))


def _require_known_units_of_columns(grid: Grid, layout: Layout, columns: FoundColumns) -> None:
    """Raise InputProblem where the header of a column of numbers that a pattern found, or a column of units that is not
    read, counts in thousands, and the layout knows of no factor."""
    if not _knows_no_factor(layout):
        return
    row = layout.skip_rows + layout.header_rows
    headers = _whole_headers(grid)
    for name, place, pattern in _numbers_by_pattern(layout, columns):
        unit = _UNIT_IN_HEADER.search(headers[place]) or _UNIT_IN_ENGLISH.search(headers[place])
        stated = unit and next(filter(None, unit.groups()))
        if stated and stated not in pattern:
            raise _factor_unknown(grid.sheet, row, name, headers[place], stated)
    for header, rows, units in _units_not_read(grid, columns):
        large = _large_units(units)
        if large.null_count() < large.len():
            first = int(large.is_not_null().arg_true()[0])
            raise _factor_unknown(grid.sheet, rows[first], header, large[first], large[first])


def _units_not_read(grid: Grid, columns: FoundColumns) -> Iterator[tuple[str, pl.Series, pl.Series]]:
    """Header, row numbers and stated units of each column of units that is not read."""
    for place, header in _whole_headers(grid).items():
        if place not in columns.places.values() and header.lower() in _UNIT_HEADERS:
            yield header, grid.body["row_number"], _stated_units(grid.comparable[place])


def _numbers_by_pattern(layout: Layout, columns: FoundColumns) -> Iterator[tuple[str, str, str]]:
    """Raw column name, cell column and pattern of the columns of numbers that a pattern found."""
    numbers = {column.name: column for column in layout.columns if column.type in ("integer", "number")}
    for name, place in columns.places.items():
        if name in numbers and (pattern := numbers[name].header_matches):
            yield name, place, pattern
    wide = layout.wide_to_long
    if wide is not None and wide.value_to in numbers:
        yield from ((wide.value_to, place, wide.headers) for place in columns.wide)


def _stated_units(cleaned: pl.Series) -> pl.Series:
    """Of the cells that state a unit and nothing else, that unit; else null."""
    return (
        cleaned.str.replace_all("[【〔〈《<「]", "(")
        .str.replace_all("[】〕〉》>」]", ")")
        .to_frame("cell")
        .select(pl.coalesce(pl.col("cell").str.extract(_UNIT_ALONE, part) for part in (1, 2)))
        .to_series()
    )


def _large_units(units: pl.Series) -> pl.Series:
    """The units that count in thousands; else null."""
    return units.to_frame("unit").select(pl.when(pl.col("unit").str.contains(_COUNTS_IN_THOUSANDS)).then("unit")).to_series()


def units_alone(grid: Grid) -> pl.Series:
    """Of the rows that have but one cell, and state their unit there (単位:千人), the unit; else null."""
    none = pl.repeat(None, grid.body.height, dtype=pl.String, eager=True)
    if not grid.lone_cells.any():
        return none
    stated = pl.coalesce(pl.col("cell").str.extract(pattern, 1) for pattern in (_UNIT_STATED, _UNITS_IN_BRACKETS))
    return grid.first_cells.to_frame("cell").select(stated.alias("unit")).to_series().zip_with(grid.lone_cells, none)


def _require_factors_of_rows(layout: Layout, facts: pl.DataFrame, cleaned: pl.DataFrame, ignored: pl.Series) -> None:
    """Raise InputProblem where a row of units below the header states another unit than the layout multiplies by: those of
    its columns, or for a row with nothing else any of them.

    A row that is left out by name is looked at as well, unless its rule names the unit: who wrote the rule knew of it.
    """
    numbers = [column for column in layout.columns if column.type in ("integer", "number") and column.loaded]
    own = {column.name: {column.factor or Decimal(1)} for column in numbers if column.factor_by is None and not column.percent}
    if _knows_no_factor(layout) or not own:
        return
    rules = {rule.rule: clean(str(rule.when)) for rule in layout.ignore_rows}
    of_table = facts["second_table"].is_null() & facts["end"].is_null()
    for name, units in [*((name, _stated_units(cleaned[name])) for name in own), (None, facts["unit"])]:
        factors = own[name] if name else set().union(*own.values())
        for place in (units.is_not_null() & of_table).arg_true():
            unit, rule = units[place], ignored[place]
            sizes = {size_of(magnitude) for magnitude, _ in re.findall(_UNIT, unit)}
            if sizes and factors.isdisjoint(sizes) and unit not in rules.get(rule or "", ""):
                raise _another_unit(facts["sheet"][place], facts["row_number"][place], name, unit, unit, factors)


def _knows_no_factor(layout: Layout) -> bool:
    """Whether a layout has columns of numbers and no factor for any."""
    numbers = [column for column in layout.columns if column.type in ("integer", "number") and column.loaded]
    return bool(numbers) and all(column.factor is None and column.factor_by is None for column in numbers)


def _factor_unknown(sheet: str | None, row: int, column: str | None, text: str, unit: str) -> InputProblem:
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


def _require_stated_factors(grid: Grid, layout: Layout, columns: FoundColumns) -> None:
    """Raise InputProblem where a title above the table, a header that a pattern found, or a column of units that is not
    read, states other units only than those that the layout multiplies by."""
    numbers = [column for column in layout.columns if column.type in ("integer", "number") and column.loaded]
    if any(column.factor_by is not None for column in numbers) or all(column.factor is None for column in numbers):
        return
    factors = {column.factor or Decimal(1) for column in numbers if not column.percent}
    for row, cells in enumerate(grid.above, start=1):
        for text in map(clean, cells):
            title = text.translate(BRACKETS)
            stated = [unit for named in _STATED.findall(title) for unit in re.findall(_UNIT, named)]
            stated = stated or [found[1:3] for found in _IN_HEADER.findall(title) if found[0]]
            stated = stated or [unit for listed in _LISTED.findall(title) for unit in re.findall(_UNIT, listed)]
            if stated and factors.isdisjoint(size_of(magnitude) for magnitude, _ in stated):
                raise _another_unit(grid.sheet, row, None, text, "".join(stated[0]), factors)
    headers = _whole_headers(grid)
    for name, place, pattern in _numbers_by_pattern(layout, columns):
        factor = layout.column(name).factor or Decimal(1)
        unit = _IN_HEADER.search(headers[place])
        named = unit and (unit[1] or unit[4] or unit[7])
        if unit and named and not _names(pattern, named) and size_of(unit[2] or unit[5] or unit[8]) != factor:
            row = layout.skip_rows + layout.header_rows
            raise _another_unit(grid.sheet, row, name, headers[place], named, {factor})
    for header, rows, units in _units_not_read(grid, columns):
        sizes = [
            (row, unit, size_of(found[1]))
            for row, unit in zip(rows, units, strict=True)
            if (found := re.search(_UNIT, unit or ""))
        ]
        if sizes and factors.isdisjoint(size for _, _, size in sizes):
            row, unit, _ = sizes[0]
            raise _another_unit(grid.sheet, row, header, unit, unit, factors)


def units_of_formats(grid: Grid, layout: Layout, places: Mapping[str, str], columns: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Flaws (index, column, rule, found) of the numbers that their format shows with another unit than that of their column,
    5,000円 under 千円, or, where it states none, than others of them: 5時間 and 6分. `columns`: the cells by raw column name,
    among them those that state the unit of a row."""
    numbers = {places[c.name]: c for c in layout.columns if c.type in ("integer", "number") and c.name in places}
    rows = grid.body.select("row_number").with_row_index("index")
    shown = grid.flaws.filter((pl.col("rule") == UNIT) & pl.col("place").is_in(list(numbers))).join(rows, on="row_number")
    headers = _whole_headers(grid) if shown.height else {}
    found = []
    units = {place: shown.filter(pl.col("place") == place)["found"].unique().to_list() for place in shown["place"].unique()}
    for index, place, unit in shown.select("index", "place", "found").iter_rows():
        column = numbers[place]
        if column.factor_by is None:
            is_another = contradicts_factor(unit, headers[place], column.factor or Decimal(1))
        else:
            stated = clean(columns[column.factor_by.column][index]) if column.factor_by.column in columns else ""
            is_another = contradict(unit, unit_in_header(stated) or stated)
        if is_another:
            found.append((index, column.name, "another_unit", unit))
        elif column.factor_by is None and any(contradict(unit, other) for other in units[place]):
            found.append((index, column.name, "several_units", unit))
    schema = {"index": pl.UInt32, "column": pl.String, "rule": pl.String, "found": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row")


def _whole_headers(grid: Grid) -> dict[str, str]:
    """The header of each column of cells, its rows joined."""
    return {
        name: "_".join(filter(None, texts)).translate(BRACKETS) for name, *texts in zip(grid.cells, *grid.headings, strict=True)
    }


def _names(pattern: str, unit: str) -> bool:
    """Whether a pattern of headers knows of a unit: 千人, or 人 in brackets, which is in 人口 as well."""
    return unit in pattern if re.match(r"\d|[十百千万億兆]", unit) else rf"{unit}\)" in pattern


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
