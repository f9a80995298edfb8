"""A workbook's numbers load as what people see in its cells, with all their digits, or are set aside."""

import random
import shutil
import struct
import time as clock
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from dagster_project.common.problems import InputProblem
from dagster_project.tables.workbooks.number_formats import DAY, look_of, shown
from dagster_project.tables.workbooks.xls_records import XlsBook
from tests.unit.tables.hand_made import SHAPES, sheet, text, write_package
from tests.unit.tables.small_files import loaded, read, set_aside, workbook

_CASES = Path(__file__).parents[2] / "fixtures" / "tables"


@pytest.mark.parametrize(
    ("format_number", "code", "stored", "text"),
    [
        (14, None, "45383", "2024-04-01"),
        *((number, None, "43586", "2019-05-01") for number in (*range(27, 32), *range(34, 37), *range(50, 59))),
        (32, None, "0.7083333333333334", "17:00"),
        (33, None, "0.7083449074074074", "17:00:01"),
        (164, 'h"時"mm"分"', "0.7083333333333334", "17:00"),
        (164, '[$-411]ggge"年"m"月"d"日";@', "45383", "2024-04-01"),
        (22, None, "45383.354166666664", "2024-04-01 08:30:00"),
        (22, None, "45383", "2024-04-01"),
        (46, None, "1.5", "36:00"),
        (164, "[h]:mm", "500", "12000:00"),
        (20, None, "3.75", "90:00"),
        (20, None, "0.354167", "08:30"),  # with six decimals, as many programs write it
        (22, None, "45383.354167", "2024-04-01 08:30:00"),
        (164, "h:mm:ss.00", "0.3541724537037037", "08:30:00.500"),
        (20, None, "45383.354166666664", "2024-04-01 08:30:00"),
        (14, None, "1000000000000", "1000000000000"),
        (14, None, "-5", "-5"),
        (14, None, "60", "60"),
        (164, "0.0%", "0.2841187820911142", "28.41187820911142%"),
        (164, '0.0"%"', "28.4", "28.4%"),
        (2, None, "2023.1", "2023.10"),
        (164, "0.00E+00", "2023.1", "2023.1"),
        (0, None, "0.00000123456789", "0.00000123456789"),
        (0, None, "1.23456789E-6", "0.00000123456789"),
        (0, None, "0.30000000000000004", "0.3"),
        (0, None, "0.2841187820911142", "0.2841187820911142"),
        (164, '"gemd"0', "5", "gemd5"),
        (164, '"約"0.0%', "0.284", "約28.4%"),
        (164, '0%"以上"', "0.284", "28.4%以上"),
        (164, '"令和"0.00', "5.1", "令和5.10"),
        (164, '0.00"万人"', "12.5", "12.50万人"),
    ],
)
def test_a_number_is_written_as_its_format_shows_it(format_number: int, code: str | None, stored: str, text: str) -> None:
    assert shown(look_of(format_number, code), stored) == text


def test_days_counted_from_1904_are_the_same_days() -> None:
    assert shown(DAY, "43921", from_1904=True) == "2024-04-01"


def test_days_and_times_in_columns_of_text_and_time(tmp_path: Path) -> None:
    rows = [
        ["opens", "closes", "note"],
        [time(8, 30), time(17, 15), datetime(2024, 4, 1)],
        ["８時３０分", timedelta(hours=36), "午後5時"],
        ["17時", "午後5:30", None],
        [0.354166, time(9), None],
        ["8:75", time(9), None],
    ]
    path = workbook(tmp_path, rows)
    result = read(
        path, "format: xlsx\ncolumns:\n  - {name: opens, type: time}\n  - {name: closes, type: time}\n  - {name: note}\n"
    )
    assert loaded(result, "opens", "closes", "note") == [
        ("08:30", "17:15", "2024-04-01"),
        ("08:30", "36:00", "午後5時"),
        ("17:00", "17:30", None),
    ]
    assert set_aside(result) == [(5, "opens", "0.354166", "not_a_time"), (6, "opens", "8:75", "not_a_time")]


