"""All data rows of a file in one place: sheets stacked, columns found, facts of each row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from dagster_project.common.text import DITTO, clean, clean_but_marks, clean_cells, clean_cells_but_marks
from dagster_project.tables.column_layout import ColumnLayout
from dagster_project.tables.grids.grid import MERGED, MERGED_DOWN, NO_FLAWS, PERIOD, UNIT, YEAR_MONTH_NUMBER, Grid, cut_off
from dagster_project.tables.grids.second_table import second_table
from dagster_project.tables.headers import FoundColumns, match_columns
from dagster_project.tables.layout import Layout
from dagster_project.tables.outside_values import OutsideValues, outside_values
from dagster_project.tables.stated_units import (
    COUNTED,
    UNIT_IS,
    factor_unknown,
    knows_no_factor,
    large_units,
    require_factors_of_rows,
    require_known_unit,
    require_known_units_of_columns,
    require_stated_factors,
    stated_units,
    units_alone,
    units_of_formats,
)
from dagster_project.tables.workbooks.unit_words import with_unit

_GROUPS = {"index": pl.UInt32, "column": pl.String, "head": pl.UInt32}
# What says in a column of groups that the group above goes on: a line or an arrow down to the last row of it, too.
_AS_ABOVE = rf"^(?:|{DITTO}|[↓⇩│┃|｜⋮︙]{{1,3}})$"
_SPACES = " \t\r\n\u3000"
_FIGURE = r"^[^\p{L}]*\d[^\p{L}]*$"
_UNIT = rf"^[(\[]? *(?:{UNIT_IS})?[十百千万億兆]*(?:{COUNTED}|%) *[)\]]?$"
# The beginning of a number or of a range, a sign or 約 at the end of a text; and the rest of one at the beginning: digits,
# 万人, 以上.
_NUMBER_BEFORE = re.compile(r"(?:\d(?:[.,．，]|\s*[~～〜－-]\s*)?|(?:^|[^\w)）\]])[△▲＋+－-]|約\s*)$")
_NUMBER_BEHIND = re.compile(
    r"(?:[.,．，]|\s*[~～〜－-]\s*)?\d|[千万億兆]+(?:人|円|世帯|戸|件|通|枚|個|台|冊|\W|$)|\s*(?:以上|以下|未満|超|程度)"
)


@dataclass(frozen=True)
class FileRows:
    """The rows of a file; the four tables have one row per data row, in the order of the file.

    columns: the cells by raw column name, as in the file
    cleaned: the same made comparable
    cells: all cells `c0`, `c1`, … and `extra` (null where a sheet is narrower)
    facts: index, sheet, row_number, cell_count and width (see grid.py), first_cell (the first
        non-empty one, cleaned; only filled when the layout asks for it), is_empty, repeats_header,
        is_header_again, is_column_numbers, note (see grid.py), second_table (see second_table.py), unit (see stated_units.py),
        end (the row with which the table ended: that one or one above), is_cut_off (the file ends within this row)
    flaws: index, column, rule, found: the flaws (see grid.py) in columns that are read
    groups: index, column, head: the cells of groups written once, and the row above from which each has its text
    headers: raw column name -> header as in the file
    absent: optional columns that the file does not have
    """

    columns: pl.DataFrame
    cleaned: pl.DataFrame
    cells: pl.DataFrame
    facts: pl.DataFrame
    flaws: pl.DataFrame
    groups: pl.DataFrame
    headers: dict[str, str]
    absent: frozenset[str]

    def require_whole(self, ignored: pl.Series) -> None:
        """Raise InputProblem where the file ends within a row; an `ignored` one, a note below the table, may well end
        without a line break."""
        is_cut_off = self.facts["is_cut_off"] & ignored.is_null()
        if is_cut_off.any():
            place = int(is_cut_off.arg_true()[0])
            cells = [cell for cell in self.cells.row(place) if cell]
            raise cut_off(self.facts["row_number"][place], cells[-1] if cells else None)

    def require_known_units(self, layout: Layout, ignored: pl.Series) -> None:
        """Raise InputProblem where a row that is not `ignored` counts in thousands, and the layout knows of no factor: a
        row of units below the header, or a unit that changes halfway; or where a row states another unit than the factor.
        That row alone would be set aside, and not the numbers that it speaks of."""
        require_factors_of_rows(layout, self.facts, self.cleaned, ignored)
        if not knows_no_factor(layout):
            return
        numbers = [column.name for column in layout.columns if column.type in ("integer", "number")]
        stated = [*((name, stated_units(self.cleaned[name])) for name in numbers), (None, self.facts["unit"])]
        speaks = ignored.is_null() & self.facts["second_table"].is_null()
        for name, every in stated:
            units = large_units(every)
            rows = (units.is_not_null() & speaks).arg_true()
            if rows.len():
                sheet, row = self.facts["sheet"][rows[0]], self.facts["row_number"][rows[0]]
                column = None if name is None else self.headers.get(name, name)
                raise factor_unknown(sheet, row, column, units[rows[0]], units[rows[0]])


def file_rows(grids: list[Grid], layout: Layout, constants: Mapping[str, object]) -> FileRows:
    """The rows of a file's grids; raises InputProblem (see headers.py, outside_values.py and stated_units.py)."""
    declared = {column.name for column in layout.columns}
    present, headers = set[str](), dict[str, str]()
    columns, cells, flaws, groups = [], [], [], []
    facts: list[pl.DataFrame] = []
    for grid in grids:
        require_known_unit(grid, layout)
        outside = outside_values(grid, layout, constants)
        header = match_columns(grid, layout, outside.names)
        require_known_units_of_columns(grid, layout, header)
        require_stated_factors(grid, layout, header)
        present |= {*header.places, *outside.names} | set([] if layout.wide_to_long is None else layout.wide_to_long.columns)
        for name, place in header.places.items():
            texts = [row[int(place[1:])] for row in grid.headings]
            headers[name] = "_".join(text for text in texts if text) or name
        own = _facts(grid, layout)
        for part in _parts(layout, header, outside.given):
            read = _read_part(grid, layout, part, outside)
            columns.append(read.columns)
            own_cells = [cell for cell in grid.cells if cell not in header.wide or cell in part.places.values()]
            cells.append(grid.body.select(*own_cells, "extra"))
            above = sum(each.height for each in facts)
            flaws.append(read.flaws.with_columns(pl.col("index") + above))
            groups.append(read.groups.with_columns(pl.col("index", "head") + above))
            facts.append(own.with_columns(pl.lit(part.header, pl.String).alias("header")))
    stacked = pl.concat(columns)
    return FileRows(
        columns=stacked,
        cleaned=stacked.select(clean_cells(stacked[name]) for name in stacked.columns),
        cells=pl.concat(cells, how="diagonal"),
        facts=pl.concat(facts).with_row_index("index"),
        flaws=pl.concat(flaws),
        groups=pl.concat(groups),
        headers=headers,
        absent=frozenset(declared - present),
    )


