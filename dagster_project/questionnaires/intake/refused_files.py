"""Which files are opened as forms at all: whatever is none, or would fill the memory, is refused.

Nothing is unpacked beyond a limit, so that a file that swells or reaches to the last row of a
spreadsheet is refused instead.
"""

from __future__ import annotations

import re

from dagster_project.tables.grids.file_kind import kind_of
from dagster_project.tables.workbooks.damaged import Damaged
from dagster_project.tables.workbooks.sheet_cells import SheetCells
from dagster_project.tables.workbooks.sheet_xml import SheetXml
from dagster_project.tables.workbooks.workbook import Workbook

LARGEST_FILE = 20_000_000  # bytes as received
LARGEST_CONTENT = 200_000_000  # bytes unpacked
LAST_ROW = 19_999  # of a sheet; see _FAR_CELL
LARGEST_SHEET = 10_000_000  # bytes of the form's sheet unpacked; a long form has a few hundred thousand
# A cell in row 20,000 or below, or right of column ZZ: no form reaches there.
_FAR_CELL = re.compile(rb' r="([A-Z]{3,}\d+|[A-Z]{0,2}(?:[2-9]\d{4}|\d{6,}))"')

_RULES = {"empty": "empty_file", "encrypted": "encrypted", "xls": "old_workbook"}
_OTHER_PACKAGES = {"docx": ".docx", "ods": ".ods / .odt", "zip": ".zip"}


class Refused(Exception):
    """The file cannot be read as a form; `rule` is one of FILE_RULES."""

    def __init__(self, rule: str, found: str | None = None) -> None:
        self.rule, self.found = rule, found
        super().__init__(rule, found)


def open_form(name: str, data: bytes) -> Workbook:
    """The workbook of a form; raises Refused, by ending and content, for whatever is none."""
    if len(data) > LARGEST_FILE:
        raise Refused("too_large", _megabytes(len(data)))
    kind = kind_of(data)
    if kind in _RULES:
        raise Refused(_RULES[kind])
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending in ("xlsm", "xltm", "xlsb"):
        raise Refused("macro_workbook")
    if ending == "xls":
        raise Refused("old_workbook")
    if ending != "xlsx":
        raise Refused("other_file_type", f".{ending}" if ending else name)
    if kind != "package":
        raise Refused("damaged")
    try:
        workbook = Workbook(data)
    except Damaged as damage:
        raise Refused("damaged") from damage
    if workbook.kind == "xlsm":
        raise Refused("macro_workbook")
    if workbook.kind != "xlsx":
        raise Refused("other_file_type", _OTHER_PACKAGES[workbook.kind])
    size = workbook.package.unpacked_size
    if size > LARGEST_CONTENT:
        raise Refused("too_large", _megabytes(size))
    return workbook


def sheet_of_form(workbook: Workbook, name: str) -> tuple[SheetCells, SheetXml]:
    """A sheet of a form, and its XML; raises Refused for one whose grid would be huge.

    Where the sheet says that it ends is not asked: programs leave it out, and it need not be true.
    """
    size = workbook.package.sheet_size(name)
    if size > LARGEST_SHEET:
        raise Refused("too_large", _megabytes(size))
    sheet = workbook.sheet(name)
    xml = sheet.stated
    if not isinstance(xml, SheetXml):  # an .xls workbook: open_form lets none in
        raise Refused("other_file_type", workbook.kind)
    far = xml.cell_beyond(_FAR_CELL)
    if far is not None:
        raise Refused("too_large", f"セル / cell {far}" if far[0].isalpha() else f"{far} 行 / row {far}")
    return sheet, xml


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