def test_per_cent_cells_and_texts_count_in_per_cent_where_the_layout_says_so(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, [["share_pct"], [0.284], [28.4], ["8.4%"], ["8.4 ％"], ["8.4パーセント"], ["8.4㌫"], ["-"]], {"A2": "0.0%"}
    )
    column = "format: xlsx\ncolumns:\n  - {{name: share_pct, type: number{}}}\n"
    told = read(path, column.format(", percent: true"))
    assert loaded(told, "share_pct", "share_pct_status") == [
        (28.4, "ok"),
        (28.4, "ok"),
        *[(8.4, "ok")] * 4,
        (None, "none"),
    ]
    untold = read(path, column.format(""))
    assert [rule for *_, rule in set_aside(untold)] == ["percent_sign"] * 5
    assert "percent: true" in untold.quarantined["reason_ja"][0]


def test_a_month_typed_as_a_decimal_is_read_only_where_its_format_tells_it(tmp_path: Path) -> None:
    rows = [["start"], [2023.09], [2023.1], [2023.1], ["2023.1"], [2023], [20231001]]
    path = workbook(tmp_path, rows, {"A2": "0.00", "A3": "0.00"})
    result = read(path, "format: xlsx\ncolumns:\n  - {name: start, type: partial_date}\n")
    assert set_aside(result) == [(4, "start", "2023.1", "year_month_number"), (5, "start", "2023.1", "year_month_number")]
    assert loaded(result, "start_date", "start_precision") == [
        (date(2023, 9, 1), "month"),
        (date(2023, 10, 1), "month"),
        (date(2023, 1, 1), "year"),
        (date(2023, 10, 1), "day"),
    ]
    as_number = read(path, "format: xlsx\ncolumns:\n  - {name: start, type: number}\n")
    assert [rule for *_, rule in set_aside(as_number)] == ["duplicate_row"]


@pytest.mark.parametrize(
    ("code", "precision", "first"),
    [
        ('yyyy"年"m"月"', "month", date(2024, 10, 1)),
        ("mmm-yy", "month", date(2024, 10, 1)),
        ('[$-411]ggge"年"m"月"', "month", date(2024, 10, 1)),
        ('yyyy"年"', "year", date(2024, 1, 1)),
        ("[$-411]ge", "year", date(2024, 1, 1)),
        ("yyyy/m/d", "day", date(2024, 10, 15)),
        ('m"月"d"日"', "day", date(2024, 10, 15)),
        ("aaa", "day", date(2024, 10, 15)),
    ],
)
def test_a_day_of_which_people_see_the_month_alone_is_that_month(
    tmp_path: Path, code: str, precision: str, first: date
) -> None:
    path = workbook(tmp_path, [["start"], [date(2024, 10, 15)]], {"A2": code})
    result = read(path, "columns:\n  - {name: start, type: partial_date}\n")
    assert loaded(result, "start_date", "start_precision") == [(first, precision)]
    for kind, value in (("date", date(2024, 10, 15)), ("text", "2024-10-15")):
        assert loaded(read(path, f"columns:\n  - {{name: start, type: {kind}}}\n"), "start") == [(value,)]


def test_a_fiscal_year_that_a_cell_shows_of_a_day_is_that_year_and_no_calendar_year(tmp_path: Path) -> None:
    formats = {"A2": '[$-411]ggge"年度"', "A3": 'yyyy"年"', "A4": 'yyyy"年"m"月"'}
    path = workbook(tmp_path, [["year"], *[[date(year, 3, 31)] for year in (2024, 2023, 2022)]], formats)
    fiscal = read(path, "columns:\n  - {name: year, type: fiscal_year}\n")
    assert loaded(fiscal, "year") == [(2024,), (2023,)]
    assert set_aside(fiscal) == [(4, "year", "2022-03", "not_a_fiscal_year")]
    partial = read(path, "columns:\n  - {name: year, type: partial_date}\n")
    assert loaded(partial, "year_precision") == [("year",), ("month",)]
    assert set_aside(partial) == [(2, "year", "2024年度", "not_a_date")]


def test_a_year_typed_into_a_cell_that_shows_years_is_not_1905(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["year"], [2024]], {"A2": "yyyy"})
    result = read(path, "columns:\n  - {name: year, type: fiscal_year}\n")
    assert [rule for *_, rule in set_aside(result)] == ["not_a_fiscal_year"]


