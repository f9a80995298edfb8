"""One sheet of a workbook: its cells as people see them, and which of them hold more than that.

fastexcel gives the cells as texts (truth values as `true`, a formula with the value last saved). It shows no
errors, formulas and formats and nothing hidden, rounds numbers, and leaves out empty columns on the left; the
file itself says all of it (sheet_xml.py, xls_records.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from xml.etree import ElementTree

import polars as pl

from dagster_project.tables.workbooks import number_formats
from dagster_project.tables.workbooks.cell_address import place_of
from dagster_project.tables.workbooks.damaged import StatedTwice, raises_damaged
from dagster_project.tables.workbooks.sheet_xml import SheetXml
from dagster_project.tables.workbooks.text_marks import MarkedText, marked_runs
from dagster_project.tables.workbooks.xls_records import XlsBook, XlsSheet
from dagster_project.tables.workbooks.xlsx_package import Package

# A number that fastexcel would not write to its last digit: it gives nine decimals, of large ones too many.
_LONG = rb"[^<]*\.\d{10,}[^<]*|-?\d{7,}\.[^<]*|-?\d{16,}|[^<]*[eE][^<]*"
_YEAR_AS_DAY = (1868, 2199)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR_AND_MONTH = r"(?:18|19|20|21)\d\d\.\d+"
# What may be one, however a program writes it: 2023.1, 2.0231E3; 2023.0 is how some store the year 2023.
_PERHAPS_ONE = rb"[ +0]*(?:18|19|20|21)\d\d\.0*[1-9][^<]*|[^<eE]*[eE][^<]*"

Sheet = SheetXml | XlsSheet


class SheetCells:
    """A sheet; every part is looked for when it is asked for, and raises Damaged where the file is broken there."""

    def __init__(self, stated: Sheet, book: Package | XlsBook, read: Callable[[], pl.DataFrame]) -> None:
        """`stated`: what the file says of the sheet; `book`: what it says of all; `read` gives what fastexcel does."""
        self.stated = stated
        self._book = book
        self._read = read

    @raises_damaged
    def texts(self) -> pl.DataFrame:
        """The cells as texts: a column for each of the sheet's, from A, called 0, 1, …; an empty cell is null.

        Numbers are written as number_formats.py says, raised and lowered digits as ¹ and ₁. No number is
        missing: one that neither has a text shows as it is stored.
        """
        stated, shown = self.stated, self._read()
        if stated.stated_twice is not None:
            raise StatedTwice(stated.stated_twice)
        columns = {f"{place}": pl.lit(None, pl.String) for place in range(stated.first_column)}
        shown.columns = [f"{place + stated.first_column}" for place in range(shown.width)]
        shown = shown.select(*(empty.alias(place) for place, empty in columns.items()), pl.all()) if columns else shown
        shown = _with_texts(shown, self._texts_of_the_file())
        marked = self._book.marked_styles
        shown = _with_texts(
            shown,
            {
                cell: marked[style].written(text)
                for cell, style in stated.cells_with(marked).items()
                if (text := _text_in(shown, cell)) is not None
            },
        )
        filled = _filled(shown)
        if filled < stated.most_filled and filled < stated.filled - len(stated.errors):
            stored = stated.numbers_like(rb"[^<]+")
            shown = _with_texts(shown, {cell: value for cell, value in stored.items() if _is_empty(shown, cell)})
        return shown

    @property
    @raises_damaged
    def struck(self) -> set[str]:
        """The cells of which anything is struck through."""
        whole = self.stated.cells_with([style for style, look in self._book.marked_styles.items() if look.is_struck])
        return {*whole, *(cell for cell, text in self._marked_texts.items() if text.is_struck)}

    @property
    @raises_damaged
    def year_months(self) -> dict[str, str]:
        """Cell -> a number such as 2023.1 that may have been typed as January or October; its format does not say. Neither
        does one that writes 令和 before 5.1."""
        perhaps = _plain_numbers(self.stated.numbers_like(_PERHAPS_ONE))
        telling = {cell for cell, look, _ in self._looks if not look.is_plain} if perhaps else set()
        untold = {cell: value for cell, value in perhaps.items() if cell not in telling}
        of_an_era = _plain_numbers({cell: value for cell, look, value in self._looks if look.is_plain_with_words})
        return {cell: value for cell, value in untold.items() if re.fullmatch(_YEAR_AND_MONTH, value)} | {
            cell: value for cell, value in of_an_era.items() if "." in value
        }

    @property
    @raises_damaged
    def periods(self) -> dict[str, str]:
        """Cell -> the month (2024-10) or year of the day in it, where its format shows no more than that. Of 2024, typed
        into a cell that shows years, it shows 1905: no year that anybody meant."""
        from_1904 = self._book.from_1904
        days = (
            (cell, number_formats.shown(look, value, from_1904=from_1904), number_formats.PERIODS[look])
            for cell, look, value in self._looks
            if look in number_formats.PERIODS and not _YEAR_AS_DAY[0] <= float(value) <= _YEAR_AS_DAY[1]
        )
        return {cell: period.format(day) for cell, day, period in days if _DAY.fullmatch(day)}

    @property
    @raises_damaged
    def not_calculated(self) -> set[str]:
        """The cells whose formula was never calculated: no value was saved, or the 0 that a program writes
        which leaves the calculating to whoever opens the file."""
        unset = (None, "0") if self._book.asks_to_be_calculated else (None,)
        return {cell for cell, value in self.stated.formulas.items() if value in unset}

    @property
    @raises_damaged
    def shown_otherwise(self) -> set[str]:
        """The cells whose format does not show the number that they hold: not at all, in thousands, or with other
        digits; or may not, on a condition."""
        return {cell for cell, look, _ in self._looks if look in number_formats.NOT_SHOWN} | self._otherwise_on_condition

    @property
    @raises_damaged
    def units(self) -> dict[str, str]:
        """Cell -> the unit that its format shows beside the number, which its text leaves out."""
        return {cell: look.unit for cell, look, _ in self._looks if look.unit}

    @property
    def _otherwise_on_condition(self) -> set[str]:
        """The cells that show another text or unit where a condition holds, and may fulfil it."""
        looks = self._book.looks_on_condition
        conditions = self.stated.conditional_formats(looks) if looks else []
        if not conditions:
            return set()
        usual = {cell: look for cell, look, _ in self._looks}
        return {
            cell
            for cell, value in self.stated.numbers_like(rb"[^<]+").items()
            for condition in conditions
            if condition.may_apply(cell, float(value))
            and self._seen(condition.look, value) != self._seen(usual.get(cell, number_formats.NUMBER), value)
        }

    def _seen(self, look: number_formats.NumberLook, value: str) -> tuple[str, str, bool]:
        """A number as a look shows it: text, unit, whether that is the number at all."""
        own = number_formats.look_for(look, float(value))
        text = number_formats.shown(own, value, from_1904=self._book.from_1904)
        return text.removesuffix(".00"), own.unit, own in number_formats.NOT_SHOWN

    @cached_property
    def _looks(self) -> list[tuple[str, number_formats.NumberLook, str]]:
        """Cell, the look of its number and the number, for the cells whose style may show more than the number."""
        looks = self._book.looks
        return [
            (cell, number_formats.look_for(looks[style], float(value)), value)
            for cell, style, value in self.stated.numbers(looks)
        ]

    def _texts_of_the_file(self) -> dict[str, str]:
        """Cell -> its text, for the cells of which fastexcel does not give all that people see."""
        from_1904 = self._book.from_1904
        texts = {cell: number_formats.shown(look, value, from_1904=from_1904) for cell, look, value in self._looks}
        for cell, value in self.stated.numbers_like(_LONG).items():
            if cell not in texts:
                texts[cell] = number_formats.shown(number_formats.NUMBER, value)
        texts |= {cell: _iso_date(value) for cell, value in self.stated.iso_dates.items()}
        texts |= self.stated.texts_with_values
        return texts | {cell: text.text for cell, text in self._marked_texts.items()}

    @cached_property
    def _marked_texts(self) -> dict[str, MarkedText]:
        """Cell -> its text, for texts of which a part is raised, lowered or struck."""
        shared = self._book.marked_texts
        inline = (
            (cell, marked_runs(text))
            for cell, part in self.stated.marked_texts.items()
            for text in ElementTree.fromstring(b"<c>%s</c>" % part).iterfind("{*}is")
        )
        return {
            **{cell: shared[place] for cell, place in self.stated.shared_texts(shared)},
            **{cell: text for cell, text in inline if text is not None},
        }


def _plain_numbers(stored: dict[str, str]) -> dict[str, str]:
    """The numbers without exponents: 2.0231E3 is 2023.1."""
    return {cell: number_formats.shown(number_formats.NUMBER, value) for cell, value in stored.items()}


def _filled(texts: pl.DataFrame) -> int:
    return sum(texts.height - column.null_count() for column in texts)


def _iso_date(value: str) -> str:
    """2024-04-01T00:00:00 as 2024-04-01, 2024-04-01T08:30:00.000Z as 2024-04-01 08:30:00, and 1899-12-31T08:30:00, a time
    without a day, as 08:30:00."""
    plain = re.sub(r"(\.0+)?Z?$", "", re.sub(r"(?<=\d)T(?=\d)", " ", value))
    plain = re.sub(r"^1899-12-3[01] ", "", plain)
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
