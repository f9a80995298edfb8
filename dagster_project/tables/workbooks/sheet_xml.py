"""The XML of one sheet of a workbook: what a grid of texts does not show.

Which cells show an error, hold a formula or a number of a certain format; which are merged; which rows
and columns are hidden. Nearly every program writes a cell as `<c r="D12" s="3" t="e">`, and such a sheet
is searched as it stands, which is quick. Anything else (prefixes, single quotes, cells without an
address) is first written anew in that way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property
from xml.etree import ElementTree
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr, unescape

from dagster_project.tables.workbooks.cell_address import column_letter, place_of, range_of
from dagster_project.tables.workbooks.conditional_formats import ConditionalFormat, conditional_formats
from dagster_project.tables.workbooks.number_formats import NumberLook
from dagster_project.tables.workbooks.text_marks import may_be_marked, text_of

_CELL = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_FILLED_CELL = re.compile(rb'<c r="([A-Z]+\d+)"(?:[^>]*[^/])?>')
_VALUE = re.compile(rb"<v(?: [^>]*)?>([^<]*)</v>")
_FORMULA = re.compile(rb"<f(?: ([^>]*?))?/?>")
_AREA = re.compile(rb'ref="([A-Z]+\d+(?::[A-Z]+\d+)?)"')
# Formulas whose one entry stands for all cells of an area.
_AREA_TYPES = (b't="array"', b't="dataTable"')
# A cell that is not written in that way.
_ODD_CELL = re.compile(rb'<c(?! r="[A-Z])[ />\s]')
_FIRST_CELL = re.compile(rb"<c[ />\s][^>]*>?")
_USUAL_TAG = re.compile(rb'<c r="[A-Z]+\d+"(?: [\w:]+="[^"]*")*/?>')
_VALUE_IN_A = re.compile(rb'<c r="A\d+"(?:[^>]*[^/])?>(?:<f[^>]*>(?:[^<]*</f>)?)?<(?:v>[^<]|is)')
# Behind the address of a cell that holds a number: the rest of its tag, its formula, the number.
_NUMBER_IN_CELL = rb'(?![^>]*? t="(?!n"))[^>]*>\s*(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?\s*<v(?: [^>]*)?>(%s)</v>'
# A value behind another one in one cell; and one that stands where, or behind, the text of the cell should be.
_VALUE_BEHIND = re.compile(rb"(?<!<v>)</(?:is|v)>\s*<(?:is|v)(?: [^>]*)?>(?!\s*</v>)")
_VALUE_WITH_TEXT = re.compile(rb' t="inlineStr"[^>]*>\s*<v[ >]|</is>\s*<v[ />]')
# A value that is not written in one piece of plain text: a comment or CDATA in it, a digit written as &#50;.
_VALUE_IN_PIECES = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]*?(?:<[!?]|&#)")
_STYLE = re.compile(rb' s="(\d+)"')
# Hidden, or of no height or width, which people see as little of.
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"|\b(?:ht|width)="0(?:\.0*)?"')
_ROW_WITHOUT_NUMBER = re.compile(rb'<row(?![^>]* r=")[ />\s]')


class SheetXml:
    """One sheet; every part is looked for when it is asked for."""

    def __init__(self, xml: bytes) -> None:
        self.is_in_pieces = is_in_pieces(xml)
        self._xml = plain(xml)
        if self._xml.count(b"<sheetData") > 1:
            raise SyntaxError("more than one sheetData: every reader would take another one")
        self._end = max(self._xml.rfind(b"</sheetData>"), 0)

    def conditional_formats(self, looks: Mapping[int, NumberLook]) -> list[ConditionalFormat]:
        """The formats that cells have on a condition, of those with one of the `looks`."""
        return conditional_formats(self._xml[self._end :], looks)

    @property
    def most_filled(self) -> int:
        """At most so many cells have a value: those that have any content, formulas without a value too."""
        return self._xml.count(b"</c>", 0, self._end)

    @property
    def filled(self) -> int:
        """How many cells have a value, errors included (which a grid does not show)."""
        xml, end = self._xml, self._end
        return xml.count(b"</v>", 0, end) - xml.count(b"<v></v>", 0, end) + xml.count(b"</is>", 0, end)

    @cached_property
    def errors(self) -> dict[str, str]:
        """Cell -> the error it shows: D12 -> #REF!."""
        if self._xml.find(b't="e"', 0, self._end) < 0:
            return {}
        return {cell: value.decode(errors="replace") for cell, attributes, value, _ in self._cells() if b' t="e"' in attributes}

    @cached_property
    def formulas(self) -> dict[str, str | None]:
        """Cell with a formula -> its saved value; None where none was saved.

        A formula over an area stands in its first cell only; the others have its value or none, too.
        """
        if self._xml.find(b"<f", 0, self._end) < 0:
            return {}
        found: dict[str, str | None] = {}
        for cell, attributes, value, content in self._cells():
            formula = _FORMULA.search(content)
            if formula is None:
                continue
            # An empty text is a result and stands there as one; programs that do not calculate write no value or no type.
            is_saved = value or (b' t="str"' in attributes and b"<v" in content)
            saved = value.decode(errors="replace") if is_saved else None
            found[cell] = saved
            area = _AREA.search(formula[1] or b"")
            if area is not None and any(kind in formula[1] for kind in _AREA_TYPES):
                found |= dict.fromkeys(_cells_of(area[1].decode()) - found.keys(), saved)
        return found

    def numbers(self, styles: Collection[int]) -> list[tuple[str, int, str]]:
        """Cell, style and the number stored in it, for the cells with one of the `styles`."""
        if not any(self._xml.find(b' s="%d"' % style, 0, self._end) >= 0 for style in styles):
            return []
        wanted = b"|".join(b"%d" % style for style in styles)
        cell = re.compile(rb'<c r="([A-Z]+\d+)"(?=[^>]*? s="(%s)")%s' % (wanted, _NUMBER_IN_CELL % rb"[^<]+"))
        return [(found[1].decode(), int(found[2]), found[3].decode()) for found in cell.finditer(self._xml, 0, self._end)]

    def numbers_like(self, pattern: bytes) -> dict[str, str]:
        """Cell -> the number stored in it, for the numbers that fit a pattern in full."""
        value = re.compile(rb"<v(?: [^>]*)?>(?:%s)</v>" % pattern)
        if value.search(self._xml, 0, self._end) is None:
            return {}
        cell = re.compile(rb'<c r="([A-Z]+\d+)"%s' % (_NUMBER_IN_CELL % pattern))
        return {found[1].decode(): found[2].decode() for found in cell.finditer(self._xml, 0, self._end)}

    @property
    def iso_dates(self) -> dict[str, str]:
        """Cell -> the date or time it holds as such, not as a number: 2024-04-01T00:00:00."""
        if self._xml.find(b't="d"', 0, self._end) < 0:
            return {}
        return {cell: value.decode(errors="replace") for cell, attributes, value, _ in self._cells() if b' t="d"' in attributes}

    @property
    def texts_with_values(self) -> dict[str, str]:
        """Cell -> its text, where a value stands in place of it, or an empty one behind it: fastexcel passes it over."""
        if _VALUE_WITH_TEXT.search(self._xml, 0, self._end) is None:
            return {}
        return {
            cell: text_of(ElementTree.fromstring(b"<c>%s</c>" % content)) or unescape(value.decode(errors="replace"))
            for cell, attributes, value, content in self._cells()
            if b' t="inlineStr"' in attributes and b"<v" in content
        }

    def shared_texts(self, places: Collection[int]) -> list[tuple[str, int]]:
        """Cell and place of its text among the shared ones, for those of the `places`."""
        wanted = b"|".join(b"%d" % place for place in places)
        cell = re.compile(
            rb'<c r="([A-Z]+\d+)"(?=[^>]*? t="s")[^>]*>\s*(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?\s*<v>(%s)</v>' % wanted
        )
        return [(found[1].decode(), int(found[2])) for found in cell.finditer(self._xml, 0, self._end)] if places else []

    @property
    def marked_texts(self) -> dict[str, bytes]:
        """Cell -> the XML of its text, for texts written in the cell itself in parts that may be marked."""
        if not may_be_marked(self._xml, self._end):
            return {}
        return {cell: content for cell, _, _, content in self._cells() if may_be_marked(content)}

    def cells_with(self, styles: Collection[int], *, or_empty: bool = False) -> dict[str, int]:
        """Cell -> its style, for the cells that hold anything in one of the `styles`, and for those that hold nothing."""
        wanted = {b"%d" % style: style for style in styles}
        if not any(self._xml.find(b' s="%s"' % style, 0, self._end) >= 0 for style in wanted):
            return {}
        found = (
            (cell, _STYLE.search(attributes))
            for cell, attributes, value, content in self._cells()
            if or_empty or value or b"<is" in content
        )
        return {cell: wanted[style[1]] for cell, style in found if style is not None and style[1] in wanted}

    @property
    def merged(self) -> list[str]:
        """Ranges of merged cells, such as D12:E13."""
        found = re.findall(rb'<mergeCell [^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"', self._xml[self._end :])
        return [area.decode() for area in found]

    @property
    def hidden_rows(self) -> list[int]:
        rows = re.findall(rb"<row ([^>]*)>", self._xml[: self._end])
        numbers = (re.search(rb'\br="(\d+)"', row) for row in rows if _HIDDEN.search(row))
        return [int(number[1]) for number in numbers if number]

    @property
    def hidden_columns(self) -> list[int]:
        """Their places, from 0."""
        columns = re.findall(rb"<col ([^>]*)>", self._xml[: self._xml.find(b"<sheetData")])
        hidden = (column for column in columns if _HIDDEN.search(column))
        spans = ((re.search(rb'\bmin="(\d+)"', column), re.search(rb'\bmax="(\d+)"', column)) for column in hidden)
        return [place for low, high in spans if low and high for place in range(int(low[1]) - 1, int(high[1]))]

    @property
    def stated_twice(self) -> str | None:
        """The first cell that has a second value, or is there a second time with something in it, if any is."""
        behind = _VALUE_BEHIND.search(self._xml, 0, self._end)
        if behind is not None:
            cell = _FILLED_CELL.match(self._xml, self._xml.rfind(b"<c ", 0, behind.start()))
            return None if cell is None else cell[1].decode()
        cells: list[bytes] = _FILLED_CELL.findall(self._xml, 0, self._end)
        if len(cells) == len(set(cells)):
            return None
        return next(cell for cell, times in Counter(cells).items() if times > 1).decode()

    @cached_property
    def first_column(self) -> int:
        """The place, from 0, of the first column in which a cell has a value."""
        if _VALUE_IN_A.search(self._xml, 0, self._end):
            return 0
        filled = (cell for cell, _, value, content in self._cells() if value or b"<is" in content)
        return min((place_of(cell)[0] for cell in filled), default=0)

    def filled_in(self, column: str) -> list[str]:
        """The cells of a column that have anything in them but their look."""
        cells = re.findall(rb' r="(%b\d+)"[^>]*(?<!/)>(?!(?:<v></v>|<v ?/>)?</c>)' % column.encode(), self._xml)
        return [cell.decode() for cell in cells]

    def cell_beyond(self, far: re.Pattern[bytes]) -> str | None:
        """The first cell whose address is one of those `far` away."""
        found = far.search(self._xml, self._xml.find(b"<sheetData"), self._end)
        return None if found is None else found[1].decode()

    def _cells(self) -> list[tuple[str, bytes, bytes, bytes]]:
        """Address, attributes, value and content of every cell."""
        cells = (match.groups(b"") for match in _CELL.finditer(self._xml, 0, self._end))
        return [
            (cell.decode(), attributes, value[1] if (value := _VALUE.search(content)) else b"", content)
            for cell, attributes, content in cells
        ]