def written_once(grids: list[Grid], layout: Layout, constants: Mapping[str, object]) -> list[str]:
    """The headers of the columns of text that have a value in the first row and are empty in most rows below:
    groups that are written once, perhaps. Raises as file_rows does.

    What is grouped stands to the right of its group; a sparse column behind the figures, or at the end, holds notes.
    """
    rows = file_rows(grids, layout, constants)
    cleaned = rows.cleaned.filter(~rows.facts["is_empty"])
    read = [column for column in layout.columns if column.name in rows.headers]
    behind = next((place for place, column in enumerate(read) if column.type in ("integer", "number")), len(read) - 1)
    return [
        rows.headers[column.name]
        for column in read[: max(behind, 0)]
        if column.type == "text" and not column.fill_down and _is_written_once(cleaned[column.name])
    ]


def _is_written_once(cells: pl.Series) -> bool:
    return cells.len() > 1 and bool(cells[0]) and (cells == "").sum() * 2 > cells.len()


def no_rows(layout: Layout) -> FileRows:
    """The rows of a file without rows: all columns of the layout are there, given as empty texts."""
    types = {"c0": pl.String, "row_number": pl.Int64, "cell_count": pl.Int64, "extra": pl.String}
    grid = Grid(None, [[""]], pl.DataFrame(schema=types))
    without_wide = layout.model_copy(update={"wide_to_long": None})  # there is no header to make rows of
    return file_rows([grid], without_wide, {column.name: "" for column in layout.columns})


