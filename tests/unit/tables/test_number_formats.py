"""What a number format adds to the digits, or keeps from people, changes what its cell says."""

import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from dagster_project.tables.workbooks.number_formats import look_of, shown
from tests.unit.tables.small_files import loaded, read, set_aside, workbook


@pytest.mark.parametrize(
    ("code", "stored", "text"),
    [
        # the section that is for the number, by its sign or by the condition of its own
        ('[=0]"-";0.0%', "0.284", "28.4%"),
        ('[=0]"-";0.0%', "0", "0"),
        ("[<1]0.0%;0", "28.4", "28.4"),
        ('[=0]"";yyyy/m/d', "45383", "2024-04-01"),
        ('[<43586][$-411]ggge"年";[$-411]"令和元年"m"月"d"日"', "43700", "2019-08-23"),
        ("0.0%;-0.0%;0", "-0.05", "-5%"),
        # a minus sign in front of numbers that have none
        ('"△"0', "5", "-5"),
        ('"▲ "#,##0', "5", "-5"),
        ("-0.0%", "0.05", "-5%"),
        ('"△"0', "-5", "-5"),
        ('#,##0;"△"#,##0', "5", "5"),
        ('#,##0;"△"#,##0', "-5", "-5"),
        ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0", "0"),
        # zeros in front, and signs between the digits
        ("00000", "1100", "01100"),
        ("000-0000", "600000", "060-0000"),
        ('0000"年"00"月"', "202410", "2024年10月"),
        ('0000"."00', "202410", "2024.10"),
        ('0"."00', "12345", "123.45"),
        # an era makes a year of the number, and per mille a tenth of per cent; quoted or not
        ('"令和"0"年"', "6", "令和6年"),
        ("令和0年度", "6", "令和6年度"),
        ('"令和"00"年"', "6", "令和06年"),
        ('"令和"0"年"0"月"', "65", "令和65月"),
        ('"R"0', "6", "R6"),
        ('"R"0.0', "6.5", "R6.5"),
        ('[<5]"令和"0"年";"平成"0"年"', "30", "平成30年"),
        ('0.0"‰"', "12", "12‰"),
        ("0.0‰", "12", "12‰"),
        ("0万人", "12", "12万人"),
        ('"約"00', "5", "約05"),
        ("0人", "12", "12"),
        # ! is to Japanese Excel what \ is elsewhere
        ('0!.0000"万"', "12345", "1.2345万"),
        ("000!-0000", "600000", "060-0000"),
        ("000", "12345", "12345"),
        ("000", "1.5", "1.5"),
        ("00.0", "5.5", "5.5"),
        # a unit that counts in thousands or more
        ('0"万人"', "12", "12万人"),
        ('0"人"', "12", "12"),
        ('"約"#,##0"人"', "1200", "約1200"),
        ('0"以上"', "12", "12以上"),
        ('"¥"#,##0', "12", "12"),
        # brackets say that a number is negative
        ("0_);(0)", "12", "12"),
        ("0_);(0)", "-12", "-12"),
        ("#,##0_);[Red](#,##0)", "-1200", "-1200"),
        ('_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', "-12", "-12"),
        ("[<0](0);0", "-12", "-12"),
        ("[>=0]0;(0)", "-12", "-12"),
        ("0.0%;(0.0%)", "-0.05", "-5%"),
        ("0;-0;(0)", "0", "0"),
        ('0"(人)"', "12", "12"),
        ("0)", "12", "12"),
        ("yyyy/m/d(aaa)", "45383", "2024-04-01"),
        ("General", "12.5", "12.5"),
        ("G/標準", "12.5", "12.5"),
    ],
)
def test_a_number_is_written_with_what_its_format_adds(code: str, stored: str, text: str) -> None:
    assert shown(look_of(170, code), stored) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('"A"0', "A5"),
        ('"第"0"号"', "第5号"),
        ('"第"0"回"', "第5回"),
        ('0"号棟"', "5号棟"),
        ('0"K"', "5K"),
        ('0"割"', "5割"),
        ('0"-"', "5-"),
        ('0"/10"', "5/10"),
        ('"減"0', "減5"),
        ('"マイナス"0;"マイナス"0', "マイナス5"),
    ],
)
def test_words_of_a_format_that_say_more_than_a_unit_are_seen(tmp_path: Path, code: str, text: str) -> None:
    path = workbook(tmp_path, [["items"], [5]], {"A2": code})
    assert loaded(read(path, "columns:\n  - {name: items}\n"), "items") == [(text,)]
    result = read(path, "columns:\n  - {name: items, type: integer}\n")
    assert set_aside(result) == [(2, "items", text, "not_a_number")]


