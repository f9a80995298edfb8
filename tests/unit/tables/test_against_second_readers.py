"""What is read is what was written, and what a second reader reads: openpyxl for workbooks (it does not know every shape
that is made by hand), Python's csv, and the rules of numbers and dates written a second time. `make fuzz` runs the
same with many more examples.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from dagster_project.common.eras import parse_date
from dagster_project.common.numbers import DEFAULT_MARKS, as_floats, clean_marks, constant_factor, parse_numbers
from dagster_project.common.text import clean_cells
from dagster_project.common.yaml_values import Bilingual
from dagster_project.tables.column_layout import ColumnLayout
from dagster_project.tables.grids.file_grids import read_grids
from dagster_project.tables.grids.grid import MERGED, MERGED_DOWN, YEAR_MONTH_NUMBER, Grid
from dagster_project.tables.grids.workbook_grid import hidden_parts
from dagster_project.tables.layout import Layout
from dagster_project.tables.workbooks.cell_address import column_letter
from tests.unit.tables.hand_made import SHAPES, sheet, strict, text, write_package

pytestmark = pytest.mark.thorough

_LAYOUT = Layout(
    description=Bilingual(ja="表", en="a table"), format="csv", encoding="detect", columns=[ColumnLayout(name="h0")]
)
_WORDS = st.text(alphabet="ab1 あ一<&\"'％#/", min_size=1, max_size=6).filter(lambda words: words.strip() == words)
_PADDED, _MINUS = "00000", '"△"#,##0'
_FORMATS = ("General", "0.00", "#,##0", "0.0%", "@")
# A cell: its kind, its value, and the format of a number.
_CELLS = st.one_of(
    st.just(("empty", None, "")),
    st.tuples(st.just("text"), _WORDS, st.just("")),
    st.tuples(st.just("number"), st.integers(-(10**12), 10**12), st.sampled_from(_FORMATS)),
    st.tuples(st.just("number"), st.floats(-1e9, 1e9).map(lambda n: float(f"{n:.12g}")), st.sampled_from(_FORMATS)),
    st.tuples(st.just("number"), st.integers(0, 10**7), st.sampled_from([_PADDED, _MINUS])),
    st.tuples(st.just("day"), st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.just("yyyy/m/d")),
    st.tuples(
        st.just("moment"),
        st.datetimes(datetime(1950, 1, 1), datetime(2099, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),
        st.just("yyyy/m/d h:mm:ss"),
    ),
    st.tuples(st.just("time"), st.builds(time, st.integers(0, 23), st.integers(0, 59)), st.just("h:mm")),
    st.tuples(
        st.just("duration"), st.integers(0, 12_000).map(lambda minutes: timedelta(minutes=minutes)), st.just("[h]:mm:ss")
    ),
    st.tuples(st.just("error"), st.sampled_from(["#N/A", "#REF!", "#DIV/0!"]), st.just("")),
    st.tuples(st.just("uncalculated"), st.just("=SUM(X1:X2)"), st.just("")),
)
_TABLES = st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=1, max_size=5)


@dataclass(frozen=True)
class _Book:
    """What else there is: parts that people do not see, and days counted from 1904. Cells are merged below every table."""

    hides: bool
    from_1904: bool

    @property
    def first_day(self) -> datetime:
        return datetime(1904, 1, 1) if self.from_1904 else datetime(1899, 12, 30)


_BOOKS = st.builds(_Book, st.booleans(), st.booleans())
# Makes a workbook; gives what people do not see in it, in English.
Writer = Callable[[Path, list, _Book], list[str]]


def _by_openpyxl(path: Path, table: list, around: _Book) -> list[str]:
    book = openpyxl.Workbook()
    hides = around.hides
    book.epoch = CALENDAR_MAC_1904 if around.from_1904 else CALENDAR_WINDOWS_1900
    if hides:
        book.active.title = "旧"
        book.active.append(["旧"])
        book.active.sheet_state = "veryHidden"
        book.active = 1
    page = book.create_sheet("表") if hides else book.active
    page.append(["h0", "h1", "h2"])
    for row, cells in enumerate(table, start=2):
        page.row_dimensions[row].hidden = hides
        for column, (kind, value, code) in enumerate(cells, start=1):
            cell = page.cell(row, column)
            cell.value = value
            cell.number_format = code or "General"
            if kind == "text":
                cell.data_type = "s"
    page.cell(len(table) + 3, 1).value = "併合"
    page.merge_cells(start_row=len(table) + 3, end_row=len(table) + 4, start_column=1, end_column=2)
    page.cell(len(table) + 5, 1).value = "終"
    book.save(path)
    return ['the sheet "旧" (not read)', f'rows {_rows_of(table)} of the sheet "表" (read)'] if hides else []


def _by_xlsxwriter(path: Path, table: list, around: _Book) -> list[str]:
    hides = around.hides
    with xlsxwriter.Workbook(str(path), {"date_1904": around.from_1904}) as book:
        if hides:
            book.add_worksheet("旧").hide()
        page = book.add_worksheet("表")
        page.activate()
        page.set_first_sheet()
        page.write_row(0, 0, ["h0", "h1", "h2"])
        if hides:
            page.set_column(1, 1, None, None, {"hidden": True})
        for row, cells in enumerate(table, start=1):
            for column, (kind, value, code) in enumerate(cells):
                look = book.add_format({"num_format": code}) if code else None
                if kind == "text":
                    page.write_string(row, column, value)
                elif kind == "number":
                    page.write_number(row, column, value, look)
                elif kind == "day":
                    page.write_datetime(row, column, datetime.combine(value, time()), look)
                elif kind in ("moment", "time", "duration"):
                    page.write_datetime(row, column, value, look)
                elif kind == "error":
                    page.write_formula(row, column, "=1/0", None, value)
                elif kind == "uncalculated":
                    page.write_formula(row, column, value, None, "")
        page.merge_range(len(table) + 2, 0, len(table) + 3, 1, "併合")
        page.write_string(len(table) + 4, 0, "終")
    return ['the sheet "旧" (not read)', 'columns B of the sheet "表" (read)'] if hides else []


def _by_hand(shape: Callable[[str], str]) -> Writer:
    def write(path: Path, table: list, around: _Book) -> list[str]:
        is_hidden = ' hidden="1"' if around.hides else ""
        rows = ['<row r="1">' + "".join(text(f"{letter}1", f"h{place}") for place, letter in enumerate("ABC")) + "</row>"]
        for number, cells in enumerate(table, start=2):
            written = []
            for place, (kind, value, code) in enumerate(cells):
                address = f"{column_letter(place)}{number}"
                if kind == "text":
                    written.append(text(address, escape(value, {"'": "&apos;", '"': "&quot;"})))
                elif kind == "number":
                    # Digits as XML has them: 1E-05 is a number too.
                    written.append(f'<c r="{address}" s="{_STYLES.get(code, 0)}"><v>{value!r}</v></c>')
                elif kind == "day":
                    days = (datetime.combine(value, time()) - around.first_day).days
                    written.append(f'<c r="{address}" s="1"><v>{days}</v></c>')
                elif kind in _STYLES:
                    written.append(f'<c r="{address}" s="{_STYLES[kind]}"><v>{_length(value, around) / timedelta(1)!r}</v></c>')
                elif kind == "error":
                    written.append(f'<c r="{address}" t="e"><v>{value}</v></c>')
                elif kind == "uncalculated":
                    written.append(f'<c r="{address}" s="0"><f t="shared" si="{place}"/></c>')
                else:
                    written.append(f'<c r="{address}" s="0"/>')
            rows.append(f'<row r="{number}"{is_hidden}>{"".join(written)}</row>')
        top = len(table) + 3
        # Empty ones between: rows without a number follow one another.
        rows.append(f'<row r="{top - 1}"/><row r="{top}">{text(f"A{top}", "併合")}</row>')
        rows.append(f'<row r="{top + 1}"/><row r="{top + 2}">{text(f"A{top + 2}", "終")}</row>')
        merged = f'<mergeCells count="1"><mergeCell ref="A{top}:B{top + 1}"/></mergeCells>'
        old = {"旧": sheet(f'<row r="1">{text("A1", "旧")}</row>')} if around.hides else {}
        pages = {**old, "表": sheet("".join(rows), behind=merged)}
        is_strict = shape is strict
        write_package(
            path,
            {name: xml if is_strict else shape(xml) for name, xml in pages.items()},
            hidden=tuple(old),
            is_strict=is_strict,
            from_1904=around.from_1904,
        )
        return ['the sheet "旧" (not read)', f'rows {_rows_of(table)} of the sheet "表" (read)'] if around.hides else []

    return write


_STYLES = {"0.0%": 3, "moment": 4, "time": 5, "duration": 6, _PADDED: 7, _MINUS: 8}  # of hand_made.py


def _length(value: datetime | time | timedelta, around: _Book) -> timedelta:
    """What a workbook stores of it, in days."""
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute)
    return value - around.first_day if isinstance(value, datetime) else value


def _rows_of(table: list) -> str:
    return ", ".join(f"{row}" for row in range(2, len(table) + 2))


def _same_cell(found: str, kind: str, value: object, code: str) -> bool:
    """Whether the text is the value as people see it."""
    if kind == "number":
        if code == "0.0%":
            return found.endswith("%") and float(found[:-1]) == pytest.approx(100 * float(str(value)), rel=1e-14, abs=1e-300)
        if code in (_PADDED, _MINUS):
            return found == (f"{value:05}" if code == _PADDED else f"{'-' if value else ''}{value}")
        return re.fullmatch(r"-?\d+(\.\d+)?", found) is not None and float(found) == float(str(value))
    if isinstance(value, datetime):
        return found == (f"{value:%Y-%m-%d %H:%M:%S}" if value.time() != time() else f"{value:%Y-%m-%d}")
    if isinstance(value, time):
        return found == f"{value:%H:%M}"
    if isinstance(value, timedelta):
        hours, minutes = divmod(value // timedelta(minutes=1), 60)
        return found == f"{hours:02}:{minutes:02}"
    return found == {"empty": "", "text": value, "day": value and str(value)}[kind]


def _flawed(grid: Grid) -> dict[tuple[int, str], str]:
    flaws = grid.flaws.filter(~pl.col("rule").is_in([YEAR_MONTH_NUMBER, MERGED, MERGED_DOWN]))
    return {(row, place): rule for row, place, rule in flaws.select("row_number", "place", "rule").rows()}


def _check(write: Writer, table: list, around: _Book, second_sheet: str | None) -> None:
    rules = {"error": "error_cell", "uncalculated": "formula_without_value"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        unseen = write(path, table, around)
        (grid,) = read_grids(path, _LAYOUT)
        assert [english for _, english in hidden_parts(path, _LAYOUT)] == unseen
        second = None if second_sheet is None else openpyxl.load_workbook(path, data_only=True)[second_sheet]
    flaws, rows = _flawed(grid), {row["row_number"]: row for row in grid.body.iter_rows(named=True)}
    assert grid.header == [["h0", "h1", "h2"]]
    for number, cells in enumerate(table, start=2):
        for place, (kind, value, code) in enumerate(cells):
            name = f"c{place}"
            assert flaws.pop((number, name), None) == rules.get(kind)
            if kind in rules:
                continue
            found = rows[number][name] if number in rows else ""
            assert _same_cell(found, kind, value, code), (number, name, kind, value, found)
            if second is not None:
                other = second.cell(number, place + 1).value
                said = other.date() if kind == "day" else other
                assert said == (pytest.approx(value, rel=1e-14) if kind == "number" else value)
    assert flaws == {}
    top = len(table) + 3
    merged = grid.flaws.filter(pl.col("rule") == MERGED).select("row_number", "place", "found").rows()
    assert sorted(merged) == [(row, place, f"A{top}:B{top + 1}") for row in (top, top + 1) for place in ("c0", "c1")]


@given(table=_TABLES, around=_BOOKS)
def test_every_cell_of_a_workbook_of_openpyxl_is_what_was_written(table: list, around: _Book) -> None:
    _check(_by_openpyxl, table, around, "表" if around.hides else "Sheet")


@given(table=_TABLES, around=_BOOKS)
def test_every_cell_of_a_workbook_of_xlsxwriter_is_what_was_written(table: list, around: _Book) -> None:
    _check(_by_xlsxwriter, table, around, "表")


# Examples of its own for each shape: drawn with the cells, some shape and some kind of cell would never meet.
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@given(table=_TABLES, around=_BOOKS)
def test_every_cell_of_a_workbook_made_by_hand_is_what_was_written(
    shape: Callable[[str], str], table: list, around: _Book
) -> None:
    _check(_by_hand(shape), table, around, None)


_CSV_CELLS = st.text(alphabet='ab,";\t\n県１ ', max_size=5)


@given(
    st.sampled_from(["h0", "h\n0", 'h"0']),
    # Most files have rows of one length; of others, each row says how many cells it has.
    st.one_of(
        st.lists(st.lists(_CSV_CELLS, min_size=2, max_size=2), max_size=6),
        st.lists(st.lists(_CSV_CELLS, max_size=4), max_size=6),
    ),
    st.sampled_from([",", "\t", ";", "|"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16"]),
)
def test_a_csv_file_is_what_the_csv_module_reads(
    first: str, rows: list, delimiter: str, quoting: int, line_end: str, encoding: str
) -> None:
    # A row of empty cells at the end of a file is no row.
    written = [[first, "h1"], *rows, ["終", "り"]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=line_end).writerows(written)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(stream.getvalue().encode(encoding))
        (grid,) = read_grids(path, _LAYOUT)
    header, *expected = csv.reader(io.StringIO(stream.getvalue(), newline=""), delimiter=delimiter)
    assert grid.header == [header]
    assert grid.body.select("c0", "c1", "cell_count", "extra").rows() == list(map(_csv_row, expected))


def _csv_row(row: list[str]) -> tuple[str, str, int | None, str | None]:
    """Two cells, how many there are if not two, and what stands in those too many; empty ones are not too many."""
    beyond = [cell for cell in row[2:] if cell.strip()]
    is_regular = not row or (len(row) >= 2 and not beyond)
    first, second, *_ = [*row, "", ""]
    return first, second, None if is_regular else len(row), " | ".join(beyond) or None


_DIGIT_WORDS = st.text(alphabet="0123456789,.+-△", min_size=1, max_size=9)


def _number_again(cell: str) -> float | None:
    """The rule of plain numbers, character by character: a sign, digits in threes or none in threes, a point, digits."""
    negative = cell[0] in "-△"
    body = cell[1:] if cell[0] in "+-△" else cell
    whole, point, behind = body.partition(".")
    groups = whole.split(",")
    digits = "".join(groups)
    in_threes = len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
    if not (digits + behind).isdecimal() or not in_threes or (point and not behind):
        return None
    value = Decimal(f"{digits or 0}.{behind or 0}")
    return float(-value if negative else value)


@given(_DIGIT_WORDS)
def test_numbers_follow_their_rule_written_again(cell: str) -> None:
    cells = clean_cells(pl.Series([cell]))
    parsed = parse_numbers(cells, clean_marks(DEFAULT_MARKS), constant_factor(Decimal(1), 1))
    if cell in DEFAULT_MARKS:
        return
    assert as_floats(parsed).to_list() == [_number_again(cell)]


_FIRST_DAYS = {"明治": date(1873, 1, 1), "大正": date(1912, 7, 30), "昭和": date(1926, 12, 25), "平成": date(1989, 1, 8)}
_LAST_DAYS = {"明治": date(1912, 7, 30), "大正": date(1926, 12, 25), "昭和": date(1989, 1, 7), "平成": date(2019, 4, 30)}
_YEAR_ZERO = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}


@given(
    st.sampled_from(list(_YEAR_ZERO)),
    st.integers(0, 70),
    st.integers(0, 13),
    st.integers(0, 32),
    st.sampled_from(
        [
            "{era}{year}年{month}月{day}日",
            "{era} {year}年 {month}月 {day}日",
            "{era}{year}年{month}月{day}日 現在",
            "{letter}{year}.{month}.{day}",
            "{letter}.{year}.{month}.{day}",
            "{era}{year}/{month}/{day}",
        ]
    ),
)
def test_days_of_eras_follow_their_rule_written_again(era: str, year: int, month: int, day: int, form: str) -> None:
    letter = dict(zip(_YEAR_ZERO, "MTSHR", strict=True))[era]
    found = parse_date(form.format(era=era, letter=letter, year=year, month=month, day=day))
    first, expected = date(_YEAR_ZERO[era] + year, 1, 1), None
    # Counted day by day instead of asked of the calendar.
    for day_of_year in range(366 if year and 1 <= month <= 12 else 0):
        one = first + timedelta(days=day_of_year)
        if (one.year, one.month, one.day) == (first.year, month, day):
            expected = one
    is_in_era = expected and _FIRST_DAYS.get(era, date(2019, 5, 1)) <= expected <= _LAST_DAYS.get(era, date(2199, 12, 31))
    assert found == ((expected, "day") if is_in_era else None)