@dataclass(frozen=True)
class _Part:
    """Rows that become rows of the table: raw column name -> its cell column, or -> the text of all rows. Where columns
    become rows, `header` is what that of these says."""

    places: Mapping[str, str]
    given: Mapping[str, str]
    header: str | None = None


@dataclass(frozen=True)
class _WrittenOnce:
    """A column of groups written once: its place in the sheet, its cells filled down, and which of them were (index, head)."""

    place: int
    cells: pl.Series
    below: pl.DataFrame


@dataclass(frozen=True)
class _Read:
    columns: pl.DataFrame
    flaws: pl.DataFrame
    groups: pl.DataFrame


def _parts(layout: Layout, header: FoundColumns, given: Mapping[str, str]) -> list[_Part]:
    """The whole grid, or once for each of the columns that become rows."""
    if layout.wide_to_long is None:
        return [_Part(header.places, given)]
    value = layout.wide_to_long.value_to
    return [
        _Part({**header.places, value: place}, {**given, **said}, "_".join(filter(None, said.values())))
        for place, said in header.wide.items()
    ]


def _read_part(grid: Grid, layout: Layout, part: _Part, outside: OutsideValues) -> _Read:
    """The columns of the layout as texts, their flaws and groups (index counted from the first row of the part)."""
    columns, flaws = [], [_flaws(grid, layout, part.places), _months_in_doubt(grid, layout, part.given)]
    written_once: list[_WrittenOnce] = []
    for column in layout.columns:
        if column.name in (*outside.headings, *outside.lines):
            said, unread = _said_by_rows(grid, layout, part, column.name, outside)
            columns.append(said)
            flaws.append(unread)
            continue
        place = part.places.get(column.name)
        if place is None:
            text = part.given.get(column.name, "")
            if _tells_periods(column):
                text = grid.periods_above.get(clean(text), text)
            columns.append(pl.repeat(text, grid.body.height, dtype=pl.String, eager=True).alias(column.name))
            continue
        cells = grid.body[place].alias(column.name)
        if column.type not in ("integer", "number"):
            cells = _as_said(MERGED_DOWN, cells, place, grid)
        if _tells_periods(column):
            cells = _as_said(PERIOD, cells, place, grid)
        if column.type == "text":
            cells = _with_units(cells, place, grid)
        if column.fill_down:
            flawed = flaws[0].filter(pl.col("column") == column.name)
            cells, below = _filled_down(cells, flawed, _names_no_group(grid))
            flaws.append(below.join(flawed, left_on="head", right_on="index").select(flawed.columns))
            flaws.append(_under_ragged_rows(cells, below, grid))
            written_once.append(_WrittenOnce(int(place[1:]), cells, below))
        if column.part is not None:
            whole = cells
            cells, unfit = _part_of(cells, column.part)
            flaws.append(unfit)
            if column.type in ("integer", "number"):
                flaws.append(_torn_numbers(whole, column.part))
        columns.append(cells)
    read = pl.DataFrame(columns)
    flaws.append(units_of_formats(grid, layout, part.places, read.to_dict()))
    for number, once in enumerate(written_once):
        elsewhere = _in_no_county(once, read, grid, layout)
        below = once.below.filter(~pl.col("index").is_in(elsewhere.implode()))
        written_once[number] = replace(once, cells=_emptied(once.cells, elsewhere), below=below)
        read = read.with_columns(_emptied(read[once.cells.name], elsewhere))
    flaws += [_under_another_group(inner, outer, _names_no_group(grid)) for inner in written_once for outer in written_once]
    flawed = pl.concat(flaws).unique(["index", "column"], keep="first", maintain_order=True)
    groups = [once.below.select(pl.lit(once.cells.name).alias("column"), "index", "head") for once in written_once]
    return _Read(read, flawed, pl.concat([pl.DataFrame(schema=_GROUPS), *(each.select(*_GROUPS) for each in groups)]))


