"""One look into a workbook, for tables and forms alike: the texts of its cells and what they do not show.

fastexcel gives the cells as texts (truth values as `true`, a formula with the value last saved). It shows no
errors, formulas and formats and nothing hidden, rounds numbers, and leaves out empty columns on the left; the
file itself says all of it (sheet_xml.py, xls_records.py).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from xml.etree import ElementTree

import fastexcel
import polars as pl

from dagster_project.tables.grids import number_formats
from dagster_project.tables.grids.cell_address import place_of
from dagster_project.tables.grids.file_kind import package_kind
from dagster_project.tables.grids.sheet_xml import SheetXml
from dagster_project.tables.grids.text_marks import Look, MarkedText, look_of_font, marked_runs, may_be_marked
from dagster_project.tables.grids.xls_records import XlsBook, XlsSheet

# What the libraries say of a file that is broken inside; zipfile has no one exception for it, and
# says RuntimeError of a part with a password and NotImplementedError of a compression it does not know.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,  # of XML
    ValueError,
    IndexError,  # of the records of an .xls file
    struct.error,
)
_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_STRINGS = "xl/sharedStrings.xml"
# A number that fastexcel would not write to its last digit: it gives nine decimals, of large ones too many.
_LONG = rb"[^<]*\.\d{10,}[^<]*|-?\d{7,}\.[^<]*|[^<]*[eE][^<]*"
_YEAR_AND_MONTH = rb"(?:18|19|20|21)\d\d\.\d+"

Found = TypeVar("Found")
Sheet = SheetXml | XlsSheet


class Damaged(Exception):
    """A workbook that is broken inside, in the words of the library that met it."""


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


class Workbook:
    """An .xlsx or .xls file."""

    def __init__(self, data: bytes) -> None:
        """Open it; raises Damaged."""
        self._data = data
        self._package: zipfile.ZipFile | None = None
        if data.startswith(b"PK"):
            self._package = _broken_as_damaged(lambda: zipfile.ZipFile(io.BytesIO(data)))
        self._reader: fastexcel.ExcelReader | None = None

    @cached_property
    def _records(self) -> XlsBook:
        return _broken_as_damaged(lambda: XlsBook(self._data))

    @property
    def kind(self) -> str:
        """xls, or the kind of the package: see file_kind.py."""
        return "xls" if self._package is None else package_kind(self._package.NameToInfo)

    @cached_property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """The sheets in their order; raises Damaged."""
        if self._package is not None:
            return self._book().sheets
        reader = self._open()
        names = reader.sheet_names
        return tuple(SheetEntry(name, "", reader.load_sheet(name, n_rows=0).visible != "visible") for name in names)

    def names(self, *, hidden: bool = True) -> list[str]:
        """The names of the sheets in their order; without `hidden` those that people see."""
        return [sheet.name for sheet in self.sheets if hidden or not sheet.is_hidden]

    @property
    def unpacked_size(self) -> int:
        """Bytes of all parts together, as the package states them."""
        return 0 if self._package is None else sum(entry.file_size for entry in self._package.infolist())

    @property
    def _parts(self) -> zipfile.ZipFile:
        """The package; raises ValueError for an .xls file, which has none."""
        if self._package is None:
            raise ValueError("An .xls file has no package of parts.")
        return self._package

    def sheet_size(self, name: str) -> int:
        """Bytes of a sheet's part, as the package states them."""
        return self._parts.NameToInfo[self._entry(name).part].file_size

    def sheet_xml(self, name: str) -> Sheet:
        """What the file says of a sheet besides its texts. Raises Damaged."""
        if self._package is None:
            return _broken_as_damaged(lambda: self._records.sheet(name))
        return _broken_as_damaged(lambda: SheetXml(self._parts.read(self._entry(name).part)))

    def texts(self, name: str, xml: Sheet) -> pl.DataFrame:
        """The cells of a sheet as texts: a column for each of the sheet's, from A, called 0, 1, …; an empty
        cell is null. Raises Damaged.

        Numbers are written as number_formats.py says, raised and lowered digits as ¹ and ₁. No number is
        missing: one that neither has a text shows as it is stored.
        """
        shown = self._read(name, self._open())
        if shown is None:
            shown = self._without_formats(name)
        columns = {f"{place}": pl.lit(None, pl.String) for place in range(xml.first_column)}
        shown.columns = [f"{place + xml.first_column}" for place in range(shown.width)]
        shown = shown.select(*(empty.alias(place) for place, empty in columns.items()), pl.all()) if columns else shown
        shown = _with_texts(shown, _broken_as_damaged(lambda: self._texts_of_the_package(xml)))
        shown = _with_texts(
            shown,
            {
                cell: self._marked_styles[style].written(text)
                for cell, style in xml.cells_with(self._marked_styles).items()
                if (text := _text_in(shown, cell)) is not None
            },
        )
        filled = _filled(shown)
        if filled < xml.most_filled and filled < xml.filled - len(xml.errors):
            stored = xml.numbers_like(rb"[^<]+")
            shown = _with_texts(shown, {cell: value for cell, value in stored.items() if _is_empty(shown, cell)})
        return shown

    def _texts_of_the_package(self, xml: Sheet) -> dict[str, str]:
        """Cell -> its text, for the cells of which fastexcel does not give all that people see."""
        looks, from_1904 = self._looks, self._book().from_1904
        texts = {
            cell: number_formats.shown(looks[style], value, from_1904=from_1904) for cell, style, value in xml.numbers(looks)
        }
        for cell, value in xml.numbers_like(_LONG).items():
            if cell not in texts:
                texts[cell] = number_formats.shown(number_formats.NUMBER, value)
        texts |= {cell: _iso_date(value) for cell, value in xml.iso_dates.items()}
        return texts | {cell: text.text for cell, text in self._marked_texts(xml).items()}

    def struck(self, xml: Sheet) -> set[str]:
        """The cells of which anything is struck through. Raises Damaged."""
        texts = _broken_as_damaged(lambda: self._marked_texts(xml))
        whole = xml.cells_with([style for style, look in self._marked_styles.items() if look.is_struck])
        return {*whole, *(cell for cell, text in texts.items() if text.is_struck)}

    def _marked_texts(self, xml: Sheet) -> dict[str, MarkedText]:
        """Cell -> its text, for texts of which a part is raised, lowered or struck."""
        shared = self._marked_strings
        inline = (
            (cell, marked_runs(text))
            for cell, part in xml.marked_texts.items()
            for text in ElementTree.fromstring(b"<c>%s</c>" % part).iterfind("{*}is")
        )
        return {
            **{cell: shared[place] for cell, place in xml.shared_texts(shared)},
            **{cell: text for cell, text in inline if text is not None},
        }

    def as_year_month(self, xml: Sheet) -> dict[str, str]:
        """Cell -> a number such as 2023.1 that may have been typed as January or October; its format does not say."""
        open_to_doubt = xml.numbers_like(_YEAR_AND_MONTH)
        telling = {cell for cell, _, _ in xml.numbers(self._looks)} if open_to_doubt else set()
        return {cell: value for cell, value in open_to_doubt.items() if cell not in telling}

    @property
    def _looks(self) -> dict[int, str]:
        """Style -> the look of a number in it (see number_formats.py), for those that show more than the number."""
        if self._package is None:
            return self._records.looks
        if _STYLES not in self._parts.NameToInfo:
            return {}
        return _broken_as_damaged(lambda: self._parsed(_read_looks, _STYLES))

    @property
    def _marked_styles(self) -> dict[int, Look]:
        """Style -> its look, for those whose letters are raised, lowered or struck."""
        if self._package is None:
            return self._records.marked_styles
        if _STYLES not in self._parts.NameToInfo:
            return {}
        return _broken_as_damaged(lambda: self._parsed(_read_marked_styles, _STYLES))

    @property
    def _marked_strings(self) -> dict[int, MarkedText]:
        """The shared texts of which a part is raised, lowered or struck, by their place."""
        if self._package is None:
            return _broken_as_damaged(lambda: self._records.marked_texts)
        if _STRINGS not in self._parts.NameToInfo:
            return {}
        return _broken_as_damaged(lambda: self._parsed(_read_marked_strings, _STRINGS))

    def not_calculated(self, xml: Sheet) -> set[str]:
        """The cells whose formula was never calculated: no value was saved, or the 0 that a program writes
        which leaves the calculating to whoever opens the file."""
        book = self._book()
        unset = (None, "0") if book.asks_to_be_calculated else (None,)
        return {cell for cell, value in xml.formulas.items() if value in unset}

    def comments(self, name: str) -> list[tuple[str, str]]:
        """Comments on cells of a sheet: (D12, text). Threaded comments have a plain copy among these."""
        part = self._entry(name).part
        links_part = f"xl/worksheets/_rels/{part.rsplit('/', 1)[-1]}.rels"
        if self._package is None or links_part not in self._package.NameToInfo:
            return []
        return _broken_as_damaged(lambda: self._read_comments(links_part))

    def _book(self) -> _Book:
        if self._package is None:
            return _Book((), asks_to_be_calculated=False, from_1904=self._records.from_1904)
        book = _broken_as_damaged(lambda: self._parsed(_read_book, _BOOK, _LINKS))
        known = tuple(sheet for sheet in book.sheets if sheet.part in self._parts.NameToInfo)
        return _Book(known, book.asks_to_be_calculated, book.from_1904)

    def _entry(self, name: str) -> SheetEntry:
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def _open(self) -> fastexcel.ExcelReader:
        if self._reader is None:
            self._reader = _panic_as_damaged(lambda: fastexcel.read_excel(self._data))
        return self._reader

    def _read(self, name: str, reader: fastexcel.ExcelReader) -> pl.DataFrame | None:
        """The texts as fastexcel gives them; None where it panics over a cell."""
        try:
            return reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
        except fastexcel.FastExcelError as error:
            raise Damaged(str(error)) from error
        except BaseException as panic:
            if not _is_panic(panic):
                raise
            return None

    def _without_formats(self, name: str) -> pl.DataFrame:
        """The texts of a sheet with a cell that fastexcel cannot read, from a copy without number formats."""
        if self._package is None or _STYLES not in self._package.NameToInfo:
            raise Damaged("a cell cannot be read")
        copy = _broken_as_damaged(self._without_number_formats)
        stored = self._read(name, _panic_as_damaged(lambda: fastexcel.read_excel(copy)))
        if stored is None:
            raise Damaged("a cell cannot be read")
        return stored

    def _without_number_formats(self) -> bytes:
        copied = io.BytesIO()
        with zipfile.ZipFile(copied, "w") as target:
            for entry in self._parts.infolist():
                content = self._parts.read(entry)
                if entry.filename == _STYLES:
                    content = re.sub(rb"numFmtId=([\"'])\d+\1", b'numFmtId="0"', content)
                # By its name: an entry given to another archive would forget where it lies in this one.
                target.writestr(entry.filename, content)
        return copied.getvalue()

    def _read_comments(self, links_part: str) -> list[tuple[str, str]]:
        found = []
        for link in ElementTree.fromstring(self._parts.read(links_part)):
            if not link.get("Type", "").endswith("/comments"):
                continue
            target = link.get("Target", "").replace("../", "xl/").lstrip("/")
            tree = ElementTree.fromstring(self._parts.read(target))
            for comment in tree.iterfind(".//{*}comment"):
                text = "".join(node.text or "" for node in comment.iterfind(".//{*}t")).strip()
                found.append((comment.get("ref", ""), text))
        return found

    def _parsed(self, parse: Callable[..., Found], *parts: str) -> Found:
        """What `parse` makes of these parts. Forms made from one blank form share them, so that the
        checksums a package states of its parts spare unpacking the same ones again and again."""
        entries = [self._parts.NameToInfo[part] for part in parts]
        mark = (parse, *((entry.CRC, entry.file_size) for entry in entries))
        if mark not in _remembered:
            if len(_remembered) == _MOST_REMEMBERED:
                _remembered.clear()
            _remembered[mark] = parse(*(self._parts.read(entry) for entry in entries))
        return _remembered[mark]