def test_a_month_holds_for_the_rows_merged_with_it_and_those_that_take_it_from_above(tmp_path: Path) -> None:
    rows = [["start", "area"], [date(2024, 10, 1), "a"], [None, "b"], [None, "c"]]
    path = workbook(tmp_path, rows, {"A2": 'yyyy"年"m"月"'})
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    result = read(path, "columns:\n  - {name: start, type: partial_date, fill_down: true}\n  - {name: area}\n")
    assert loaded(result, "start_date", "start_precision", "area") == [(date(2024, 10, 1), "month", area) for area in "abc"]


def test_a_month_of_the_header_is_one(tmp_path: Path) -> None:
    rows = [["area", date(2024, 10, 1), date(2024, 11, 1)], ["東", 1, 2]]
    path = workbook(tmp_path, rows, {"B1": 'yyyy"年"m"月"', "C1": "yyyy/m/d"})
    columns = "  - {name: area}\n  - {name: month, type: partial_date}\n  - {name: items, type: integer}\n"
    wide = "wide_to_long: {headers: '^(2024-.*)$', header_to: [month], value_to: items}\n"
    result = read(path, f"columns:\n{columns}{wide}")
    assert loaded(result, "month_precision", "items") == [("month", 1), ("day", 2)]


def test_a_year_that_a_cell_shows_of_a_day_stands_for_the_day_that_the_layout_says(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["as_of"], [date(2050, 1, 1)], [date(2050, 4, 1)]], {"A2": 'yyyy"年"', "A3": "yyyy/m/d"})
    result = read(path, 'columns:\n  - {name: as_of, type: date, day_of_year: "10-01"}\n')
    assert loaded(result, "as_of") == [(date(2050, 10, 1),), (date(2050, 4, 1),)]


@pytest.mark.parametrize("stored", ["2.0231E3", "2.0231e+03", "20231E-1", "2023.1000", "2023.0999999999999"])
def test_a_month_typed_as_a_decimal_is_one_however_a_program_writes_it(tmp_path: Path, stored: str) -> None:
    rows = f'<row r="1">{text("A1", "start")}</row><row r="2"><c r="A2"><v>{stored}</v></c></row>'
    path = write_package(tmp_path / "table.xlsx", {"S": sheet(rows)})
    result = read(path, "format: xlsx\ncolumns:\n  - {name: start, type: partial_date}\n")
    assert set_aside(result) == [(2, "start", "2023.1", "year_month_number")]


def test_a_month_in_the_header_or_title_is_in_doubt_as_one_in_a_cell_is(tmp_path: Path) -> None:
    across = (
        "columns:\n  - {name: area}\n  - {name: month, type: partial_date}\n  - {name: items, type: integer}\n"
        "wide_to_long: {headers: '^(\\d{4}\\.\\d+)$', header_to: month, value_to: items}\n"
    )
    path = workbook(tmp_path, [["area", 2023.8, 2023.9, 2023.1, 2023.1], ["東", 8, 9, 10, 1]], {"D1": "0.00"})
    result = read(path, across)
    assert loaded(result, "month_date", "items") == [(date(2023, 10, 1), 10)]
    assert [(value, rule) for _, _, value, rule in set_aside(result)] == [
        (month, "year_month_number") for month in ("2023.8", "2023.9", "2023.1")
    ]
    titled = (
        "skip_rows: 1\ncolumns:\n  - {name: area}\n"
        "  - {name: month, type: partial_date, taken_from: {title: '^(\\d{4}\\.\\d+)$'}}\n"
    )
    for code, rows in (("General", 0), ("0.00", 1)):
        path = workbook(tmp_path, [[2023.1], ["area"], ["東"]], {"A1": code})
        assert read(path, titled).loaded.height == rows


def test_a_header_that_could_not_be_read_is_told_with_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["area", "=B9+1", "items"], ["東", 1, 2]])
    with pytest.raises(InputProblem, match="never calculated: B1") as caught:
        read(path, "columns:\n  - {name: area}\n  - {name: year, header: 2024年}\n  - {name: items, type: integer}\n")
    assert "計算されていない数式のセルがあります: B1。" in str(caught.value)


@pytest.mark.parametrize("cell", ["=1/0", "=TODAY()"])
def test_a_title_that_could_not_be_read_is_not_taken_for_one_that_is_not_there(tmp_path: Path, cell: str) -> None:
    layout = (
        "skip_rows: 1\ncolumns:\n  - {name: area}\n"
        "  - {name: as_of, type: date, taken_from: {title: '^(\\d{4}-\\d\\d-\\d\\d)'}}\n"
    )
    assert loaded(read(workbook(tmp_path, [["表"], ["area"], ["東"]]), layout), "as_of") == [(None,)]
    with pytest.raises(InputProblem, match="value: A1 / area"):
        read(workbook(tmp_path, [[cell], ["area"], ["東"]]), layout)