def _said_by_rows(grid: Grid, layout: Layout, part: _Part, name: str, outside: OutsideValues) -> tuple[pl.Series, pl.DataFrame]:
    """What the rows around each row say of it, and the flaws of those for which it is not known."""
    if name in outside.lines:
        return _lines_of_records(grid, part, name, outside.lines[name])
    return _under_headings(grid, layout, part, name, outside.headings[name])


def _under_headings(grid: Grid, layout: Layout, part: _Part, name: str, pattern: str) -> tuple[pl.Series, pl.DataFrame]:
    """What the last heading above each row says, and the rows below one that fits no pattern, or is a row of data as well:
    its value is not known."""
    found = clean_cells_but_marks(grid.first_texts).str.extract(pattern, 1)
    is_marked = found.is_null() & grid.first_cells.str.contains(pattern)
    left_out = [str(rule.when["first_cell_matches"]) for rule in layout.ignore_rows if "first_cell_matches" in rule.when]
    left_out += [] if layout.end_of_table is None else [layout.end_of_table.first_cell_matches]
    text = pl.col("text")
    figures, units = _with_figures(grid, layout, part)
    rows = (
        pl.DataFrame({"text": grid.first_cells, "found": found, "has_figures": figures, "is_alone": grid.lone_cells | units})
        .with_columns(is_marked.alias("is_marked"))
        .with_row_index("index")
    )
    # A heading has a number in it, as those have that are read; a label without figures has none.
    is_like_one = pl.col("found").is_null() & pl.col("is_alone") & text.str.contains(r"\d")
    is_data = pl.col("found").is_not_null() & pl.col("has_figures")
    is_unread = (is_like_one | is_data) & ~pl.any_horizontal(pl.lit(False), *(text.str.contains(one) for one in left_out))
    is_unread = is_unread | pl.col("is_marked")
    last = pl.when(is_unread).then(text).when(pl.col("found").is_not_null()).then(pl.lit("")).forward_fill()
    unread = rows.select("index", pl.lit(name).alias("column"), pl.lit("heading_not_read").alias("rule"), last.alias("found"))
    first = _heading_above(grid, pattern)
    return found.fill_null(strategy="forward").fill_null(first).alias(name), unread.filter(pl.col("found") != "")


def _heading_above(grid: Grid, pattern: str) -> str:
    """What the heading of the first block says, where it stands above the header; empty where none does."""
    first_cells = (next(filter(None, map(clean_but_marks, row)), "") for row in grid.above)
    said = [found[1] for cell in first_cells if (found := re.search(pattern, cell)) is not None and found[1]]
    return said[-1] if said else ""


def _lines_of_records(grid: Grid, part: _Part, name: str, lines: list[str]) -> tuple[pl.Series, pl.DataFrame]:
    """Which line of its record each row is, and the rows that are one more than the layout knows of. A record has its label,
    which stands furthest to the left of what is read, in its first row or in all."""
    place = min(part.places.values(), key=lambda cell: int(cell[1:]))
    label = clean_cells(grid.body[place])
    empty = grid.empty_rows
    said = pl.DataFrame({"label": label, "is_empty": empty}).select(
        pl.when((pl.col("label") != "") | pl.col("is_empty")).then("label").forward_fill().fill_null("").alias("label")
    )["label"]
    number = said.to_frame().select(pl.int_range(pl.len()).over(pl.col("label").rle_id()).alias("number"))["number"]
    rows = pl.DataFrame({"number": number, "found": said, "is_empty": empty}).with_row_index("index")
    texts = rows.select(pl.col("number").replace_strict(dict(enumerate(lines)), default="", return_dtype=pl.String))
    beyond = rows.filter((pl.col("number") >= len(lines)) & ~pl.col("is_empty"))
    return texts.to_series().alias(name), beyond.select(
        "index", pl.lit(name).alias("column"), pl.lit("line_not_known").alias("rule"), "found"
    )


