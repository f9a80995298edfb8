"""xlsx and xls workbooks to grids of text cells.

Dates come as `2024-01-02 00:00:00`, truth values as `true`. A formula counts with the value last
saved. A cell that shows an error (#REF!, #DIV/0!) reads as empty, and its row is marked; in xls
files such cells cannot be told from empty ones. Of merged cells only the first has the text.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import polars as pl

from dagster_project.tables.grids.grid import Grid, no_header
from dagster_project.tables.layout import Layout
from dagster_project.common.problems import InputProblem

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # container of xls files and of encrypted xlsx files
_ZIP = b"PK\x03\x04"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_workbook_grids(path: Path, layout: Layout) -> list[Grid]:
    """The grids of the sheets the layout names; raises InputProblem (see `read_grids`)."""
    _look_inside(path, layout.format)
    try:
        workbook = fastexcel.read_excel(str(path))
    except fastexcel.FastExcelError as error:
        raise _unreadable(path, error) from error
    return [_read_sheet(path, workbook, name, layout) for name in _sheet_names(path, workbook, layout)]


def _look_inside(path: Path, declared: str) -> None:
    """Refuse what only looks like a workbook, by its first bytes."""
    with path.open("rb") as stream:
        start = stream.read(512)
    if start.startswith(_OLE) and _ENCRYPTED_STREAM in path.read_bytes():
        raise _protected(path)
    if start.startswith(_ZIP):
        actual = "xlsx" if _is_xlsx(path) else "zip"
    elif start.startswith(_OLE):
        actual = "xls"
    elif start.lstrip()[:1] == b"<":
        actual = "html/xml"
    else:
        actual = "csv/text"
    if actual == declared:
        return
    change_ja = f"layout の format を {actual} にするか、" if actual in ("xlsx", "xls") else ""
    change_en = f"Set `format: {actual}` in the layout, or open" if change_ja else "Open"
    raise InputProblem(
        file=path,
        problem_ja=f"{declared} の形式ではありません(中身は {actual} のように見えます)。",
        problem_en=f"This is not an {declared} workbook; its contents look like {actual}.",
        fix_ja=f"{change_ja}表計算ソフトで開いて {declared} 形式で保存し直してください。",
        fix_en=f"{change_en} it in a spreadsheet program and save it as {declared}.",
    )


def _is_xlsx(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return any(name.startswith("xl/") for name in package.namelist())
    except zipfile.BadZipFile:
        return True  # a damaged package: reported as such when it is opened


def _protected(path: Path) -> InputProblem:
    return InputProblem(
        file=path,
        problem_ja="パスワードで保護(暗号化)されているため、読めません。",
        problem_en="The workbook is protected by a password (encrypted) and cannot be read.",
        fix_ja="パスワードを解除して保存し直したファイルに置き換えてください。",
        fix_en="Remove the password, save the workbook again and replace the file.",
    )


def _unreadable(path: Path, error: Exception) -> InputProblem:
    said = " ".join(str(error).split("\n")[0].split())
    if "assword" in said:
        return _protected(path)
    return InputProblem(
        file=path,
        problem_ja=f"ブックが壊れているため、読めません({said})。",
        problem_en=f"The workbook is damaged and cannot be read: {said}.",
        fix_ja="受領し直すか、表計算ソフトで開いて保存し直してください。",
        fix_en="Obtain the file again, or open it in a spreadsheet program and save it again.",
    )


def _sheet_names(path: Path, workbook: fastexcel.ExcelReader, layout: Layout) -> list[str]:
    names = workbook.sheet_names
    chosen = []
    for sheet in layout.sheet:
        if isinstance(sheet, int) and 0 <= sheet < len(names):
            chosen.append(names[sheet])
        elif isinstance(sheet, str) and sheet in names:
            chosen.append(sheet)
        else:
            listed = ", ".join(names)
            raise InputProblem(
                file=path,
                sheet=str(sheet),
                problem_ja=f"このシートはブックにありません。ブックのシート: {listed}",
                problem_en=f"The workbook has no such sheet; it has: {listed}",
                fix_ja="layout の sheet を、上のシート名(または0から始まる番号)に直してください。",
                fix_en="Set `sheet` in the layout to one of these names (or its number from 0).",
            )
    return chosen


def _read_sheet(path: Path, workbook: fastexcel.ExcelReader, name: str, layout: Layout) -> Grid:
    try:
        sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        frame = sheet.to_polars()
    except fastexcel.FastExcelError as error:
        raise _unreadable(path, error) from error
    needed = layout.skip_rows + layout.header_rows
    if frame.height < needed or frame.width == 0:
        raise no_header(path, name, frame.height, layout)
    frame.columns = [f"c{position}" for position in range(frame.width)]
    frame = frame.cast(pl.String).fill_null("").with_row_index("row_number", offset=1)
    top = [list(row[1:]) for row in frame.head(needed).rows()]
    body = frame.slice(needed).select(
        pl.exclude("row_number"),
        pl.col("row_number").cast(pl.Int64),
        pl.lit(None, pl.Int64).alias("cell_count"),
        pl.lit(None, pl.String).alias("extra"),
    )
    errors = error_cells(path, name) if layout.format == "xlsx" else {}
    marked = pl.DataFrame(
        {"row_number": list(errors), "error_cell": list(errors.values())},
        schema={"row_number": pl.Int64, "error_cell": pl.String},
    )
    body = body.join(marked, on="row_number", how="left", maintain_order="left")
    return Grid(name, top[layout.skip_rows :], _without_empty_tail(body), top[: layout.skip_rows])


def error_cells(path: Path, sheet: str) -> dict[int, str]:
    """Row number -> the first cell of the row that shows an error, such as `C5 #REF!` (xlsx only)."""
    with zipfile.ZipFile(path) as package:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        entry = next((node for node in book.iter(f"{_MAIN}sheet") if node.get("name") == sheet), None)
        target = "" if entry is None else targets.get(entry.get(f"{_RELATION}id"), "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if member not in package.namelist():
            return {}
        cells = package.read(member)
    found: dict[int, str] = {}
    if b't="e"' not in cells:
        return found
    for attributes, value in re.findall(rb"<c ([^>]*t=\"e\"[^>]*)>.*?<v>([^<]*)</v>", cells, re.DOTALL):
        place = re.search(rb'r="([A-Z]+)(\d+)"', attributes)
        if place is not None:
            found.setdefault(int(place[2]), f"{place[1].decode()}{place[2].decode()} {value.decode()}")
    return found


def _without_empty_tail(body: pl.DataFrame) -> pl.DataFrame:
    cells = pl.exclude("row_number", "cell_count", "extra", "error_cell")
    filled = body.select(pl.any_horizontal(cells.str.strip_chars() != "").alias("filled"))["filled"]
    filled = filled | body["error_cell"].is_not_null()
    last = filled.arg_true().max()
    return body.head(0 if last is None else int(last) + 1)