def test_a_month_of_an_era_typed_as_a_decimal_is_read_only_where_its_format_tells_it(tmp_path: Path) -> None:
    formats = {"A2": '"令和"0.00', "A3": '"令和"0.0', "A4": '"R"General', "A5": '"令和"0"年"', "A6": '"令和"0.00'}
    path = workbook(tmp_path, [["start"], [5.1], [5.1], [5.1], [6], [5.12]], formats)
    result = read(path, "format: xlsx\ncolumns:\n  - {name: start, type: partial_date}\n")
    assert [(row, rule) for row, _, _, rule in set_aside(result)] == [(3, "year_month_number"), (4, "year_month_number")]
    assert loaded(result, "start_date") == [(date(2023, 10, 1),), (date(2024, 1, 1),), (date(2023, 12, 1),)]


@pytest.mark.parametrize("stored", ["1899-12-31T08:30:00", "1899-12-30T08:30:00.000Z", "08:30:00"])
def test_a_time_that_a_file_holds_as_such_has_no_day(tmp_path: Path, stored: str) -> None:
    rows = f'<row r="1">{text("A1", "opens")}</row><row r="2"><c r="A2" t="d"><v>{stored}</v></c></row>'
    path = write_package(tmp_path / "table.xlsx", {"S": sheet(rows)})
    for kind, shown_as in (("time", "08:30"), ("text", "08:30:00")):
        result = read(path, f"format: xlsx\ncolumns:\n  - {{name: opens, type: {kind}}}\n")
        assert loaded(result, "opens") == [(shown_as,)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("><v>1<!-- of two -->2</v>", "12"),
        ("><v>1<![CDATA[2]]></v>", "12"),
        ("><v>1&#50;</v>", "12"),
        ("><v> <!-- below --> 12</v>", "12"),
        (' t="str"><v><![CDATA[東京]]></v>', "東京"),
        (' t="str"><v>東<![CDATA[京]]></v>', "東京"),
        (' t="b"><v>&#49;</v>', "true"),
        (' s="1"><v>452<!-- a day -->92</v>', "2024-01-01"),
    ],
)
def test_a_value_written_in_pieces_is_read_whole(tmp_path: Path, shape: Callable[[str], str], cell: str, said: str) -> None:
    first, second = text("A1", "area") + text("B1", "n"), f'{text("A2", "札幌")}<c r="B2"{cell}</c>'
    rows = f'<row r="1">{first}</row><row r="2">{second}</row>'
    path = write_package(tmp_path / "table.xlsx", {"S": shape(sheet(rows))})
    assert loaded(read(path, "columns:\n  - {name: area}\n  - {name: n}\n"), "area", "n") == [("札幌", said)]


def test_raised_digits_of_rich_text_are_no_digits_of_the_number(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        raised, lowered = book.add_format({"font_script": 1}), book.add_format({"font_script": 2})
        sheet.write(0, 0, "items")
        sheet.write_rich_string(1, 0, "52", raised, "1")
        sheet.write_rich_string(2, 0, "36.", lowered, "6", "5")
        sheet.write(3, 0, 7)
    column = "format: xlsx\ncolumns:\n  - {{name: items, type: number{}}}\n"
    strict = read(path, column.format(""))
    assert loaded(strict, "items") == [(7.0,)]
    assert set_aside(strict) == [(2, "items", "52¹", "footnote_digit"), (3, "items", "36.₆5", "footnote_digit")]
    marked = read(path, column.format(", footnote_marks: true"))
    assert loaded(marked, "items", "items_footnote") == [(52.0, "¹"), (7.0, None)]


def test_a_line_break_in_a_text_with_a_raised_digit_is_one(tmp_path: Path) -> None:
    """Excel writes the carriage return of some programs as _x000D_."""
    run = '<r><t>{0}</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    cells = [
        f'<c r="A{row}" t="inlineStr"><is>{run.format(words)}</is></c>'
        for row, words in ((2, "札_x000D_\n幌"), (3, "_x005F_x0041_"))
    ]
    rows = "".join(f'<row r="{row}">{cell}</row>' for row, cell in enumerate([text("A1", "area"), *cells], start=1))
    path = write_package(tmp_path / "table.xlsx", {"表": sheet(rows)})
    assert loaded(read(path, "columns:\n  - {name: area}\n"), "area") == [("札\n幌¹",), ("_x0041_¹",)]