def _with_figures(grid: Grid, layout: Layout, part: _Part) -> tuple[pl.Series, pl.Series]:
    """Which rows have a figure in a column of numbers beside another cell, and which but a unit there, as 2020年 | (人)."""
    numbers = [part.places[c.name] for c in layout.columns if c.type in ("integer", "number") and c.name in part.places]
    cells = [clean_cells(grid.body[place]) for place in numbers]
    none = pl.repeat(False, grid.body.height, dtype=pl.Boolean, eager=True)
    figures, units = none, none
    for cell in cells:
        figures = figures | cell.str.contains(_FIGURE)
        units = units | cell.str.contains(_UNIT)
    return figures & ~grid.lone_cells, units & ~figures


def _as_said(rule: str, cells: pl.Series, place: str, grid: Grid) -> pl.Series:
    """The cells of a column with those that say something else there: what a cell does with which they are merged, or the
    month alone. An empty row stays empty."""
    others = grid.flaws.filter((pl.col("rule") == rule) & (pl.col("place") == place))
    if others.is_empty():
        return cells
    said = grid.body.select("row_number").join(
        others.unique("row_number").select("row_number", "found"), on="row_number", how="left", maintain_order="left"
    )
    is_other = said["found"].is_not_null() & ~grid.empty_rows
    return cells.zip_with(~is_other, said["found"].fill_null("")).alias(cells.name)


def _with_units(cells: pl.Series, place: str, grid: Grid) -> pl.Series:
    """The cells of a column of text with the units that their formats show: 5人."""
    said = grid.flaws.filter((pl.col("rule") == UNIT) & (pl.col("place") == place)).select("row_number", "found")
    if said.is_empty():
        return cells
    units = grid.body.select("row_number").join(said, on="row_number", how="left", maintain_order="left")["found"]
    shown = [text if unit is None else with_unit(text, unit) for text, unit in zip(cells, units, strict=True)]
    return pl.Series(cells.name, shown, dtype=pl.String)


def _tells_periods(column: ColumnLayout) -> bool:
    """Whether a month or year alone is something else than its first day in a column."""
    return column.type in ("partial_date", "fiscal_year") or column.day_of_year is not None


def _names_no_group(grid: Grid) -> pl.Series:
    """Which rows stand between those of a table, as at the end of a page: the header again, or a note."""
    return grid.notes.is_not_null() | grid.headers_again | grid.repeated_headers