@pytest.mark.parametrize(
    "code", ['#,##0;"減"#,##0', '0"人";"マイナス"0"人"', '"¥"#,##0;[Red]"¥"\\-#,##0', '0"か所";"▲ "0"か所"']
)
def test_a_number_with_a_sign_or_a_unit_of_its_format_is_that_number(tmp_path: Path, code: str) -> None:
    path = workbook(tmp_path, [["items"], [5], [-5]], {"A2": code, "A3": code})
    assert loaded(read(path, "columns:\n  - {name: items, type: integer}\n"), "items") == [(5,), (-5,)]


@pytest.mark.parametrize(
    "code",
    [
        ";;;",
        '"X"',
        "#,##0,",
        '0.0,,"百万円"',
        '[<100]"少数";0',
        '0"000"',
        '#,##0",000"',
        '0"."0',
        '0!.0"千"',
        '"20"00"年"',
        "0.0%%",
        '0.0%"/"0%',
        "0.0,%",
        '0"0"%',
    ],
)
def test_a_number_that_its_format_does_not_show_is_set_aside(tmp_path: Path, code: str) -> None:
    path = workbook(tmp_path, [["items"], [12], [1200]], {"A2": code})
    result = read(path, "format: xlsx\ncolumns:\n  - {name: items, type: integer}\n")
    assert loaded(result, "items") == [(1200,)]
    assert set_aside(result) == [(2, "items", "12", "shown_otherwise")]
    assert "セルA2" in result.quarantined["reason_ja"][0] and "cell A2" in result.quarantined["reason_en"][0]


@pytest.mark.parametrize(
    "code", ["(0)", "\\(#,##0\\)", '"（"#,##0"）"', '"( "0" )"', "(0)_);0", '(0"人")', '"(外"0")"', "\\(0000\\)"]
)
def test_brackets_of_a_format_are_part_of_what_a_cell_says(tmp_path: Path, code: str) -> None:
    """They are a minus sign to some and "of which" to others: the layout says which part of it is the number."""
    path = workbook(tmp_path, [["year"], [2015], [2016]], {"A2": code})
    number = "columns:\n  - {name: year, type: integer%s}\n"
    ((said,), other) = loaded(read(path, "columns:\n  - {name: year}\n"), "year")
    assert re.fullmatch(r"[(（] ?外?2015人? ?[)）]", said) and other == ("2016",)
    assert set_aside(read(path, number % "")) == [(2, "year", said, "not_a_number")]
    assert loaded(read(path, number % ", part: '([0-9]{4})'"), "year") == [(2015,), (2016,)]


@pytest.mark.parametrize("code", ["#,##0;#,##0", "0;0;0", '0"人";0"人"', "0.0%;0.0%"])
def test_a_negative_number_that_is_shown_without_its_sign_is_set_aside(tmp_path: Path, code: str) -> None:
    """As the men of a population pyramid are."""
    path = workbook(tmp_path, [["items"], [12], [-12]], {"A2": code, "A3": code})
    result = read(path, "format: xlsx\ncolumns:\n  - {name: items, type: number, percent: true}\n")
    assert set_aside(result) == [(3, "items", "-12", "shown_otherwise")]


@pytest.mark.parametrize("code", ["#,##0;[Red]#,##0", "0;[赤]0", "0;[Color10]0", '0;"減"0', "0;(0)"])
def test_a_negative_number_in_red_or_in_brackets_is_one(tmp_path: Path, code: str) -> None:
    path = workbook(tmp_path, [["items"], [12], [-12]], {"A2": code, "A3": code})
    assert loaded(read(path, "format: xlsx\ncolumns:\n  - {name: items, type: integer}\n"), "items") == [(12,), (-12,)]


def test_a_zero_that_is_shown_as_a_dash_or_not_at_all_is_a_zero(tmp_path: Path) -> None:
    formats = {"A2": '#,##0;-#,##0;"-"', "A3": "#,##0;-#,##0;", "A4": '#,##0;-#,##0;"0"'}
    path = workbook(tmp_path, [["items", "area"], [0, "a"], [0, "b"], [0, "c"]], formats)
    result = read(path, "format: xlsx\ncolumns:\n  - {name: items, type: integer}\n  - {name: area}\n")
    assert loaded(result, "items", "items_status") == [(0, "ok")] * 3