def _cells_of(area: str) -> set[str]:
    first, top, last, bottom = range_of(area)
    return {f"{column_letter(column)}{row}" for column in range(first, last + 1) for row in range(top, bottom + 1)}


def is_in_pieces(xml: bytes) -> bool:
    """Whether a value of a sheet is written in several pieces, of which fastexcel would take one."""
    start = xml.find(b"<sheetData")
    start = xml.find(b":sheetData") if start < 0 else start
    has_any = any(xml.find(sign, start) >= 0 for sign in (b"<!", b"<?", b"&#"))
    return has_any and _VALUE_IN_PIECES.search(xml, max(start, 0)) is not None


def plain(xml: bytes) -> bytes:
    """A sheet as nearly every program writes it."""
    prefix = re.search(rb"<(\w+):worksheet\b", xml[:1024])
    if prefix is not None:
        xml = re.sub(rb"(</?)" + prefix[1] + b":", rb"\1", xml)
    return _Rewriting().of(xml) if is_in_pieces(xml) or _is_odd(xml, xml.find(b"<sheetData")) else xml


def _is_odd(xml: bytes, start: int) -> bool:
    """Whether any cell below `start` may be written in another way. A program writes all cells alike, so that
    how it sets its quotes and spaces is seen in the first one; a hand may have changed a quote anywhere."""
    first = _FIRST_CELL.search(xml, start)
    return first is not None and (
        _USUAL_TAG.fullmatch(first[0]) is None
        or _ODD_CELL.search(xml, start) is not None
        or _ROW_WITHOUT_NUMBER.search(xml, start) is not None
        or (xml.find(b"'", start) >= 0 and xml.find(b"='", start) >= 0)
        or (xml.find(b"!", start) >= 0 and xml.find(b"<!", start) >= 0)
    )