def _filled_down(cells: pl.Series, flaws: pl.DataFrame, is_between: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """The cells with empty ones, and ditto marks, taking the text above; and which do (index), from which row (head).
    A row that stands between those of the table says nothing to the rows below."""
    name = cells.name
    rows = cells.to_frame("cell").with_row_index("index")
    speaks = ~pl.col("cell").str.strip_chars(_SPACES).str.contains(_AS_ABOVE) & ~is_between
    speaks = speaks | pl.col("index").is_in(flaws["index"].implode())
    head = pl.when(speaks).then(pl.col("index")).forward_fill()
    above = pl.when(speaks).then("cell").forward_fill().fill_null("")
    filled = rows.select("index", head.alias("head"), pl.when(is_between).then("cell").otherwise(above).alias("cell"))
    is_below = (pl.col("index") != pl.col("head")) & ~is_between
    return filled["cell"].alias(name), filled.filter(is_below).select("index", "head")


def _under_ragged_rows(cells: pl.Series, below: pl.DataFrame, grid: Grid) -> pl.DataFrame:
    """Flaws of the cells that have their text from a row with more or fewer cells than the header, as the rest of a row is
    that was broken in two: which cell stands in which column is not known there."""
    taken = below.filter(grid.body["cell_count"].is_not_null().gather(below["head"]))["index"]
    return pl.DataFrame({"index": taken, "found": cells.gather(taken)}).select(
        "index", pl.lit(cells.name).alias("column"), pl.lit("group_of_ragged_row").alias("rule"), "found"
    )


def _under_another_group(inner: _WrittenOnce, outer: _WrittenOnce, is_between: pl.Series) -> pl.DataFrame:
    """Flaws of the cells that have their text from a row of another group of a column further to the left."""
    if outer.place >= inner.place:
        return pl.DataFrame(schema={"index": pl.UInt32, "column": pl.String, "rule": pl.String, "found": pl.String})
    said = pl.DataFrame({"said": clean_cells(outer.cells), "is_between": is_between}).select(
        pl.when(~pl.col("is_between")).then("said").forward_fill()
    )["said"]
    group = (said != said.shift()).fill_null(False).cum_sum()
    moved = inner.below.filter(group[inner.below["index"]] != group[inner.below["head"]])["index"]
    return pl.DataFrame({"index": moved, "found": inner.cells[moved]}).select(
        "index", pl.lit(inner.cells.name).alias("column"), pl.lit("group_of_another").alias("rule"), "found"
    )


def _in_no_county(once: _WrittenOnce, read: pl.DataFrame, grid: Grid, layout: Layout) -> pl.Series:
    """The rows below a county that is not theirs, with nothing in its column: a city lies in no county, a ward in none that
    is no city. So do lists write them that have the county before the first of its towns alone."""
    blocks = [block for block in layout.municipality if block.county == once.cells.name and block.name is not None]
    names = [block.name_in(clean_cells(read[str(block.name)])) for block in blocks]
    in_no_county = pl.repeat(False, read.height, dtype=pl.Boolean, eager=True)
    for name in names:
        is_ward_elsewhere = name.str.ends_with("区") & clean_cells(once.cells).str.ends_with("郡")
        in_no_county = in_no_county | name.str.ends_with("市") | is_ward_elsewhere
    is_empty = grid.body[f"c{once.place}"].str.strip_chars(_SPACES) == ""
    below = once.below["index"]
    return below.filter((in_no_county & is_empty)[below])


def _emptied(cells: pl.Series, rows: pl.Series) -> pl.Series:
    """The cells, with nothing in those of the `rows`."""
    return cells.scatter(rows, "") if rows.len() else cells


def _part_of(cells: pl.Series, pattern: str) -> tuple[pl.Series, pl.DataFrame]:
    """What of each cell the pattern's group is, full-width or not, and the cells that do not fit it."""
    name = cells.name
    found = pl.coalesce(pl.col("cell").str.extract(pattern, 1), pl.col("cleaned").str.extract(pattern, 1))
    rows = (
        pl.DataFrame({"cell": cells, "cleaned": clean_cells_but_marks(cells)})
        .with_row_index("index")
        .with_columns(found.alias("part"))
    )
    unfit = rows.filter(pl.col("part").is_null() & (pl.col("cleaned") != "")).select(
        "index", pl.lit(name).alias("column"), pl.lit("part_not_found").alias("rule"), pl.col("cell").alias("found")
    )
    return rows["part"].fill_null("").alias(name), unfit


def _torn_numbers(cells: pl.Series, pattern: str) -> pl.DataFrame:
    """The cells of which the pattern's group is a piece of a number: 234 of 1,234件, 5 of △5, 7 of 5~7 and 12 of 12万人."""
    texts = cells.unique().to_list()
    torn = [text for text in texts if text and _is_torn(text, pattern)]
    rows = cells.to_frame("found").with_row_index("index").filter(pl.col("found").is_in(torn))
    return rows.select("index", pl.lit(cells.name).alias("column"), pl.lit("part_of_a_number").alias("rule"), "found")


def _is_torn(text: str, pattern: str) -> bool:
    """Whether a number goes on where the match begins or ends; what a pattern has beside its group it knows of."""
    found = re.search(pattern, text) or re.search(pattern, clean(text))
    if found is None or found[1] is None:
        return False
    goes_on = found.start(1) == found.start() and _NUMBER_BEFORE.search(found.string[: found.start()])
    return bool(goes_on or (found.end(1) == found.end() and _NUMBER_BEHIND.match(found.string, found.end())))


def _flaws(grid: Grid, layout: Layout, places: Mapping[str, str]) -> pl.DataFrame:
    """The flaws in columns that are read, by raw column name."""
    of_dates = _columns_of_dates(layout)
    of_numbers = [column.name for column in layout.columns if column.type in ("integer", "number") and not column.fill_down]
    read = pl.DataFrame(
        {"column": list(places), "place": list(places.values())}, schema={"column": pl.String, "place": pl.String}
    )
    rows = grid.body.select("row_number").with_row_index("index")
    return (
        grid.flaws.join(read, on="place")
        .join(rows, on="row_number", maintain_order="left")
        .filter((pl.col("rule") != YEAR_MONTH_NUMBER) | pl.col("column").is_in(of_dates))
        .filter((pl.col("rule") != MERGED) | pl.col("column").is_in(of_numbers))
        .filter(~pl.col("rule").is_in(NO_FLAWS))
        .select("index", "column", "rule", "found")
    )


def _months_in_doubt(grid: Grid, layout: Layout, given: Mapping[str, str]) -> pl.DataFrame:
    """Flaws of all rows in the columns of dates whose value stands above the rows, in the header or a title, as a number
    that may be another month."""
    above = grid.flaws_above.filter(pl.col("rule") == YEAR_MONTH_NUMBER)["found"].to_list()
    found = [(name, given[name]) for name in _columns_of_dates(layout) if name in given and clean(given[name]) in above]
    columns = pl.DataFrame(found, schema={"column": pl.String, "found": pl.String}, orient="row")
    rows = grid.body.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("index"))
    return rows.join(columns, how="cross").select("index", "column", pl.lit(YEAR_MONTH_NUMBER).alias("rule"), "found")