@pytest.mark.parametrize("code", ['"○"', '0;0;"なし"', '#,##0;#,##0;"…"'])
def test_a_zero_that_is_shown_as_a_word_is_set_aside(tmp_path: Path, code: str) -> None:
    path = workbook(tmp_path, [["items", "area"], [0, "a"], [0, "b"]], {"A2": code, "A3": '"-"'})
    result = read(path, "format: xlsx\ncolumns:\n  - {name: items, type: integer}\n  - {name: area}\n")
    assert set_aside(result) == [(2, "items", "0", "shown_otherwise")]
    assert loaded(result, "items", "area") == [(0, "b")]


def test_a_unit_in_the_format_counts_as_one_that_is_typed(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["items"], [12], ["13万人"]], {"A2": '0"万人"'})
    column = "format: xlsx\ncolumns:\n  - {{name: items, type: integer{}}}\n"
    assert read(path, column.format("")).loaded["items"].to_list() == [120_000, 130_000]
    assert read(path, column.format(", factor: 10000")).loaded["items"].to_list() == [120_000, 130_000]


def test_codes_and_months_keep_the_zeros_that_people_see(tmp_path: Path) -> None:
    rows = [["code", "month", "opens"], [1100, 202410, 830]]
    path = workbook(tmp_path, rows, {"A2": "00000", "B2": '0000"年"00"月"', "C2": '00":"00'})
    columns = "  - {name: code}\n  - {name: month, type: partial_date}\n  - {name: opens, type: time}\n"
    result = read(path, f"format: xlsx\ncolumns:\n{columns}")
    assert loaded(result, "code", "month_precision", "opens") == [("01100", "month", "08:30")]


@pytest.mark.parametrize("code", ['0.0"‰"', "0.0‰"])
def test_per_mille_is_no_per_cent(tmp_path: Path, code: str) -> None:
    columns = "columns:\n  - {name: area}\n  - {name: share, type: number, percent: true}\n"
    result = read(workbook(tmp_path, [["area", "share"], ["東", 12], ["西", 1.2]], {"B2": code}), columns)
    assert loaded(result, "share") == [(1.2,)]
    assert set_aside(result) == [(2, "share", "12‰", "not_a_number")]


def test_a_year_whose_era_the_format_writes_is_that_year_and_no_number(tmp_path: Path) -> None:
    book = workbook(tmp_path, [["year", "number"], [6, 1], [5, 6]], {"A2": '"令和"0"年"', "A3": '"R"0', "B3": '"令和"0"年"'})
    result = read(book, "columns:\n  - {name: year, type: fiscal_year}\n  - {name: number, type: integer}\n")
    assert loaded(result, "year", "number") == [(2024, 1)]
    assert set_aside(result) == [(3, "number", "令和6年", "not_a_number")]


FACTOR_1000 = ", factor: 1000"


@pytest.mark.parametrize(
    ("header", "code", "factor"),
    [
        ("額(千円)", '#,##0"円"', FACTOR_1000),
        ("額", '#,##0"円"', FACTOR_1000),
        ("額", '"¥"#,##0', FACTOR_1000),
        ("額", "[$¥-411]#,##0", FACTOR_1000),
        ("額", "$#,##0", FACTOR_1000),
        ("額(千円)", '#,##0"円"', ""),
        ("人口(人)", '#,##0"世帯"', ""),
        ("重量(t)", '#,##0"kg"', FACTOR_1000),
        ("面積(ha)", '#,##0"㎡"', ""),
    ],
)
def test_a_number_shown_in_another_unit_than_its_column_is_set_aside(
    tmp_path: Path, header: str, code: str, factor: str
) -> None:
    path = workbook(tmp_path, [["area", header], ["東", 5000], ["西", 6000]], {"B2": code})
    result = read(path, f"columns:\n  - {{name: area}}\n  - {{name: size, header: '{header}', type: number{factor}}}\n")
    assert set_aside(result) == [(2, "size", "5000", "another_unit")] and loaded(result, "area") == [("西",)]
    assert re.sub("[^円世帯kg㎡¥$]", "", code)[-1] in result.quarantined["reason_ja"][0]


@pytest.mark.parametrize(
    ("header", "code", "factor", "size"),
    [
        ("額(円)", '#,##0"円"', "", 5000),
        ("額(千円)", '#,##0"千円"', FACTOR_1000, 5_000_000),
        ("重量(t)", '#,##0"トン"', FACTOR_1000, 5_000_000),
        ("作業(時間)", '0"時間"', ", factor: 60", 300_000),
        ("支所(か所)", '0"件"', "", 5000),
        ("面積(㎡)", '0"m2"', "", 5000),
    ],
)
def test_a_number_shown_in_the_unit_of_its_column_is_that_number(
    tmp_path: Path, header: str, code: str, factor: str, size: float
) -> None:
    path = workbook(tmp_path, [["area", header], ["東", 5000]], {"B2": code})
    result = read(path, f"columns:\n  - {{name: area}}\n  - {{name: size, header: '{header}', type: number{factor}}}\n")
    assert loaded(result, "size") == [(size,)]


