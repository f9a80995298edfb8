"""One look into a workbook, for tables and forms alike: the texts of its cells and what they do not show.

fastexcel gives the cells as texts (dates as `2024-01-02 00:00:00`, truth values as `true`, a formula with
the value last saved). It shows no errors, formulas and formats and nothing hidden, loses a number that
its date format cannot show, and leaves out empty columns on the left; an .xlsx package says all of it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from xml.etree import ElementTree

import fastexcel
import polars as pl

from dagster_project.tables.grids.file_kind import package_kind
from dagster_project.tables.grids.sheet_xml import SheetXml

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
)
_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"

Found = TypeVar("Found")


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


class Workbook:
    """An .xlsx or .xls file. Of an .xls file only the texts are known; an error in it reads as empty."""

    def __init__(self, data: bytes) -> None:
        """Open it; raises Damaged."""
        self._data = data
        self._package: zipfile.ZipFile | None = None
        if data.startswith(b"PK"):
            self._package = _broken_as_damaged(lambda: zipfile.ZipFile(io.BytesIO(data)))
        self._reader: fastexcel.ExcelReader | None = None

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

    def sheet_xml(self, name: str) -> SheetXml:
        """What the package says of a sheet; of an .xls file it says nothing. Raises Damaged."""
        if self._package is None:
            return SheetXml(b"")
        return _broken_as_damaged(lambda: SheetXml(self._parts.read(self._entry(name).part)))

    def texts(self, name: str, xml: SheetXml) -> pl.DataFrame:
        """The cells of a sheet as texts: a column for each of the sheet's, from A, called 0, 1, …; an empty
        cell is null. Raises Damaged.

        Where cells are missing besides those with an error, a number in a cell formatted as a date is no
        day that exists. Such a cell shows its number.
        """
        shown = self._read(name, self._open())
        filled = -1 if shown is None else _filled(shown)
        if filled < xml.most_filled and filled < xml.filled - len(xml.errors):
            shown = self._with_lost_numbers(name, shown)
        if shown is None:
            raise Damaged("a cell cannot be read")
        columns = {f"{place}": pl.lit(None, pl.String) for place in range(xml.first_column)}
        shown.columns = [f"{place + xml.first_column}" for place in range(shown.width)]
        return shown.select(*(empty.alias(place) for place, empty in columns.items()), pl.all()) if columns else shown

    def not_calculated(self, xml: SheetXml) -> set[str]:
        """The cells whose formula was never calculated: no value was saved, or the 0 that a program writes
        which leaves the calculating to whoever opens the file."""
        book = self._book()
        unset = (None, "0") if book.asks_to_be_calculated else (None,)
        return {cell for cell, value in xml.formulas.items() if value in unset}

    def percents(self, xml: SheetXml) -> dict[str, str]:
        """Cell -> the number as people see it, 50%, where 0.5 is stored."""
        if self._package is None or _STYLES not in self._package.NameToInfo:
            return {}
        styles = _broken_as_damaged(lambda: self._parsed(_percent_styles, _STYLES))
        stored = xml.numbers(styles) if styles else {}
        return _broken_as_damaged(lambda: {cell: f"{100 * float(value):.10g}%" for cell, value in stored.items()})

    def comments(self, name: str) -> list[tuple[str, str]]:
        """Comments on cells of a sheet: (D12, text). Threaded comments have a plain copy among these."""
        part = self._entry(name).part
        links_part = f"xl/worksheets/_rels/{part.rsplit('/', 1)[-1]}.rels"
        if self._package is None or links_part not in self._package.NameToInfo:
            return []
        return _broken_as_damaged(lambda: self._read_comments(links_part))

    def _book(self) -> _Book:
        if self._package is None:
            return _Book((), asks_to_be_calculated=False)
        book = _broken_as_damaged(lambda: self._parsed(_read_book, _BOOK, _LINKS))
        known = tuple(sheet for sheet in book.sheets if sheet.part in self._parts.NameToInfo)
        return _Book(known, book.asks_to_be_calculated)

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

    def _with_lost_numbers(self, name: str, shown: pl.DataFrame | None) -> pl.DataFrame | None:
        """The texts, with those that are missing read from a copy of the workbook without number formats."""
        if self._package is None or _STYLES not in self._package.NameToInfo:
            return shown
        copy = _broken_as_damaged(self._without_number_formats)
        stored = self._read(name, _panic_as_damaged(lambda: fastexcel.read_excel(copy)))
        if stored is None or shown is None or shown.shape != stored.shape:
            return stored
        return pl.DataFrame([text.zip_with(text.is_not_null(), number) for text, number in zip(shown, stored, strict=True)])

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
    return _Book(tuple(sheets), asks)


def _percent_styles(styles: bytes) -> list[int]:
    """The numbers of the cell styles that show per cent: formats 9 and 10, and a workbook's own with %."""
    tree = ElementTree.fromstring(styles)
    formats = {"9", "10"} | {
        node.get("numFmtId") for node in tree.iterfind("{*}numFmts/{*}numFmt") if "%" in node.get("formatCode", "")
    }
    return [place for place, look in enumerate(tree.iterfind("{*}cellXfs/{*}xf")) if look.get("numFmtId") in formats]
