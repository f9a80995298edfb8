"""The package of an .xlsx file: the parts it is zipped from, and what they say besides the sheets themselves.

What XlsBook (xls_records.py) says of an .xls file, Package says of a package: the looks of numbers and letters,
whether days are counted from 1904, whether formulas wait to be calculated, and each sheet.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from xml.etree import ElementTree

from dagster_project.tables.workbooks import format_sections, number_formats
from dagster_project.tables.workbooks.cell_address import column_letter
from dagster_project.tables.workbooks.conditional_formats import looks_on_condition
from dagster_project.tables.workbooks.letter_colours import unseen_styles
from dagster_project.tables.workbooks.sheet_xml import SheetXml, is_in_pieces, plain
from dagster_project.tables.workbooks.text_marks import FontLook, MarkedText, look_of_font, marked_runs, may_be_marked
from dagster_project.tables.workbooks.usual_names import BOOK, LINKS, STRINGS, STYLES

# A cell with an error, whoever wrote it, and where its value begins.
_ERROR_CELL = re.compile(rb"""<((?:\w+:)?)c\s[^>]*?\bt\s*=\s*(["'])e\2[^>]*>.*?</\1c\s*>""", re.DOTALL)
_VALUE = re.compile(rb"(<(?:\w+:)?v(?:\s[^>]*)?>)[^<]*")

_WHITE = ("FFFFFF", "theme=0", "indexed=1", "indexed=9", "indexed=64", "auto=1")

Found = TypeVar("Found")


@dataclass(frozen=True)
class SheetEntry:
    """A sheet as the workbook lists it; charts and macro sheets are none."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True)
class _Book:
    """What xl/workbook.xml says. A program that has not calculated asks whoever opens the file to do so."""

    sheets: tuple[SheetEntry, ...]
    asks_to_be_calculated: bool
    from_1904: bool  # days are counted from 1904, as programs on the Macintosh did


class Package:
    """The package of a workbook; what is broken in it raises as the libraries do (see damaged.py)."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))

    @property
    def kind(self) -> str:
        """One of: xlsx, xlsm (with macros), xlsb, docx, ods, zip."""
        return _kind_of(self._zip.NameToInfo)

    @property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """The sheets in their order."""
        return tuple(sheet for sheet in self._book.sheets if sheet.part in self._zip.NameToInfo)

    @property
    def asks_to_be_calculated(self) -> bool:
        return self._book.asks_to_be_calculated

    @property
    def from_1904(self) -> bool:
        return self._book.from_1904

    @property
    def unpacked_size(self) -> int:
        """Bytes of all parts together, as the package states them."""
        return sum(entry.file_size for entry in self._zip.infolist())

    def sheet_size(self, name: str) -> int:
        """Bytes of a sheet's part, as the package states them."""
        return self._zip.NameToInfo[self._part_of(name)].file_size

    def sheet(self, name: str) -> SheetXml:
        """What the file says of a sheet besides its texts."""
        return SheetXml(self._zip.read(self._part_of(name)))

    @property
    def has_styles(self) -> bool:
        return STYLES in self._zip.NameToInfo

    @property
    def looks(self) -> dict[int, number_formats.NumberLook]:
        """Style -> the look of a number in it (see number_formats.py), for those that show more than the number."""
        return self._parsed(_read_looks, STYLES) if self.has_styles else {}

    @property
    def looks_on_condition(self) -> dict[int, number_formats.NumberLook]:
        """The looks of numbers that cells have on a condition, by their place among the differential formats."""
        return self._parsed(looks_on_condition, STYLES) if self.has_styles else {}

    @property
    def marked_styles(self) -> dict[int, FontLook]:
        """Style -> its look, for those whose letters are raised, lowered or struck."""
        return self._parsed(_read_marked_styles, STYLES) if self.has_styles else {}

    @property
    def fills(self) -> dict[int, str]:
        """Style -> the colour that its cells are filled with, FFF9D6 or another word; those left white are not among them."""
        return self._parsed(_read_fills, STYLES) if self.has_styles else {}

    @property
    def unseen_styles(self) -> frozenset[int]:
        """The styles that leave letters in the colour of their ground."""
        return self._parsed(unseen_styles, STYLES) if self.has_styles else frozenset()

    @property
    def without_texts(self) -> frozenset[int]:
        """The styles whose number format shows no text at all, such as ;;;."""
        return self._parsed(_read_without_texts, STYLES) if self.has_styles else frozenset()

    @property
    def marked_texts(self) -> dict[int, MarkedText]:
        """The shared texts of which a part is raised, lowered or struck, by their place."""
        return self._parsed(_read_marked_texts, STRINGS) if STRINGS in self._zip.NameToInfo else {}

    def comments(self, name: str) -> list[tuple[str, str]]:
        """Comments on cells of a sheet: (D12, text). Threaded comments have a plain copy among these."""
        found = []
        for tree in self._linked(name, "/comments"):
            for comment in tree.iterfind(".//{*}comment"):
                text = "".join(node.text or "" for node in comment.iterfind(".//{*}t")).strip()
                found.append((comment.get("ref", ""), text))
        return found

    def drawings(self, name: str) -> list[tuple[str, str]]:
        """What is drawn over the cells of a sheet, pictures too: the cell where it begins, and the text in it, if any."""
        found = []
        for tree in self._linked(name, "/drawing"):
            for anchor in (node for node in tree.iter() if str(node.tag).endswith("Anchor")):
                column, row = (anchor.findtext(f"{{*}}from/{{*}}{which}", "0") for which in ("col", "row"))
                text = "".join(node.text or "" for node in anchor.iterfind(".//{*}t")).strip()
                found.append((f"{column_letter(int(column))}{int(row) + 1}", text))
        return list(dict.fromkeys(found))

    def _linked(self, name: str, kind: str) -> Iterator[ElementTree.Element]:
        """The parts that belong to a sheet, of one kind."""
        links_part = f"xl/worksheets/_rels/{self._part_of(name).rsplit('/', 1)[-1]}.rels"
        if links_part not in self._zip.NameToInfo:
            return
        for link in ElementTree.fromstring(self._zip.read(links_part)):
            target = link.get("Target", "").replace("../", "xl/").lstrip("/")
            if link.get("Type", "").endswith(kind) and target in self._zip.NameToInfo:
                yield ElementTree.fromstring(self._zip.read(target))

    def simplified(self) -> bytes:
        """A copy of the workbook in which a number shows as it is stored, a value stands in one piece, and every error is one
        that all programs know."""
        copied, sheets = io.BytesIO(), {sheet.part for sheet in self.sheets}
        with zipfile.ZipFile(copied, "w") as target:
            for entry in self._zip.infolist():
                content = self._zip.read(entry)
                if entry.filename == STYLES:
                    content = re.sub(rb"numFmtId=([\"'])\d+\1", b'numFmtId="0"', content)
                if entry.filename in sheets:
                    content = plain(content) if is_in_pieces(content) else content
                    content = _ERROR_CELL.sub(lambda cell: _VALUE.sub(rb"\1#VALUE!", cell[0]), content)
                # By its name: an entry given to another archive would forget where it lies in this one.
                target.writestr(entry.filename, content)
        return copied.getvalue()

    @property
    def _book(self) -> _Book:
        return self._parsed(_read_book, BOOK, LINKS)

    def _part_of(self, name: str) -> str:
        return next(sheet.part for sheet in self.sheets if sheet.name == name)

    def _parsed(self, parse: Callable[..., Found], *parts: str) -> Found:
        """What `parse` makes of these parts. Forms made from one blank form share them, so that the
        checksums a package states of its parts spare unpacking the same ones again and again."""
        entries = [self._zip.NameToInfo[part] for part in parts]
        mark = (parse, *((entry.CRC, entry.file_size) for entry in entries))
        if mark not in _remembered:
            if len(_remembered) == _MOST_REMEMBERED:
                _remembered.clear()
            _remembered[mark] = parse(*(self._zip.read(entry) for entry in entries))
        found: Found = _remembered[mark]
        return found


_remembered: dict[tuple[object, ...], Any] = {}
_MOST_REMEMBERED = 500


def _kind_of(parts: Collection[str]) -> str:
    if "xl/workbook.bin" in parts:
        return "xlsb"
    if any(part.startswith("xl/") for part in parts):
        return "xlsm" if "xl/vbaProject.bin" in parts else "xlsx"
    if "word/document.xml" in parts:
        return "docx"
    return "ods" if "content.xml" in parts else "zip"


def _read_book(book: bytes, links: bytes) -> _Book:
    targets = {link.get("Id"): link.get("Target", "") for link in ElementTree.fromstring(links)}
    sheets = []
    # Whatever the namespace: "Strict Open XML" has others than the usual workbook.
    tree = ElementTree.fromstring(book)
    for node in tree.iterfind(".//{*}sheet"):
        relation = next((value for name, value in node.attrib.items() if name.endswith("}id")), "")
        target = targets.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part.startswith("xl/worksheets/"):
            is_hidden = node.get("state", "visible") != "visible"
            sheets.append(SheetEntry(node.get("name", ""), part, is_hidden))
    calculation = tree.find("{*}calcPr")
    asks = calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")
    properties = tree.find("{*}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return _Book(tuple(sheets), asks, from_1904)


def _read_looks(styles: bytes) -> dict[int, number_formats.NumberLook]:
    looks = [number_formats.look_of(number, code) for number, code in _formats(styles)]
    return {style: look for style, look in enumerate(looks) if look != number_formats.NUMBER}


def _read_without_texts(styles: bytes) -> frozenset[int]:
    return frozenset(
        style for style, (_, code) in enumerate(_formats(styles)) if code is not None and not format_sections.shows_texts(code)
    )


def _formats(styles: bytes) -> list[tuple[int, str | None]]:
    """The number and the code, if the workbook states it, of the format of each style."""
    tree = ElementTree.fromstring(styles)
    codes = {node.get("numFmtId"): node.get("formatCode", "") for node in tree.iterfind("{*}numFmts/{*}numFmt")}
    numbers = [look.get("numFmtId", "0") for look in tree.iterfind("{*}cellXfs/{*}xf")]
    return [(int(number), codes.get(number)) for number in numbers]


def _read_marked_styles(styles: bytes) -> dict[int, FontLook]:
    if not may_be_marked(styles):
        return {}
    tree = ElementTree.fromstring(styles)
    fonts = [look_of_font(font) for font in tree.iterfind("{*}fonts/{*}font")]
    found = (int(style.get("fontId", "0")) for style in tree.iterfind("{*}cellXfs/{*}xf"))
    return {style: fonts[font] for style, font in enumerate(found) if font < len(fonts) and not fonts[font].is_plain}


def _read_fills(styles: bytes) -> dict[int, str]:
    tree = ElementTree.fromstring(styles)
    colours = [_colour_of(fill) for fill in tree.iterfind("{*}fills/{*}fill")]
    found = (int(style.get("fillId", "0")) for style in tree.iterfind("{*}cellXfs/{*}xf"))
    return {style: colour for style, fill in enumerate(found) if fill < len(colours) and (colour := colours[fill]) is not None}


def _colour_of(fill: ElementTree.Element) -> str | None:
    """The colour of a fill; None where it leaves the cell white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return "gradient" if len(fill) else None
    colour = pattern.find("{*}fgColor")
    if pattern.get("patternType", "none") == "none" or colour is None:
        return None
    shown = colour.get("rgb", "")[-6:].upper() or " ".join(f"{name}={value}" for name, value in sorted(colour.attrib.items()))
    return None if shown in _WHITE else shown


def _read_marked_texts(strings: bytes) -> dict[int, MarkedText]:
    if not may_be_marked(strings):
        return {}
    found = ((place, marked_runs(text)) for place, text in enumerate(ElementTree.fromstring(strings).iterfind("{*}si")))
    return {place: text for place, text in found if text is not None}