def test_what_is_raised_or_struck_by_the_format_of_its_cell_counts_too(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        raised, struck = book.add_format({"font_script": 1}), book.add_format({"font_strikeout": True})
        sheet.write_column(0, 0, ["items", 8])
        sheet.write_number(2, 0, 9, raised)
        sheet.write_number(3, 0, 7, struck)
        sheet.write_rich_string(4, 0, struck, "100", "120")
        sheet.write_blank(5, 0, None, struck)
        sheet.write_column(0, 1, ["note", "a", "b", "c", "d", "e"])
    result = read(path, "format: xlsx\ncolumns:\n  - {name: items, type: number}\n  - {name: note}\n")
    assert loaded(result, "items", "note") == [(8.0, "a"), (None, "e")]
    assert set_aside(result) == [
        (3, "items", "⁹", "footnote_digit"),
        (4, "items", "7", "struck_out"),
        (5, "items", "100120", "struck_out"),
    ]
    assert "セルA4" in result.quarantined["reason_ja"][1] and "cell A4" in result.quarantined["reason_en"][1]


def test_raised_and_struck_letters_of_an_xls_file_are_seen(tmp_path: Path) -> None:
    """Its shared texts are longer than one record holds; the marked ones lie in the second."""
    path = Path(shutil.copy(_CASES / "raised_and_struck.xls", tmp_path))
    result = read(path, "columns:\n  - {name: name}\n  - {name: items, type: number}\nunused_columns: [note]\n")
    assert set_aside(result) == [
        (14, "items", "52¹", "footnote_digit"),
        (15, "items", "36.₆5", "footnote_digit"),
        (16, "items", "100120", "struck_out"),
        (17, "items", "⁹", "footnote_digit"),
        (18, "items", "7", "struck_out"),
    ]
    assert loaded(result, "items")[-3:] == [(11.0,), (None,), (8.0,)]


def test_random_numbers_in_random_formats_are_read_to_their_last_digit(tmp_path: Path) -> None:
    """As openpyxl reads them, from files that it and XlsxWriter wrote."""
    dice = random.Random(20261128)
    codes = ["General", "0", "0.00", "#,##0", '#,##0"人"', "0.00E+00", "@"]
    numbers = [dice.uniform(-1, 1) * 10 ** dice.randint(-9, 12) for _ in range(400)] + [dice.randint(-(10**12), 10**12)]
    with xlsxwriter.Workbook(str(tmp_path / "other.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["n"])
        for row, number in enumerate(numbers, start=1):
            sheet.write_number(row, 0, number, book.add_format({"num_format": dice.choice(codes)}))
    formats = {f"A{row}": dice.choice(codes) for row in range(2, len(numbers) + 2)}
    for path in (tmp_path / "other.xlsx", workbook(tmp_path, [["n"], *([number] for number in numbers)], formats)):
        result = read(path, "format: xlsx\ncolumns:\n  - {name: n, type: number}\n")
        expected = [row[0] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)]
        assert result.loaded["n"].to_list() == [float(number) for number in expected]


def test_a_long_number_is_written_with_the_digits_that_the_cell_holds(tmp_path: Path) -> None:
    rows = f'<row r="1">{text("A1", "n")}</row><row r="2"><c r="A2"><v>123456789012345678</v></c></row>'
    path = write_package(
        tmp_path / "table.xlsx", {"表": sheet(f'{rows}<row r="3"><c r="A3"><v>-1234567890123456</v></c></row>')}
    )
    assert loaded(read(path, "columns:\n  - {name: n}\n"), "n") == [("123456789012345678",), ("-1234567890123456",)]


def test_very_hidden_sheets_are_hidden(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["area"])
    book.active.append(["旧"])
    book.active.sheet_state = "veryHidden"
    for row in (["area"], ["新"]):
        (book["新"] if "新" in book.sheetnames else book.create_sheet("新")).append(row)
    book.active = 1
    book.save(tmp_path / "table.xlsx")
    result = read(tmp_path / "table.xlsx", "format: xlsx\ncolumns:\n  - {name: area}\n")
    assert loaded(result, "area") == [("新",)]


@pytest.mark.thorough
def test_eighty_thousand_dates_and_decimals_are_read_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy/m/d"})
        sheet.write_row(0, 0, ["day", "share"])
        for row in range(1, 80_001):
            sheet.write_number(row, 0, 30_000 + row % 15_000, day)
            sheet.write_number(row, 1, row / 80_001)
    started = clock.process_time()
    result = read(path, "format: xlsx\ncolumns:\n  - {name: day, type: date}\n  - {name: share, type: number}\n")
    assert clock.process_time() - started < 20
    assert result.loaded.height == 80_000
    assert result.loaded["share"].to_list()[:2] == [1 / 80_001, 2 / 80_001]


def test_an_xls_file_says_what_an_xlsx_file_says() -> None:
    """The hand-made file has an error, a formula without a result, and dates in two formats."""
    book = XlsBook((_CASES / "error_and_formula.xls").read_bytes())
    sheet = book.sheet("局数")
    assert sheet.errors == {"B5": "#REF!"}
    assert sheet.formulas == {"D6": None}
    assert set(book.looks.values()) == {DAY}
    assert ("B4", 17, "1200") in sheet.stored


def test_errors_and_formulas_of_xls_files_are_set_aside(tmp_path: Path) -> None:
    heads = [f"{state}_{kind}" for state in ("営業中", "一時閉鎖") for kind in ("直営郵便局", "分室", "簡易郵便局")]
    columns = [f"  - {{name: {name}, header: {head}, type: integer}}" for name, head in zip("abcdef", heads, strict=True)]
    layout = "format: xls\nskip_rows: 1\nheader_rows: 2\ncolumns:\n  - {name: area, header: 都道府県}\n" + "\n".join(columns)
    result = read(Path(shutil.copy(_CASES / "error_and_formula.xls", tmp_path)), layout)
    assert set_aside(result)[:2] == [(5, "a", "B5 #REF!", "error_cell"), (6, "c", "D6", "formula_without_value")]
    assert loaded(result, "area", "a")[:2] == [("北海道", 1200), ("宮城県", 380)]
    assert result.loaded["area"].to_list()[-1] == "2019-05-01"


def test_an_empty_result_of_a_formula_that_asks_to_be_calculated_is_none(tmp_path: Path) -> None:
    """Beside one that was calculated: in the hand-made file no formula was, which tells them all."""
    data = (_CASES / "error_and_formula.xls").read_bytes()
    numbers = data.index(struct.pack("<4H", 0xBD, 42, 3, 1))
    calculated = struct.pack("<2H3HdHIH", 0x06, 25, 3, 1, 17, 5.0, 0, 0, 3) + b"\x1e\5\0"
    left = struct.pack("<2H", 0x5D, 46 - len(calculated) - 4)  # an object, of which nothing is read
    data = data[:numbers] + calculated + left + data[numbers + len(calculated) + len(left) :]
    empty = data.index(bytes.fromhex("030000000000ffff0000"))
    assert XlsBook(data).sheet("局数").formulas == {"B4": "5", "D6": ""}
    asking = data[: empty + 8] + b"\2" + data[empty + 9 :]
    assert XlsBook(asking).sheet("局数").formulas == {"B4": "5", "D6": None}


def test_a_year_stored_with_a_point_is_a_year_and_no_month(tmp_path: Path) -> None:
    rows = f'<row r="1">{text("A1", "start")}</row><row r="2"><c r="A2"><v>2023.0</v></c></row>'
    path = write_package(tmp_path / "table.xlsx", {"S": sheet(rows)})
    result = read(path, "format: xlsx\ncolumns:\n  - {name: start, type: partial_date}\n")
    assert loaded(result, "start_date", "start_precision") == [(date(2023, 1, 1), "year")]


def test_a_carriage_return_alone_never_joins_two_numbers_into_one(tmp_path: Path) -> None:
    rows = f'<row r="1">{text("A1", "items")}</row><row r="2">{text("A2", "12_x000D_34")}</row>'
    path = write_package(tmp_path / "table.xlsx", {"S": sheet(rows)})
    result = read(path, "format: xlsx\ncolumns:\n  - {name: items, type: integer}\n")
    assert [rule for *_, rule in set_aside(result)] == ["digits_on_two_lines"]