_remembered: dict[tuple, Any] = {}
_MOST_REMEMBERED = 500


def _broken_as_damaged(action: Callable[[], Found]) -> Found:
    try:
        return action()
    except _BROKEN as error:
        raise Damaged(str(error)) from error


def _panic_as_damaged(action: Callable[[], Found]) -> Found:
    try:
        return action()
    except fastexcel.FastExcelError as error:
        raise Damaged(str(error)) from error
    except BaseException as panic:
        if not _is_panic(panic):
            raise
        raise Damaged("the workbook cannot be opened") from panic


def _is_panic(error: BaseException) -> bool:
    """Whether fastexcel met something it had not thought of; its panic is no Exception."""
    return type(error).__name__ == "PanicException"


def _filled(texts: pl.DataFrame) -> int:
    return sum(texts.height - column.null_count() for column in texts)


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


def _read_looks(styles: bytes) -> dict[int, str]:
    tree = ElementTree.fromstring(styles)
    codes = {node.get("numFmtId"): node.get("formatCode", "") for node in tree.iterfind("{*}numFmts/{*}numFmt")}
    formats = [look.get("numFmtId", "0") for look in tree.iterfind("{*}cellXfs/{*}xf")]
    looks = [number_formats.look_of(int(number), codes.get(number)) for number in formats]
    return {style: look for style, look in enumerate(looks) if look != number_formats.NUMBER}