@pytest.mark.parametrize(
    ("one", "other", "is_told"), [("時間", "分", True), ("円", "ドル", True), ("件", "か所", False), ("人", "名", False)]
)
def test_numbers_of_a_column_that_are_shown_in_several_units_are_set_aside(
    tmp_path: Path, one: str, other: str, is_told: bool
) -> None:
    path = workbook(tmp_path, [["size"], [5], [6], [7]], {"A2": f'0"{one}"', "A3": f'0"{other}"'})
    result = read(path, "columns:\n  - {name: size, type: number}\n")
    assert loaded(result, "size") == ([(7,)] if is_told else [(5,), (6,), (7,)])
    assert {rule for *_, rule in set_aside(result)} == ({"several_units"} if is_told else set())


def test_the_unit_of_a_row_is_held_against_the_one_its_cell_shows(tmp_path: Path) -> None:
    layout = "columns:\n  - {name: unit}\n  - {name: size, type: number, factor_by: {column: unit, map: {千円: 1000, 円: 1}}}\n"
    path = workbook(tmp_path, [["unit", "size"], ["千円", 5], ["円", 5]], {"B2": '0"円"', "B3": '0"円"'})
    result = read(path, layout)
    assert set_aside(result) == [(2, "size", "5", "another_unit")] and loaded(result, "size") == [(5,)]


def test_every_column_that_becomes_rows_is_held_against_the_units_its_cells_show(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["area", "2020年", "2021年"], ["東", 5, 6]], {"C2": '0"円"'})
    layout = (
        "columns:\n  - {name: area}\n  - {name: year}\n  - {name: size, type: number, factor: 1000}\n"
        "wide_to_long: {headers: '^([0-9]+)年', header_to: year, value_to: size}\n"
    )
    result = read(path, layout)
    assert loaded(result, "year", "size") == [("2020", 5000)]
    assert set_aside(result) == [(2, "size", "6", "another_unit")]


@pytest.mark.parametrize(("code", "text"), [('0"人"', "5人"), ('"¥"0', "¥5"), ("[$USD] 0", "USD5"), ('0"%"', "5%")])
def test_a_unit_is_a_part_of_what_a_column_of_text_says(tmp_path: Path, code: str, text: str) -> None:
    path = workbook(tmp_path, [["size", "area"], [5, "東"]], {"A2": code})
    assert loaded(read(path, "columns:\n  - {name: size}\n  - {name: area}\n"), "size") == [(text,)]


def test_an_amount_with_its_own_magnitude_is_none_of_a_column_loaded_in_thousands(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["額(千円)"], [5], ["5億円"], [6]], {"A4": '0"千円"'})
    result = read(path, "columns:\n  - {name: size, header: '額(千円)', type: number}\n")
    assert loaded(result, "size") == [(5,)]
    assert set_aside(result) == [(3, "size", "5億円", "own_unit"), (4, "size", "6千円", "own_unit")]


@pytest.mark.parametrize(
    ("code", "condition", "aside"),
    [
        ('0"万"', {"type": "cellIs", "operator": "greaterThan", "formula": ["10"]}, [3]),
        ('0"万"', {"type": "cellIs", "operator": "between", "formula": ["0", "7"]}, [2]),
        ("#,##0,", {"type": "cellIs", "operator": "lessThan", "formula": ["$C$1"]}, [2, 3]),
        (";;;", {"type": "expression", "formula": ["ISERROR($A2)"]}, [2, 3]),
        (";;;", {"type": "containsErrors", "formula": ["ISERROR(A2)"]}, []),
        ("#,##0", {"type": "expression", "formula": ["A2>4"]}, []),
        ("0%", {"type": "cellIs", "operator": "equal", "formula": ["5"]}, [2]),
    ],
)
def test_a_format_on_a_condition_that_may_show_another_number_sets_it_aside(
    tmp_path: Path, code: str, condition: dict, aside: list[int]
) -> None:
    path = workbook(tmp_path, [["persons"], [5], [50]], {})
    book = openpyxl.load_workbook(path)
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=code))
    book.active.conditional_formatting.add("A2:A9", Rule(dxf=style, **condition))
    book.save(path)
    result = read(path, "format: xlsx\ncolumns:\n  - {name: persons, type: integer}\n")
    assert set_aside(result) == [(row, "persons", {2: "5", 3: "50"}[row], "shown_otherwise") for row in aside]
    assert loaded(result, "persons") == [(value,) for row, value in ((2, 5), (3, 50)) if row not in aside]