def _columns_of_dates(layout: Layout) -> list[str]:
    return [column.name for column in layout.columns if column.type in ("date", "partial_date")]


def _facts(grid: Grid, layout: Layout) -> pl.DataFrame:
    """What is known of each row as a row, so far as the layout asks."""
    wants_first = layout.end_of_table is not None or any("first_cell_matches" in rule.when for rule in layout.ignore_rows)
    wants_repeats = any("repeated_header" in rule.when for rule in layout.ignore_rows)
    has_words = any(column.type == "text" for column in layout.columns)  # where all are figures, 1, 2, 3 may be some
    has_blocks = any(column.taken_from is not None and column.taken_from.heading is not None for column in layout.columns)
    return grid.body.select(
        pl.lit(grid.sheet, pl.String).alias("sheet"),
        "row_number",
        "cell_count",
        pl.lit(str(len(grid.cells))).alias("width"),
        (grid.first_cells if wants_first else pl.lit("")).alias("first_cell"),
        grid.empty_rows.alias("is_empty"),
        (grid.repeated_headers if wants_repeats else pl.lit(False)).alias("repeats_header"),
        grid.headers_again.alias("is_header_again"),
        (grid.column_numbers if has_words else pl.lit(False)).alias("is_column_numbers"),
        grid.notes.alias("note"),
        second_table(grid, may_repeat=wants_repeats or has_blocks).alias("second_table"),
        units_alone(grid).alias("unit"),
        _ends(grid, layout).alias("end"),
        (pl.lit(grid.is_cut_off) & (pl.int_range(pl.len()) == pl.len() - 1)).alias("is_cut_off"),
    )


def _ends(grid: Grid, layout: Layout) -> pl.Series:
    """For the rows from the end of the table on the number of the last one that is such an end, else null. Asked of a
    grid, not of all rows of the file, in which a sheet whose columns become rows is there as often as it has such columns."""
    if layout.end_of_table is None:
        return pl.repeat(None, grid.body.height, dtype=pl.Int64, eager=True)
    is_end = grid.first_cells.str.contains(layout.end_of_table.first_cell_matches)
    return grid.body.select(pl.when(is_end).then("row_number").forward_fill()).to_series()
