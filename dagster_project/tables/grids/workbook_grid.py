"""xlsx and xls workbooks to grids of text cells.

A cell that shows an error (#REF!, #DIV/0!) reads as empty and a formula that was never calculated as
whatever the program wrote; both are reported as flaws of the grid. Of merged cells only the first has the text;
which they are is reported, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean
from dagster_project.tables.column_layout import Matches
from dagster_project.tables.grids.file_kind import kind_as_named
from dagster_project.tables.grids.grid import (
    FLAWS,
    MERGED,
    MERGED_DOWN,
    PERIOD,
    UNIT,
    YEAR_MONTH_NUMBER,
    Grid,
    flawed_rows,
    no_header,
)
from dagster_project.tables.layout import Layout
from dagster_project.tables.workbooks.cell_address import column_letter, place_of, range_of
from dagster_project.tables.workbooks.damaged import Damaged, StatedTwice
from dagster_project.tables.workbooks.sheet_cells import SheetCells
from dagster_project.tables.workbooks.unit_words import with_unit
from dagster_project.tables.workbooks.workbook import Workbook

# What to do with a file that is no table but stands for one.
_OTHER_FIXES = {
    "zip": ("圧縮されたファイルは、展開して中のファイルを置いてください。", "Unpack it and put the file inside here."),
    "git-lfs pointer": (
        "中身の代わりに置かれた目印です。git lfs pull により中身を取得してください。",
        "It only points to the contents: fetch them with `git lfs pull`.",
    ),
}
_NUMBERS = re.compile(r"[0-9]+|元(?=年)")


def read_workbook_grids(data: bytes, kind: str, layout: Layout) -> list[Grid]:
    """The grids of the sheets the layout names; raises InputProblem (see `read_grids`)."""
    try:
        workbook = _opened(data, kind)
        grids = [_whole_grid(name, workbook, layout) for name in _sheet_names(workbook, layout)]
        _refuse_unread_twin(workbook, layout, grids)
        return grids
    except Damaged as damage:
        raise _unreadable(damage) from damage


def _whole_grid(name: str, workbook: Workbook, layout: Layout) -> Grid:
    """The grid of one sheet; what is broken in it is told with its name."""
    try:
        return _grid(name, workbook.sheet(name), layout)
    except Damaged as damage:
        raise _unreadable(damage, name) from damage


def hidden_parts(path: Path, layout: Layout) -> list[tuple[str, str]]:
    """What a person who opens the file does not see, each in Japanese and English; nothing of a CSV or JSON file.

    Hidden sheets are read only where the layout names them; hidden rows and columns always are.
    """
    workbook = _workbook_at(path)
    if workbook is None:
        return []
    read = _sheet_names(workbook, layout)
    unseen = [name for name in workbook.names if name not in (*read, *workbook.seen)]
    parts = [(f"シート「{name}」(読み込みません)", f'the sheet "{name}" (not read)') for name in unseen]
    for name in read:
        stated = workbook.sheet(name).stated
        rows = ", ".join(str(row) for row in stated.hidden_rows)
        columns = ", ".join(column_letter(place) for place in stated.hidden_columns)
        for is_hidden, part_ja, part_en in (
            (name not in workbook.seen, "", "the sheet"),
            (rows, f"の行 {rows}", f"rows {rows} of the sheet"),
            (columns, f"の列 {columns}", f"columns {columns} of the sheet"),
        ):
            if is_hidden:
                parts.append((f"シート「{name}」{part_ja}(読み込みます)", f'{part_en} "{name}" (read)'))
    return parts


def sheets_left_out(path: Path, layout: Layout) -> list[str]:
    """The sheets that people see and that the layout does not read; none of a CSV or JSON file."""
    workbook = _workbook_at(path)
    if workbook is None:
        return []
    read = _sheet_names(workbook, layout)
    return [name for name in workbook.seen if name not in read]


def sheets_passed_over(path: Path, layout: Layout) -> list[str]:
    """The sheets that people see and no pattern of the layout fits, though their header is that of a sheet that is read:
    renamed, perhaps. None where the layout has no pattern; a sheet that it names or counts is missed where it is not there."""
    workbook = _workbook_at(path) if any(isinstance(sheet, Matches) for sheet in layout.sheet) else None
    if workbook is None:
        return []
    grids = [_whole_grid(name, workbook, layout) for name in _sheet_names(workbook, layout)]
    return [name for name, _, _ in _unread_twins(workbook, layout, grids, workbook.seen)]


def sheet_counts(path: Path, layout: Layout) -> tuple[int, int]:
    """How many sheets a workbook has, and how many of them are hidden and not read; (0, 0) for text and JSON."""
    workbook = _workbook_at(path)
    if workbook is None:
        return 0, 0
    known = {*_sheet_names(workbook, layout), *workbook.seen}
    return len(workbook.names), len([name for name in workbook.names if name not in known])


def _workbook_at(path: Path) -> Workbook | None:
    """The workbook at `path`; None for a CSV or JSON file."""
    data = path.read_bytes()
    kind = kind_as_named(data, path.suffix)
    return None if kind in ("text", "json") else _opened(data, kind)


def _opened(data: bytes, kind: str) -> Workbook:
    """The workbook; what only looks like one, or is one of a format that is not read, is refused."""
    if kind == "encrypted":
        raise _protected()
    workbook = Workbook(data) if kind in ("package", "xls") else None
    actual = kind if workbook is None else workbook.kind
    if workbook is not None and actual in ("xlsx", "xlsm", "xls"):
        return workbook
    shown = {"markup": "html/xml", "misnamed": "csv/text"}.get(actual, actual)
    raise InputProblem(
        problem_ja=f"表のファイル(csv、xlsx、xls、geojson、json)ではありません。中身は {shown} のように見えます。",
        problem_en=f"This is no file with a table (csv, xlsx, xls, geojson, json); its contents look like {shown}.",
        fix_ja=_OTHER_FIXES[actual][0]
        if actual in _OTHER_FIXES
        else "表計算ソフトで開いて xlsx 形式で保存し直すか、正しいファイルを受領し直してください。"
        + ("文字のファイルであれば、名前の末尾を .csv にしてください。" if actual == "misnamed" else ""),
        fix_en=_OTHER_FIXES[actual][1]
        if actual in _OTHER_FIXES
        else "Open it in a spreadsheet program and save it as xlsx, or obtain the right file."
        + (" If it is text, let its name end in .csv." if actual == "misnamed" else ""),
    )


def _protected() -> InputProblem:
    return InputProblem(
        problem_ja="パスワードで保護(暗号化)されているため、読めません。",
        problem_en="The workbook is protected by a password (encrypted) and cannot be read.",
        fix_ja="パスワードを解除して保存し直したファイルに置き換えてください。",
        fix_en="Remove the password, save the workbook again and replace the file.",
    )


def _unreadable(damage: Damaged, sheet: str | None = None) -> InputProblem:
    if "assword" in str(damage):
        return _protected()
    if isinstance(damage, StatedTwice):
        return InputProblem(
            sheet=sheet,
            column=damage.cell,
            problem_ja=f"セル{damage.cell}の値がファイルの中に2つ書かれており、どちらであるか判断できません。",
            problem_en=f"The value of the cell {damage.cell} is written twice in the file, and which one counts is not known.",
            fix_ja="受領し直すか、表計算ソフトで開いて値を確認し、保存し直してください。",
            fix_en="Obtain the file again, or open it in a spreadsheet program, look at the value and save it again.",
        )
    return InputProblem(
        sheet=sheet,
        problem_ja=f"{'ブック' if sheet is None else 'ブックのこのシート'}が壊れているため、読めません。",
        problem_en=f"{'The workbook' if sheet is None else 'This sheet of the workbook'} is damaged and cannot be read.",
        fix_ja="受領し直すか、表計算ソフトで開いて保存し直してください。",
        fix_en="Obtain the file again, or open it in a spreadsheet program and save it again.",
    )


def _sheet_names(workbook: Workbook, layout: Layout) -> list[str]:
    """The sheets the layout names; a number counts the sheets that people see, a pattern is looked for in them."""
    names, seen = workbook.names, workbook.seen
    chosen: list[str] = []
    for sheet in layout.sheet:
        if isinstance(sheet, Matches):
            found = [name for name in seen if re.search(sheet.matches, clean(name)) and name not in chosen]
        elif isinstance(sheet, int):
            found = seen[sheet : sheet + 1] if sheet >= 0 else []
        else:
            found = [sheet] if sheet in names else []
        if not found:
            raise _no_such_sheet(sheet.matches if isinstance(sheet, Matches) else str(sheet), names)
        chosen += found
    return chosen


def _refuse_unread_twin(workbook: Workbook, layout: Layout, grids: list[Grid]) -> None:
    """Raise InputProblem where another sheet that people see has rows below the header of one that is read.

    A layout that names its sheets has chosen; one that counts them knows of none behind the last it counts.
    """
    counted = [sheet for sheet in layout.sheet if isinstance(sheet, int)]
    if not counted:
        return
    for name, twin, rows in _unread_twins(workbook, layout, grids, workbook.seen[max(counted) + 1 :]):
        raise _unread_twin(name, twin, layout.skip_rows + layout.header_rows, rows)


def _unread_twins(
    workbook: Workbook, layout: Layout, grids: list[Grid], names: list[str]
) -> Iterator[tuple[str, str | None, int]]:
    """Of the sheets `names` those that are not read and have rows below the header of one that is, with that one's name
    and how many rows."""
    read = {_without_numbers(grid.headings): grid.sheet for grid in grids}
    for name in names:
        if name in [grid.sheet for grid in grids]:
            continue
        try:
            other = _grid(name, workbook.sheet(name), layout)
        except (Damaged, InputProblem):  # nothing that could be read in its place
            continue
        header = _without_numbers(other.headings)
        names_several_columns = len("\t".join(header).split()) > 1
        if header in read and names_several_columns and other.body.height:
            yield name, read[header], other.body.height


def _without_numbers(headings: list[list[str]]) -> tuple[str, ...]:
    """The header in one line each, but for what changes from year to year and the empty columns at its end."""
    return tuple(_NUMBERS.sub("", "\t".join(row).rstrip("\t")) for row in headings)


def _unread_twin(name: str, twin: str | None, header_row: int, rows: int) -> InputProblem:
    return InputProblem(
        sheet=name,
        row=header_row,
        problem_ja=f"このシートには、読み込むシート「{twin}」と同じ見出しの表({rows:,}行)がありますが、読み込まれません。",
        problem_en=f'This sheet has a table ({rows:,} rows) under the header of the sheet "{twin}", and is not read.',
        fix_ja=f'両方を読むのであれば、layout に sheet: ["{twin}", "{name}"] と書いてください。'
        f'「{twin}」だけを読むのであれば、sheet: "{twin}" と名前で書いてください。',
        fix_en=f'Write `sheet: ["{twin}", "{name}"]` in the layout to read both, or `sheet: "{twin}"`, by its name,'
        " to read that one alone.",
    )


def _no_such_sheet(sheet: str, names: list[str]) -> InputProblem:
    listed = ", ".join(names)
    return InputProblem(
        sheet=sheet,
        problem_ja=f"このシートはブックにありません。ブックのシート: {listed}",
        problem_en=f"The workbook has no such sheet; it has: {listed}",
        fix_ja="layout の sheet を、上のシート名(又は0から始まる番号)に直してください。",
        fix_en="Set `sheet` in the layout to one of these names (or its number from 0).",
    )


def _grid(name: str, sheet: SheetCells, layout: Layout) -> Grid:
    frame = sheet.texts()
    needed = layout.skip_rows + layout.header_rows
    if frame.height < needed or frame.width == 0:
        raise no_header(name, frame.height, layout)
    frame.columns = [f"c{position}" for position in range(frame.width)]
    frame = frame.fill_null("").with_row_index("row_number", offset=1)
    top = [list(row[1:]) for row in frame.head(needed).rows()]
    for cell, unit in sheet.units.items():
        column, row = place_of(cell)
        if row <= needed:
            top[row - 1][column] = with_unit(top[row - 1][column], unit)  # 2020 that shows as 2020年
    flaws = pl.concat([_flaws(sheet), _merged_cells(sheet.stated.merged, frame, needed, sheet.periods)])
    body = frame.slice(needed).select(
        pl.exclude("row_number"),
        pl.col("row_number").cast(pl.Int64),
        pl.lit(None, pl.Int64).alias("cell_count"),
        pl.lit(None, pl.String).alias("extra"),
    )
    body = _without_empty_tail(body, flaws)
    return Grid(name, top[layout.skip_rows :], body, top[: layout.skip_rows], flaws)


def _flaws(sheet: SheetCells) -> pl.DataFrame:
    """FLAWS: cells with an error, a formula that was never calculated, struck letters, or a month typed as a decimal."""
    errors = sheet.stated.errors
    found = [(cell, "error_cell", f"{cell} {shown}".strip()) for cell, shown in errors.items()]
    found += [(cell, "formula_without_value", cell) for cell in sheet.not_calculated - errors.keys()]
    found += [(cell, "struck_out", cell) for cell in sheet.struck - errors.keys()]
    found += [(cell, "shown_otherwise", cell) for cell in sheet.shown_otherwise]
    found += [(cell, YEAR_MONTH_NUMBER, value) for cell, value in sheet.year_months.items()]
    found += [(cell, UNIT, unit) for cell, unit in sheet.units.items()]
    found += [(cell, PERIOD, value) for cell, value in sheet.periods.items()]
    rows = []
    for cell, rule, shown in found:
        column, row = place_of(cell)
        rows.append((row, f"c{column}", rule, shown))
    return pl.DataFrame(sorted(rows), schema=FLAWS, orient="row")


def _merged_cells(areas: list[str], frame: pl.DataFrame, header_rows: int, periods: Mapping[str, str]) -> pl.DataFrame:
    """FLAWS: the cells of areas that are merged below the header and have a text (see grid.py)."""
    rows = []
    for area in areas:
        first, top, last, bottom = range_of(area)
        if top <= header_rows or top > frame.height or first >= frame.width - 1:
            continue
        text = frame[top - 1, f"c{first}"]
        below = range(top, min(bottom, frame.height) + 1) if text.strip() else ()
        rows += [(row, f"c{column}", MERGED, area) for row in below for column in range(first, min(last, frame.width - 2) + 1)]
        rows += [(row, f"c{first}", MERGED_DOWN, text) for row in below[1:]]
        if (period := periods.get(area.partition(":")[0])) is not None:
            rows += [(row, f"c{first}", PERIOD, period) for row in below[1:]]
    return pl.DataFrame(rows, schema=FLAWS, orient="row")


def _without_empty_tail(body: pl.DataFrame, flaws: pl.DataFrame) -> pl.DataFrame:
    cells = pl.exclude("row_number", "cell_count", "extra")
    is_filled = body.select(pl.any_horizontal(cells.str.strip_chars() != "").alias("is_filled"))["is_filled"]
    is_filled = is_filled | body["row_number"].is_in(flawed_rows(flaws).implode())
    filled = is_filled.arg_true()
    return body.head(filled[-1] + 1 if filled.len() else 0)
