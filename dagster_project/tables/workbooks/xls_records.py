"""The records of an .xls file: what a grid of texts does not show, as sheet_xml.py says it of an .xlsx sheet.

An .xls file is a container of streams (OLE), and its stream `Workbook` a row of records (BIFF8), each with a
number, a length and its content. Only the records named here are looked at.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dagster_project.tables.workbooks import number_formats
from dagster_project.tables.workbooks.cell_address import column_letter
from dagster_project.tables.workbooks.conditional_formats import ConditionalFormat
from dagster_project.tables.workbooks.text_marks import PLAIN, FontLook, MarkedText, marked
from dagster_project.tables.workbooks.xls_strings import RichText, shared_texts

_END_OF_CHAIN = 0xFFFFFFFE
_BOF, _EOF, _SHEET, _FORMAT, _STYLE, _FROM_1904 = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x22
_NUMBER, _RK, _ROW_OF_RK, _FORMULA, _ERROR, _ROW, _COLUMNS = 0x203, 0x27E, 0xBD, 0x06, 0x205, 0x208, 0x7D
_SHARED_TEXT, _SHARED_TEXTS, _CONTINUED, _FONT, _MERGED = 0xFD, 0xFC, 0x3C, 0x31, 0xE5
_TEXTS = (_SHARED_TEXT, 0x204)
_TEXT_OF_EXCEL_95 = 0xD6  # with the fonts of its parts, raised digits among them, in a way that is read nowhere here
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_CALCULATE_ON_LOAD = 2
_HIDDEN_ROW, _HIDDEN_COLUMN, _STRUCK = 0x20, 0x01, 0x08


@dataclass
class XlsSheet:
    """One sheet, in the words of SheetXml.

    stored: cell, style and number; errors: cell -> error; formulas: cell -> its result, None where it has none
    """

    stored: list[tuple[str, int, str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    formulas: dict[str, str | None] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    first_column: int = 0
    filled = most_filled = 0  # nothing that fastexcel may have lost is known of besides
    stated_twice = None
    iso_dates: dict[str, str] = field(default_factory=dict)
    texts_with_values: dict[str, str] = field(default_factory=dict)
    marked_texts: dict[str, bytes] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)  # ranges of merged cells, such as D12:E13
    texts: list[tuple[str, int]] = field(default_factory=list)  # cell, place of its text among the shared ones
    styles: dict[str, int] = field(default_factory=dict)  # of the cells that hold anything

    def numbers(self, styles: Collection[int]) -> list[tuple[str, int, str]]:
        """Cell, style and the number stored in it, for the cells with one of the `styles`."""
        return [number for number in self.stored if number[1] in styles]

    def numbers_like(self, pattern: bytes) -> dict[str, str]:
        """Cell -> the number stored in it, for the numbers that fit a pattern in full."""
        fits = re.compile(pattern.decode()).fullmatch
        return {cell: value for cell, _, value in self.stored if fits(value)}

    def conditional_formats(self, _looks: Mapping[int, number_formats.NumberLook]) -> list[ConditionalFormat]:
        """None: see XlsBook.looks_on_condition."""
        return []

    def shared_texts(self, places: Collection[int]) -> list[tuple[str, int]]:
        """Cell and place of its text among the shared ones, for those of the `places`."""
        return [(cell, place) for cell, place in self.texts if place in places]

    def cells_with(self, styles: Collection[int]) -> dict[str, int]:
        """Cell -> its style, for the cells that hold anything in one of the `styles`."""
        return {cell: style for cell, style in self.styles.items() if style in styles}


class XlsBook:
    """The workbook's stream, in the words of Package; raises ValueError (struct.error, IndexError) where it is no BIFF8."""

    asks_to_be_calculated = False  # its formulas do so one by one

    def __init__(self, data: bytes) -> None:
        self._stream = _stream(data)
        self.from_1904 = False
        self._sheets: dict[str, int] = {}
        codes: dict[int, str] = {}
        styles: list[int] = []
        fonts_of_styles: list[int] = []
        self._fonts: list[FontLook] = []
        self._texts: list[bytes] = []
        before = None
        for kind, content in self._records(0):
            if kind == _SHEET:
                self._sheets[_text(content, 6, 1)] = int.from_bytes(content[:4], "little")
            elif kind == _FORMAT:
                codes[int.from_bytes(content[:2], "little")] = _text(content, 2, 2)
            elif kind == _STYLE:
                styles.append(int.from_bytes(content[2:4], "little"))
                fonts_of_styles.append(int.from_bytes(content[:2], "little"))
            elif kind == _FONT:
                self._fonts.append(_look(content))
            elif kind == _SHARED_TEXTS or (kind == _CONTINUED and before == _SHARED_TEXTS):
                self._texts.append(content)
                kind = _SHARED_TEXTS  # more of it may follow
            elif kind == _FROM_1904:
                self.from_1904 = content[0] == 1
            before = kind
        looks = (number_formats.look_of(number, codes.get(number)) for number in styles)
        self.looks = {style: look for style, look in enumerate(looks) if look != number_formats.NUMBER}
        marks = enumerate(map(self._font, fonts_of_styles))
        self.marked_styles = {style: look for style, look in marks if not look.is_plain}

    @property
    def looks_on_condition(self) -> dict[int, number_formats.NumberLook]:
        """None: of an .xls file, formats on a condition are not looked at."""
        return {}

    @cached_property
    def marked_texts(self) -> dict[int, MarkedText]:
        """The shared texts of which a part is raised, lowered or struck, by their place."""
        if not self._texts or all(look.is_plain for look in self._fonts):
            return {}
        found = ((place, marked(self._parts(text))) for place, text in enumerate(shared_texts(self._texts)))
        return {place: text for place, text in found if text is not None}

    def _parts(self, rich: RichText) -> Iterator[tuple[str, FontLook]]:
        text, runs = rich
        units = text.encode("utf-16-le")
        starts = [(0, PLAIN), *((start, self._font(font)) for start, font in runs)]
        ends = [start for start, _ in starts[1:]] + [len(units) // 2]
        for (start, look), end in zip(starts, ends, strict=True):
            yield units[2 * start : 2 * end].decode("utf-16-le", "replace"), look

    def _font(self, number: int) -> FontLook:
        """The look of a font; there is none with the number 4."""
        place = number if number < 4 else number - 1
        return self._fonts[place] if place < len(self._fonts) else PLAIN

    def sheet(self, name: str) -> XlsSheet:
        return self._all[name]

    @cached_property
    def _all(self) -> dict[str, XlsSheet]:
        """Every sheet. Where no formula of the workbook has a result, it was never calculated; where some
        have, an empty one is an empty text."""
        sheets = {name: self._read(start) for name, start in self._sheets.items()}
        if not any(value for sheet in sheets.values() for value in sheet.formulas.values()):
            for sheet in sheets.values():
                sheet.formulas = dict.fromkeys(sheet.formulas)
        return sheets

    def _read(self, start: int) -> XlsSheet:
        sheet = XlsSheet()
        columns = []
        for kind, content in self._records(start):
            if kind == _ROW:
                if int.from_bytes(content[12:14], "little") & _HIDDEN_ROW:
                    sheet.hidden_rows.append(int.from_bytes(content[:2], "little") + 1)
            elif kind == _COLUMNS:
                first, last, _, _, flags = struct.unpack_from("<5H", content)
                if flags & _HIDDEN_COLUMN:
                    sheet.hidden_columns.extend(range(first, last + 1))
            elif kind == _MERGED:
                sheet.merged.extend(merged_ranges(content))
            elif kind == _TEXT_OF_EXCEL_95:
                raise ValueError("a cell as Excel 95 wrote it")
            elif kind in (_NUMBER, _RK, _ROW_OF_RK, _FORMULA, _ERROR, *_TEXTS):
                columns.append(int.from_bytes(content[2:4], "little"))
                _add_cells(sheet, kind, content)
        sheet.first_column = min(columns, default=0)
        return sheet

    def _records(self, place: int) -> Iterator[tuple[int, bytes]]:
        """The records of the part that begins at `place`, down to its end."""
        depth = 0  # a chart within a sheet has a beginning and an end of its own
        while place + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<2H", self._stream, place)
            content = self._stream[place + 4 : place + 4 + length]
            place += 4 + length
            depth += (kind == _BOF) - (kind == _EOF)
            if kind == _BOF and content[:2] != b"\0\6":
                raise ValueError("no workbook of Excel 97 or later")
            if depth == 1:
                yield kind, content
            if depth == 0:
                return


def _add_cells(sheet: XlsSheet, kind: int, content: bytes) -> None:
    row, column, style = struct.unpack_from("<3H", content)
    cell = f"{column_letter(column)}{row + 1}"
    if kind != _ROW_OF_RK:
        sheet.styles[cell] = style
    if kind == _SHARED_TEXT:
        sheet.texts.append((cell, int.from_bytes(content[6:10], "little")))
    elif kind == _NUMBER:
        sheet.stored.append((cell, style, _written(struct.unpack_from("<d", content, 6)[0])))
    elif kind == _RK:
        sheet.stored.append((cell, style, _written(_unpacked(content[6:10]))))
    elif kind == _ROW_OF_RK:
        for place, start in enumerate(range(4, len(content) - 2, 6)):
            style = int.from_bytes(content[start : start + 2], "little")
            value = _written(_unpacked(content[start + 2 : start + 6]))
            cell = f"{column_letter(column + place)}{row + 1}"
            sheet.stored.append((cell, style, value))
            sheet.styles[cell] = style
    elif kind == _ERROR and content[7]:
        sheet.errors[cell] = _ERRORS.get(content[6], "#?")
    elif kind == _FORMULA:
        _add_formula(sheet, cell, style, content)


def _add_formula(sheet: XlsSheet, cell: str, style: int, content: bytes) -> None:
    result = content[6:14]
    asks = int.from_bytes(content[14:16], "little") & _CALCULATE_ON_LOAD
    if result[6:] != b"\xff\xff":
        value = _written(struct.unpack("<d", result)[0])
        sheet.formulas[cell] = None if value == "0" and asks else value
        sheet.stored.append((cell, style, value))
    elif result[0] == 2:
        sheet.errors[cell] = sheet.formulas[cell] = _ERRORS.get(result[2], "#?")
    elif result[0] == 3:
        sheet.formulas[cell] = None if asks else ""
    else:  # a text (in a record of its own) or a truth value
        sheet.formulas[cell] = "text"


def merged_ranges(merged: bytes) -> Iterator[str]:
    """The ranges of one record of merged cells."""
    for start in range(2, 2 + 8 * int.from_bytes(merged[:2], "little"), 8):
        top, bottom, first, last = struct.unpack_from("<4H", merged, start)
        yield f"{column_letter(first)}{top + 1}:{column_letter(last)}{bottom + 1}"


def _look(font: bytes) -> FontLook:
    align = int.from_bytes(font[8:10], "little")
    return FontLook({1: "superscript", 2: "subscript"}.get(align, "baseline"), bool(font[2] & _STRUCK))


def _unpacked(packed: bytes) -> float:
    """A number in four bytes: a whole one or the upper half of a double, perhaps a hundred times too large."""
    number = int.from_bytes(packed, "little")
    if number & 2:
        value = float(int.from_bytes(packed, "little", signed=True) >> 2)
    else:
        value = struct.unpack("<d", b"\0\0\0\0" + (number & 0xFFFFFFFC).to_bytes(4, "little"))[0]
    return value / 100 if number & 1 else value


def _written(number: float) -> str:
    return f"{number:.0f}" if number == round(number) and abs(number) < 1e15 else repr(number)


def _text(content: bytes, start: int, size_of_length: int) -> str:
    length = int.from_bytes(content[start : start + size_of_length], "little")
    start += size_of_length
    is_wide = content[start] & 1
    encoded = content[start + 1 : start + 1 + length * (2 if is_wide else 1)]
    return encoded.decode("utf-16-le" if is_wide else "latin-1")


def _stream(data: bytes) -> bytes:
    """The stream `Workbook` of the container."""
    size, small_size = 1 << int.from_bytes(data[30:32], "little"), 1 << int.from_bytes(data[32:34], "little")
    first_directory, smallest, first_small = (int.from_bytes(data[at : at + 4], "little") for at in (48, 56, 60))

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    def numbers(block: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4]))

    lists, more = numbers(data[76:512]), int.from_bytes(data[68:72], "little")
    while more < _END_OF_CHAIN:
        *further, more = numbers(sector(more))
        lists += further
    table = [number for place in lists if place < _END_OF_CHAIN for number in numbers(sector(place))]

    def chain(first: int, table: list[int]) -> Iterator[int]:
        for _ in table:  # a chain that bites its tail ends all the same
            if first >= _END_OF_CHAIN:
                return
            yield first
            first = table[first]

    def content(first: int) -> bytes:
        return b"".join(map(sector, chain(first, table)))

    directory = content(first_directory)
    entries = [directory[at : at + 128] for at in range(0, len(directory), 128)]
    by_name = {entry[: max(int.from_bytes(entry[64:66], "little") - 2, 0)].decode("utf-16-le"): entry for entry in entries}
    if "Workbook" not in by_name:
        raise ValueError("no workbook of Excel 97 or later")
    first, length = (int.from_bytes(by_name["Workbook"][at : at + 4], "little") for at in (116, 120))
    if length >= smallest:
        return content(first)[:length]
    small = content(int.from_bytes(entries[0][116:120], "little"))
    small_table = numbers(content(first_small))
    return b"".join(small[place * small_size : (place + 1) * small_size] for place in chain(first, small_table))[:length]