class _Rewriting:
    """A sheet written anew: no prefixes, double quotes, an address first in every cell and row."""

    def of(self, xml: bytes) -> bytes:
        self._parts: list[str] = []
        self._row = self._column = 0
        self._is_open = False  # a tag that may still close itself
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._finish
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise SyntaxError(str(error)) from error
        return "".join(self._parts).encode()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _without_prefix(name)
        known = {_without_prefix(key): value for key, value in attributes.items() if not key.startswith("xmlns")}
        if name == "row":
            self._row, self._column = int(known.pop("r", self._row + 1)), 0
            known = {"r": str(self._row), **known}
        elif name == "c":
            address = known.pop("r", None)
            if address is not None:
                column, self._row = place_of(address)
            else:
                column = self._column
            self._column = column + 1
            known = {"r": f"{column_letter(column)}{self._row}", **known}
        self._close()
        written = "".join(f" {key}={quoteattr(value)}" for key, value in known.items())
        self._parts.append(f"<{name}{written}")
        self._is_open = True

    def _finish(self, name: str) -> None:
        self._parts.append("/>" if self._is_open else f"</{_without_prefix(name)}>")
        self._is_open = False

    def _text(self, text: str) -> None:
        self._close()
        self._parts.append(escape(text))

    def _close(self) -> None:
        if self._is_open:
            self._parts.append(">")
        self._is_open = False


def _without_prefix(name: str) -> str:
    return name.rpartition(":")[2]
