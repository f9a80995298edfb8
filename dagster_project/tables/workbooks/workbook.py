"""A workbook, .xlsx or .xls, opened for tables and forms alike: which sheets it has, and one look into each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

import fastexcel
import polars as pl

from dagster_project.tables.workbooks.damaged import Damaged, raises_damaged
from dagster_project.tables.workbooks.sheet_cells import SheetCells
from dagster_project.tables.workbooks.sheet_xml import SheetXml
from dagster_project.tables.workbooks.usual_names import with_usual_names
from dagster_project.tables.workbooks.xls_records import XlsBook
from dagster_project.tables.workbooks.xlsx_package import Package

Found = TypeVar("Found")
_UNKNOWN_ERROR = "Unsupported cell error value"


class Workbook:
    """An .xlsx or .xls file; whatever is asked of it raises Damaged where the file is broken there."""

    @raises_damaged
    def __init__(self, data: bytes) -> None:
        self._data = with_usual_names(data) if data.startswith(b"PK") else data
        self._package = Package(self._data) if data.startswith(b"PK") else None

    @property
    def kind(self) -> str:
        """xls, or the kind of the package: see xlsx_package.py."""
        return "xls" if self._package is None else self._package.kind

    @property
    def package(self) -> Package:
        """The package; raises ValueError for an .xls file, which has none."""
        if self._package is None:
            raise ValueError("An .xls file has no package of parts.")
        return self._package

    @property
    def names(self) -> list[str]:
        """The names of the sheets in their order."""
        return list(self._is_hidden)

    @property
    def seen(self) -> list[str]:
        """The names of those that people see."""
        return [name for name, is_hidden in self._is_hidden.items() if not is_hidden]

    @raises_damaged
    def sheet(self, name: str) -> SheetCells:
        """The sheet of that name."""
        stated = self._book.sheet(name)
        in_pieces = isinstance(stated, SheetXml) and stated.is_in_pieces
        return SheetCells(stated, self._book, lambda: self._texts(name, in_pieces=in_pieces))

    @raises_damaged
    def comments(self, name: str) -> list[tuple[str, str]]:
        """Comments on cells of a sheet: (D12, text); those of an .xls file are not read."""
        return [] if self._package is None else self._package.comments(name)

    @raises_damaged
    def drawings(self, name: str) -> list[tuple[str, str]]:
        """What is drawn over the cells of a sheet: (D12, text); what lies over those of an .xls file is not read."""
        return [] if self._package is None else self._package.drawings(name)

    @cached_property
    @raises_damaged
    def _is_hidden(self) -> dict[str, bool]:
        if self._package is not None:
            return {sheet.name: sheet.is_hidden for sheet in self._package.sheets}
        return {name: self._reader.load_sheet(name, n_rows=0).visible != "visible" for name in self._reader.sheet_names}

    @cached_property
    def _book(self) -> Package | XlsBook:
        return XlsBook(self._data) if self._package is None else self._package

    @cached_property
    def _reader(self) -> fastexcel.ExcelReader:
        return _opened(self._data)

    def _texts(self, name: str, *, in_pieces: bool) -> pl.DataFrame:
        """The texts of a sheet as fastexcel gives them; of one with a cell that it cannot read, or reads in part alone, those
        that a simplified copy gives."""
        if not in_pieces:
            try:
                return _texts_in(self._reader, name)
            except _Unread:
                if self._package is None:
                    raise
        return _texts_in(_opened(self.package.simplified()), name)


class _Unread(Damaged):
    """fastexcel met something that it had not thought of: its own panic is no Exception, or an error it does not know
    (#SPILL! and whatever comes next)."""


def _opened(data: bytes) -> fastexcel.ExcelReader:
    return _by_fastexcel(lambda: fastexcel.read_excel(data), "the workbook cannot be opened")


def _texts_in(reader: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    return _by_fastexcel(
        lambda: reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars(), "a cell cannot be read"
    )


def _by_fastexcel(look: Callable[[], Found], what_panics: str) -> Found:
    try:
        return look()
    except fastexcel.FastExcelError as error:
        raise (_Unread if _UNKNOWN_ERROR in str(error) else Damaged)(str(error)) from error
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise _Unread(what_panics) from panic