def _read_marked_styles(styles: bytes) -> dict[int, Look]:
    if not may_be_marked(styles):
        return {}
    tree = ElementTree.fromstring(styles)
    fonts = [look_of_font(font) for font in tree.iterfind("{*}fonts/{*}font")]
    found = (int(style.get("fontId", "0")) for style in tree.iterfind("{*}cellXfs/{*}xf"))
    return {style: fonts[font] for style, font in enumerate(found) if font < len(fonts) and not fonts[font].is_plain}


def _read_marked_strings(strings: bytes) -> dict[int, MarkedText]:
    if not may_be_marked(strings):
        return {}
    found = ((place, marked_runs(text)) for place, text in enumerate(ElementTree.fromstring(strings).iterfind("{*}si")))
    return {place: text for place, text in found if text is not None}


def _iso_date(value: str) -> str:
    """2024-04-01T00:00:00 as 2024-04-01, and 2024-04-01T08:30:00.000Z as 2024-04-01 08:30:00."""
    plain = re.sub(r"(\.0+)?Z?$", "", value.replace("T", " "))
    return plain.removesuffix(" 00:00:00")


def _text_in(shown: pl.DataFrame, cell: str) -> str | None:
    column, row = place_of(cell)
    return shown[row - 1, column] if column < shown.width and row <= shown.height else None


def _is_empty(shown: pl.DataFrame, cell: str) -> bool:
    column, row = place_of(cell)
    return column < shown.width and row <= shown.height and shown[row - 1, column] is None


def _with_texts(shown: pl.DataFrame, texts: dict[str, str]) -> pl.DataFrame:
    """The grid with these texts in their cells."""
    if not texts:
        return shown
    by_column: dict[int, tuple[list[int], list[str]]] = {}
    for cell, text in texts.items():
        column, row = place_of(cell)
        if column < shown.width and row <= shown.height:
            rows, written = by_column.setdefault(column, ([], []))
            rows.append(row - 1)
            written.append(text)
    changed = (shown[:, column].scatter(*change) for column, change in by_column.items())
    return shown.with_columns(changed)
