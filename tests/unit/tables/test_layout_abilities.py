"""What a layout can say so that nobody reshapes a file by hand."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import yaml

from dagster_project.common.problems import InputProblem
from dagster_project.settings import EXPECTATIONS_DIR
from tests.unit.tables.small_files import layout_of, loaded, read, set_aside, text_file, workbook

SPLIT = (
    "columns:\n  - {name: code, header: 地域, part: '^(\\d+)[_ ]'}\n  - {name: area, header: 地域, part: '^\\d+[_ ](.+)$'}\n"
    "  - {name: persons, header: 人口, type: integer}\n"
)
GROUPS = "columns:\n  - {name: area, fill_down: true}\n  - {name: name}\n  - {name: beds, type: integer}\n"
YEARS = (
    "columns:\n  - {name: area}\n  - {name: year, type: fiscal_year}\n  - {name: item}\n  - {name: figure, type: integer}\n"
    "wide_to_long: {headers: '^(\\d{4})年_(人口|世帯数)$', header_to: [year, item], value_to: figure}\n"
    "key: [area, year, item]\n"
)


BLOCKS = (
    "columns:\n  - {name: year, taken_from: {heading: '^\\([0-9]+\\).*\\(([0-9]{4})\\)年'}, type: integer, required: true}\n"
    "  - {name: age, header: 年齢}\n  - {name: persons, header: 人口, type: integer}\n"
    "ignore_rows:\n  - {rule: block_heading, when: {first_cell_matches: '^\\([0-9]+\\).*年'}}\n"
)


def test_a_heading_holds_for_the_rows_of_its_block(tmp_path: Path) -> None:
    text = "年齢,人口\n（１）平成52（2040）年,\n総数,5\n65+,2\n(2)平成62(2050)年,\n総数,4\n"
    result = read(text_file(tmp_path, text), BLOCKS)
    assert loaded(result, "row_number", "year", "age", "persons") == [
        (3, 2040, "総数", 5),
        (4, 2040, "65+", 2),
        (6, 2050, "総数", 4),
    ]
    assert result.ignored["rule"].to_list() == ["block_heading", "block_heading"]


def test_a_row_above_the_first_heading_lacks_what_it_would_say(tmp_path: Path) -> None:
    result = read(text_file(tmp_path, "年齢,人口\n総数,5\n(1)平成52(2040)年,\n総数,4\n"), BLOCKS)
    assert loaded(result, "year", "persons") == [(2040, 4)]
    assert [(row, column, rule) for row, column, _, rule in set_aside(result)] == [(2, "year", "missing_value")]


def test_what_the_record_says_of_a_block_wins_over_its_heading(tmp_path: Path) -> None:
    text = "年齢,人口\n(1)平成52(2040)年,\n総数,5\n"
    assert loaded(read(text_file(tmp_path, text), BLOCKS, year=2070), "year") == [(2070,)]


DITTO_MARKS = ["〃", "　〃　", "〃〃", "″", "同上", "同　上", "上に同じ", "上記と同じ", "々", "仝", '""""', "''", "Ditto"]
DITTO_MARKS += ["同", "（同）", "(〃)", "同じ", "同様", "以下同じ"]


@pytest.mark.parametrize("mark", [*DITTO_MARKS, "↓", "│", "｜"])
def test_a_ditto_mark_in_a_column_of_groups_says_what_the_cell_above_says(tmp_path: Path, mark: str) -> None:
    result = read(text_file(tmp_path, f"area,name,beds\n東,a,1\n{mark},b,2\n西,c,3\n"), GROUPS)
    assert loaded(result, "area", "name") == [("東", "a"), ("東", "b"), ("西", "c")]


@pytest.mark.parametrize("mark", [*DITTO_MARKS, "同左"])
def test_a_ditto_mark_in_a_column_without_groups_is_no_text(tmp_path: Path, mark: str) -> None:
    path = text_file(tmp_path, f"area,name,備考\n東,a,b\n{mark},b,{mark}\n同上町,c,同上のとおり\n")
    result = read(path, "columns:\n  - {name: area}\n  - {name: name}\n  - {name: remark_ja, header: 備考}\n")
    assert loaded(result, "area", "remark_ja") == [("東", "b"), ("同上町", "同上のとおり")]
    assert result.quarantined.select("column_name", "rule").rows() == [("area", "ditto_mark")]
    assert "fill_down: true" in result.quarantined["reason_ja"][0] and "fill_down: true" in result.quarantined["reason_en"][0]


def test_an_arrow_among_texts_is_one(tmp_path: Path) -> None:
    path = text_file(tmp_path, "area,trend\n東,↓\n西,↑\n同心町,→\n")
    assert loaded(read(path, "columns: [{name: area}, {name: trend}]\n"), "trend") == [("↓",), ("↑",), ("→",)]


def test_a_ditto_mark_in_a_note_or_among_the_agreed_texts_is_one(tmp_path: Path) -> None:
    path = text_file(tmp_path, "area,備考,mark\n東,〃,″\n")
    layout = "columns:\n  - {name: area}\n  - {name: note_ja, header: 備考}\n  - {name: mark, allowed: ['″', '°']}\n"
    assert loaded(read(path, layout), "note_ja", "mark") == [("〃", "″")]


@pytest.mark.parametrize("rule", ["area: {matches: '計$'}", "first_cell_matches: '計$'"])
def test_a_row_below_a_total_left_out_by_name_is_of_no_known_group(tmp_path: Path, rule: str) -> None:
    text = "area,name,beds\n道央,a,1\n,b,2\n道央計,,3\n,c,4\n〃,d,5\n,,\n道南,e,6\n,f,7\n"
    result = read(text_file(tmp_path, text), f"{GROUPS}ignore_rows:\n  - {{rule: total, when: {{{rule}}}}}\n")
    assert loaded(result, "area", "name") == [("道央", "a"), ("道央", "b"), ("道南", "e"), ("道南", "f")]
    assert set_aside(result) == [(row, "area", "道央計", "group_left_out") for row in (5, 6)]
    assert result.ignored["row_number"].to_list() == [4, 7]


@pytest.mark.parametrize("between", ["一部、二部", "西,c,3,4"])
def test_a_row_with_too_few_or_too_many_cells_names_no_group(tmp_path: Path, between: str) -> None:
    text = f"area,name,beds\n東,a,1\n{between}\n,b,2\n〃,c,3\n南,d,4\n,e,5\n"
    result = read(text_file(tmp_path, text), GROUPS)
    assert loaded(result, "area", "name") == [("東", "a"), ("南", "d"), ("南", "e")]
    below = [(row, "area", between.split(",")[0], "group_of_ragged_row") for row in (4, 5)]
    assert set_aside(result) == [(3, None, None, "ragged_row"), *below]


def test_a_group_left_out_by_name_is_left_out_whole_and_one_that_begins_with_its_total_goes_on(tmp_path: Path) -> None:
    text = "area,name,beds\n全国,総数,9\n,男,4\n,計,5\n東,計,1\n,a,1\n"
    rules = "ignore_rows:\n  - {rule: nation, when: {area: 全国}}\n  - {rule: total, when: {name: 計}}\n"
    result = read(text_file(tmp_path, text), f"{GROUPS}{rules}")
    assert loaded(result, "area", "name") == [("東", "a")]
    assert result.quarantined.is_empty()


@pytest.mark.parametrize("columns", ["county, prefecture", "prefecture, county"])
def test_a_group_within_a_group_ends_with_it(tmp_path: Path, columns: str) -> None:
    rows = "北海道,石狩郡,当別町\n,,新篠津村\n,松前郡,松前町\n青森県,,青森市\n,,弘前市\n,東津軽郡,平内町\n青森県,,今別町\n"
    layout = "".join(f"  - {{name: {name}, fill_down: true}}\n" for name in columns.split(", "))
    path = text_file(tmp_path, f"prefecture,county,area\n{rows}")
    result = read(path, f"columns:\n{layout}  - {{name: area}}\n")
    assert loaded(result, "prefecture", "county", "area") == [
        ("北海道", "石狩郡", "当別町"),
        ("北海道", "石狩郡", "新篠津村"),
        ("北海道", "松前郡", "松前町"),
        ("青森県", "東津軽郡", "平内町"),
        ("青森県", "東津軽郡", "今別町"),
    ]
    assert set_aside(result) == [(row, "county", "松前郡", "group_of_another") for row in (5, 6)]


def test_one_cell_becomes_two_columns(tmp_path: Path) -> None:
    result = read(text_file(tmp_path, "地域,人口\n01100_札幌市,5\n０１　北海道,6\n全国,7\n,8\n"), SPLIT)
    assert loaded(result, "code", "area", "persons") == [("01100", "札幌市", 5), ("01", "北海道", 6), (None, None, 8)]
    assert set_aside(result) == [(4, "code", "全国", "part_not_found")]


@pytest.mark.parametrize("cell", ["1,234件", "１，２３４件", "△5件", "計 -5件", "1.5件", "5～7件", "約5件", "およそ約 5件"])
def test_a_piece_of_a_number_is_no_number(tmp_path: Path, cell: str) -> None:
    layout = "delimiter: ';'\ncolumns:\n  - {name: items, header: 件数, type: number, part: '([0-9]+)件'}\n"
    result = read(text_file(tmp_path, f"件数\n{cell}\n全5件\nR5 7件\n"), layout)
    assert loaded(result, "items") == [(5,), (7,)]
    assert set_aside(result) == [(2, "items", cell, "part_of_a_number")]


@pytest.mark.parametrize(
    ("cell", "pattern", "rules"),
    [
        ("12人以上", "([0-9]+)人", []),
        ("12以上", "([0-9]+)", ["part_of_a_number"]),
        ("12万人", "([0-9]+)", ["part_of_a_number"]),
        ("12万人", "([0-9]+)万人", []),
        ("12千葉県", "^([0-9]+)", []),
    ],
)
def test_what_a_pattern_does_not_know_of_a_number_sets_it_aside(
    tmp_path: Path, cell: str, pattern: str, rules: list[str]
) -> None:
    layout = f"columns:\n  - {{name: figure, header: 値, type: integer, part: '{pattern}'}}\n"
    assert read(text_file(tmp_path, f"値\n{cell}\n"), layout).quarantined["rule"].to_list() == rules


def test_the_whole_cell_may_be_a_column_beside_its_parts(tmp_path: Path) -> None:
    layout = SPLIT + "  - {name: label, header: 地域}\n"
    result = read(text_file(tmp_path, "地域,人口\n01100_札幌市,5\n"), layout)
    assert loaded(result, "label", "code") == [("01100_札幌市", "01100")]


def test_groups_written_once_are_filled_down(tmp_path: Path) -> None:
    result = read(text_file(tmp_path, "area,name,beds\n東,A,1\n,B,2\n　,C,3\n西,D,4\n,E,5\n"), GROUPS)
    assert result.loaded["area"].to_list() == ["東", "東", "東", "西", "西"]


@pytest.mark.parametrize("between", ["area,name,beds", "※Aは推計,,", "注1 推計を含む。,,"])
@pytest.mark.parametrize("more", ["", "ignore_rows: [{rule: between, when: {area: {matches: '^(area|※|注)'}}}]\n"])
def test_what_stands_between_the_rows_of_a_group_is_no_group(tmp_path: Path, between: str, more: str) -> None:
    result = read(text_file(tmp_path, f"area,name,beds\n東,A,1\n{between}\n,B,2\n西,C,3\n"), GROUPS + more)
    assert loaded(result, "area", "name") == [("東", "A"), ("東", "B"), ("西", "C")]
    assert result.ignored.height == bool(more)


def test_nothing_is_filled_down_past_a_cell_that_could_not_be_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["area", "name", "beds"], ["東", "A", 1], ["=1/0", "B", 2], [None, "C", 3], ["西", "D", 4]])
    result = read(path, GROUPS)
    assert loaded(result, "area", "name") == [("東", "A"), ("西", "D")]
    assert [(row, rule) for row, _, _, rule in set_aside(result)] == [
        (3, "formula_without_value"),
        (4, "formula_without_value"),
    ]


def test_years_across_the_columns_become_rows(tmp_path: Path) -> None:
    text = "area,2020年_人口,2020年_世帯数,2021年_人口\n東,1,2,3\n西,4,…,x?\n"
    result = read(text_file(tmp_path, text), YEARS)
    assert loaded(result, "row_number", "area", "year", "item", "figure") == [
        (2, "東", 2020, "人口", 1),
        (3, "西", 2020, "人口", 4),
        (2, "東", 2020, "世帯数", 2),
        (3, "西", 2020, "世帯数", None),
        (2, "東", 2021, "人口", 3),
    ]
    assert set_aside(result) == [(3, "figure", "x?", "not_a_number")]
    assert result.balance.row(0)[2:] == (6, 5, 1, 0)


def test_an_error_costs_only_the_row_of_its_own_year(tmp_path: Path) -> None:
    rows = [["area", "2020年", "2021年"], ["東", "=1/0", 3]]
    layout = (
        "columns:\n  - {name: area}\n  - {name: year, type: fiscal_year}\n  - {name: figure, type: integer}\n"
        "wide_to_long: {headers: '^(\\d{4})年$', header_to: year, value_to: figure}\n"
    )
    result = read(workbook(tmp_path, rows), layout)
    assert loaded(result, "area", "year", "figure") == [("東", 2021, 3)]
    assert set_aside(result) == [(2, "figure", "B2", "formula_without_value")]


@pytest.mark.parametrize("border", ["raw", "reports"])
def test_what_is_wrong_for_all_years_of_a_row_is_told_of_each_by_its_header(tmp_path: Path, border: str) -> None:
    layout = YEARS.replace("{name: area}", "{name: area, allowed: [東]}")
    result = read(text_file(tmp_path, "area,2020年_人口,2021年_人口,2021年_世帯数\n西,1,2,3\n"), layout)
    assert set_aside(result) == [(2, "area", "西", "unknown_code")] * 3
    assert result.quarantined["header"].to_list() == ["2020_人口", "2021_人口", "2021_世帯数"]
    suite = yaml.safe_load((EXPECTATIONS_DIR / border / "quarantined_row.yml").read_text(encoding="utf-8"))
    key = next(shape["keyed"] for shape in suite["shapes"] if "keyed" in shape)
    assert not result.quarantined.select(key).is_duplicated().any(), "the border would refuse the file for it"


def test_a_file_without_the_years_says_which_headers_it_has(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=r'No header fits .*"area", "令和2年"'):
        read(text_file(tmp_path, "area,令和2年\n東,1\n"), YEARS)


@pytest.mark.parametrize("again", ["2020年", "令和2年", "2020年増減率"])
def test_two_columns_of_one_year_are_not_told_apart(tmp_path: Path, again: str) -> None:
    layout = (
        "columns:\n  - {name: area}\n  - {name: year, type: fiscal_year}\n  - {name: figure, type: number}\n"
        "wide_to_long: {headers: '^((?:令和)?[0-9]+年)', header_to: year, value_to: figure}\n"
    )
    with pytest.raises(InputProblem, match=f'columns "2020年" and "{again}') as caught:
        read(text_file(tmp_path, f"area,2020年,{again}\n東,1,2\n"), layout)
    assert caught.value.row == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("wide_to_long: {headers: '年', header_to: year, value_to: n}", "a group"),
        ("wide_to_long: {headers: '(年)', header_to: year, value_to: nobody}", "nobody"),
    ],
)
def test_a_mistake_in_the_layout_is_named(tmp_path: Path, more: str, words: str) -> None:
    with pytest.raises(InputProblem, match=words):
        layout_of(tmp_path, f"columns:\n  - {{name: area}}\n  - {{name: year}}\n  - {{name: n}}\n{more}\n")


@pytest.mark.parametrize("column", ["{name: a, part: '^\\d+'}", "{name: a, percent: true}", "{name: a, footnote_marks: true}"])
def test_an_ability_that_does_not_fit_its_column_is_named(tmp_path: Path, column: str) -> None:
    with pytest.raises(InputProblem, match=r"part|percent|footnote_marks"):
        layout_of(tmp_path, f"columns:\n  - {column}\n")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_a_text_file_is_read_by_its_own_delimiter(tmp_path: Path, delimiter: str) -> None:
    text = "area,items\n東,5\n".replace(",", delimiter)
    columns = "columns:\n  - {name: area}\n  - {name: items, type: integer}\n"
    for name in ("table.csv", "table.tsv"):
        assert loaded(read(text_file(tmp_path, text, name), columns), "area", "items") == [("東", 5)]


def test_a_stated_delimiter_is_the_one(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a;b\n1;2\n")
    assert loaded(read(path, 'delimiter: ","\ncolumns:\n  - {name: whole, header: "a;b"}\n'), "whole") == [("1;2",)]


def test_a_file_is_read_as_what_it_is_whatever_its_layout_calls_it(tmp_path: Path) -> None:
    columns = "columns:\n  - {name: area}\n  - {name: items, type: integer}\n"
    rows = [["area", "items"], ["東", 5]]
    for name in ("table.xlsx", "table.xlsm", "table.csv"):
        assert loaded(read(workbook(tmp_path, rows, name=name), f"format: csv\n{columns}"), "area", "items") == [("東", 5)]
    assert loaded(read(text_file(tmp_path, "area,items\n東,5\n"), f"format: xlsx\n{columns}"), "area", "items") == [("東", 5)]


def test_one_table_of_all_the_sheets_that_people_see(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "表紙"
    for name in ("北海道", "青森県 ", "岩手県"):
        sheet = book.create_sheet(name)
        sheet.append(["items"])
        sheet.append([len(name.strip())])
    book["岩手県"].sheet_state = "hidden"
    book.save(tmp_path / "table.xlsx")
    layout = (
        "format: xlsx\nsheet: {matches: '[都道府県]$'}\ncolumns:\n"
        "  - {name: prefecture, taken_from: {sheet: '(.+)'}}\n  - {name: items, type: integer}\n"
    )
    assert loaded(read(tmp_path / "table.xlsx", layout), "prefecture", "items") == [("北海道", 3), ("青森県", 3)]
    with pytest.raises(InputProblem, match="no such sheet"):
        read(tmp_path / "table.xlsx", layout.replace("[都道府県]$", "^町"))


def test_the_name_of_a_sheet_is_read_whatever_its_width(tmp_path: Path) -> None:
    layout = (
        "columns:\n  - {name: year, type: fiscal_year, taken_from: {sheet: '(R[0-9]+)'}}\n  - {name: items, type: integer}\n"
    )
    book = openpyxl.Workbook()
    book.active.title = "Ｒ５年度"
    book.active.append(["items"])
    book.active.append([7])
    book.save(tmp_path / "table.xlsx")
    assert loaded(read(tmp_path / "table.xlsx", layout), "year", "items") == [(2023, 7)]


@pytest.mark.parametrize("name", ["table.xlsx", "table.csv"])
def test_a_web_page_is_refused_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputProblem, match="contents look like html"):
        read(text_file(tmp_path, "<html><body>404</body></html>", name), "columns:\n  - {name: area}\n")


@pytest.mark.parametrize("row_before", ["東,x,y", "東,x"])
def test_a_field_that_never_ends_is_named_by_its_row(tmp_path: Path, row_before: str) -> None:
    csv.field_size_limit(10**9)  # as packages that read CSV themselves leave it
    path = text_file(tmp_path, f'area,note\n{row_before}\n西,"' + "長" * 5_000_000 + '"\n')
    with pytest.raises(InputProblem) as caught:
        read(path, "columns:\n  - {name: area}\n  - {name: note}\n")
    assert caught.value.row == 3 and "32,767" in caught.value.problem_ja and caught.value.column and caught.value.value


@pytest.mark.parametrize("rows", ["東,x,y\n" * 3, "東,x,y\n" * 50_000, '東,x,y\n西,"x, z",y\n', "\n"])
def test_a_quote_that_is_not_closed_in_the_header_is_named_there(tmp_path: Path, rows: str) -> None:
    columns = "columns:\n  - {name: area}\n  - {name: note}\n  - {name: more}\n"
    with pytest.raises(InputProblem) as caught:
        read(text_file(tmp_path, f'area,note,"more\n{rows}'), columns)
    assert caught.value.row == 1 and "引用符" in caught.value.problem_ja


def test_lines_in_another_encoding_are_named_whatever_the_layout_says(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("area\n東京都\n".encode() + "北海道\n".encode("cp932"))
    with pytest.raises(InputProblem, match="another encoding") as caught:
        read(path, "encoding: utf-8\ncolumns:\n  - {name: area}\n")
    assert caught.value.row == 3


def test_a_year_alone_is_the_day_that_the_layout_says(tmp_path: Path) -> None:
    text = "area,day\na,2050年\nb,令和7年\nc,2025-09-30\nd,2025年10月\n"
    result = read(text_file(tmp_path, text), 'columns:\n  - {name: area}\n  - {name: day, type: date, day_of_year: "10-01"}\n')
    assert [(area, str(day)) for area, day in loaded(result, "area", "day")] == [
        ("a", "2050-10-01"),
        ("b", "2025-10-01"),
        ("c", "2025-09-30"),
    ]
    assert set_aside(result) == [(5, "day", "2025年10月", "not_a_date")]


@pytest.mark.parametrize("day", ["02-29", "13-01", "1 October"])
def test_a_day_that_not_every_year_has_is_none_of_a_layout(tmp_path: Path, day: str) -> None:
    with pytest.raises(InputProblem, match="day_of_year"):
        layout_of(tmp_path, f'columns:\n  - {{name: day, type: date, day_of_year: "{day}"}}\n')


def test_a_column_for_conditions_alone_is_none_of_the_table(tmp_path: Path) -> None:
    layout = (
        "columns:\n  - {name: area}\n  - {name: kind, loaded: false, allowed: [a, b]}\n  - {name: n, type: integer}\n"
        "ignore_rows:\n  - {rule: total, when: {kind: a}}\nkey: [area]\n"
    )
    result = read(text_file(tmp_path, "area,kind,n\nx,a,9\nx,b,5\ny,c,6\n"), layout)
    assert "kind" not in result.loaded.columns
    assert loaded(result, "area", "n") == [("x", 5)]
    assert result.ignored["rule"].to_list() == ["total"]
    assert set_aside(result) == [(4, "kind", "c", "unknown_code")]


def test_rows_under_a_heading_that_fits_no_pattern_do_not_take_the_one_above_it(tmp_path: Path) -> None:
    yaml = (
        "columns:\n  - {name: year, taken_from: {heading: '\\(([0-9]{4})\\)年'}, type: integer, status: false}\n"
        "  - {name: age, header: 年齢}\n  - {name: n, header: 人口, type: integer}\n"
        "ignore_rows:\n  - {rule: block_heading, when: {first_cell_matches: '\\([0-9]{4}\\)年'}}\n"
        "  - {rule: remark, when: {first_cell_matches: '^10月'}}\n"
    )
    blocks = "(1)令和2(2020)年,\n10月1日,\n0歳,1\n再掲,\n1歳,2\n令和72年,\n0歳,3\n(3)令和82(2100)年,\n0歳,4\n"
    result = read(text_file(tmp_path, f"年齢,人口\n{blocks}"), yaml)
    assert loaded(result, "year", "age", "n") == [(2020, "0歳", 1), (2020, "再掲", None), (2020, "1歳", 2), (2100, "0歳", 4)]
    assert set_aside(result) == [
        (7, "year", "令和72年", "heading_not_read"),
        (8, "year", "令和72年", "heading_not_read"),
    ]


def test_a_row_of_data_that_fits_the_pattern_of_headings_does_not_change_what_holds_below(tmp_path: Path) -> None:
    layout = (
        "columns:\n  - {name: year, taken_from: {heading: '([0-9]{4})年'}, type: fiscal_year}\n"
        "  - {name: area}\n  - {name: n, type: integer}\n"
        "ignore_rows: [{rule: heading, when: {first_cell_matches: '^[0-9]{4}年'}}]\n"
    )
    text = "area,n\n2020年,\n東,1\n北(2005年改称),2\n西,3\n2021年,500\n南,4\n令和4年,(人)\n島,5\n"
    result = read(text_file(tmp_path, text), layout)
    assert loaded(result, "area", "year") == [("東", 2020), ("南", 2021)]
    assert [(row, rule) for row, _, _, rule in set_aside(result)] == [(row, "heading_not_read") for row in (4, 5, 8, 9)]


@pytest.mark.parametrize("name", ["c0", "c1", "extra", "index", "head", "cell", "place", "found", "key", "contents"])
@pytest.mark.parametrize("kind", ["text, fill_down: true", "integer", "partial_date", "fiscal_year, required: true"])
def test_a_column_may_have_any_name(tmp_path: Path, name: str, kind: str) -> None:
    text = "area,year\n東,2020\n西,2021\n西,2021\n"
    layout = f"columns:\n  - {{name: {name}, header: year, type: {kind}}}\n  - {{name: area}}\n"
    assert read(text_file(tmp_path, text), layout).loaded["area"].to_list() == ["東", "西"]


@pytest.mark.parametrize(("order", "month"), [("month_day_year", 4), ("day_month_year", 10)])
def test_a_layout_says_which_is_the_month_of_a_date_that_ends_with_its_year(tmp_path: Path, order: str, month: int) -> None:
    text = f"day\n4/10/2023\n04-10-2023\n４/１０/２０２３\n2023/{month}/{14 - month}\n"
    columns = "columns:\n  - {name: day, type: %s%s}\n"
    result = read(text_file(tmp_path, text), columns % ("date", f", date_order: {order}"))
    assert loaded(result, "day") == [(date(2023, month, 14 - month),)] * 4
    result = read(text_file(tmp_path, text), columns % ("partial_date", f", date_order: {order}"))
    assert loaded(result, "day_date") == [(date(2023, month, 14 - month),)] * 4
    refused = read(text_file(tmp_path, text), columns % ("date", ""))
    assert refused.quarantined.height == 3 and "date_order" in refused.quarantined["reason_ja"][0]
    with pytest.raises(InputProblem, match="date_order"):
        layout_of(tmp_path, columns % ("text", f", date_order: {order}"))


def test_a_month_beyond_the_twelfth_is_none_in_the_order_of_the_layout(tmp_path: Path) -> None:
    layout = "columns:\n  - {name: day, type: date, date_order: month_day_year}\n"
    assert [row[3] for row in set_aside(read(text_file(tmp_path, "day\n13/2/2023\n"), layout))] == ["not_a_date"]


def test_the_heading_of_the_first_block_may_stand_above_the_header(tmp_path: Path) -> None:
    text = "別表,\n(1)平成52(2040)年,\n年齢,人口\n総数,5\n(2)平成62(2050)年,\n総数,4\n"
    result = read(text_file(tmp_path, text), f"skip_rows: 2\n{BLOCKS}")
    assert loaded(result, "year", "persons") == [(2040, 5), (2050, 4)]
    without = read(text_file(tmp_path, text.replace("(1)平成52(2040)年", "速報")), f"skip_rows: 2\n{BLOCKS}")
    assert [row[3] for row in set_aside(without)] == ["missing_value"]


def test_a_group_may_be_the_only_label_beside_numbers(tmp_path: Path) -> None:
    layout = "columns:\n  - {name: area, fill_down: true}\n  - {name: beds, type: integer}\n"
    assert loaded(read(text_file(tmp_path, "area,beds\n東,1\n,2\n"), layout), "area", "beds") == [("東", 1), ("東", 2)]


LINES = """
skip_rows: 1
columns:
  - {name: answer, header: 区別, fill_down: true}
  - {name: measure, taken_from: {line: [件数, 割合]}}
  - {name: value, header: 全市, type: number}
"""
SAID = "(上段:件数/下段:%),\n区別,全市\n"


@pytest.mark.parametrize("label", ["", "ある"])
def test_each_line_of_a_record_says_which_it_is(tmp_path: Path, label: str) -> None:
    text = f"{SAID}発送,900\nある,733\n{label},34.0\n,\nない,0\n,0.0\n"
    assert loaded(read(text_file(tmp_path, text), LINES), "answer", "measure", "value") == [
        ("発送", "件数", 900.0),
        ("ある", "件数", 733.0),
        ("ある", "割合", 34.0),
        ("ない", "件数", 0.0),
        ("ない", "割合", 0.0),
    ]


def test_the_lines_of_a_record_may_have_one_merged_label(tmp_path: Path) -> None:
    cells = [["(上段 : 件数 / 下段 : %)"], ["区別", "全市"], ["ある", 733], [None, 34.0], ["ない", 0], [None, 0]]
    path = workbook(tmp_path, cells)
    book = openpyxl.load_workbook(path)
    for area in ("A3:A4", "A5:A6"):
        book.active.merge_cells(area)
    book.save(path)
    found = loaded(read(path, LINES), "answer", "measure", "value")
    assert found == [("ある", "件数", 733.0), ("ある", "割合", 34.0), ("ない", "件数", 0.0), ("ない", "割合", 0.0)]


def test_a_line_more_than_the_layout_knows_is_set_aside(tmp_path: Path) -> None:
    result = read(text_file(tmp_path, f"{SAID}ある,733\n,34.0\n,5\nない,1\n"), LINES)
    assert [row[0] for row in set_aside(result)] == [5] and "line" in result.quarantined["reason_en"][0]
    assert loaded(result, "measure") == [("件数",), ("割合",), ("件数",)]


def test_a_file_that_states_two_lines_a_record_is_refused_where_no_column_knows_them(tmp_path: Path) -> None:
    layout = LINES.replace("  - {name: measure, taken_from: {line: [件数, 割合]}}\n", "")
    with pytest.raises(InputProblem, match="上段と下段") as refused:
        read(text_file(tmp_path, f"{SAID}ある,733\n,34.0\n"), layout)
    assert "line: [" in refused.value.fix_en and refused.value.value == "(上段:件数/下段:%)"
    for said in ("注 上　段は件数、下　段は割合", "※上段：件数／下段：％"):
        with pytest.raises(InputProblem, match="上段と下段"):
            read(text_file(tmp_path, f"{SAID.replace('上段', '').replace('下段', '')}ある,733\n,34.0\n{said},\n"), layout)


@pytest.mark.parametrize("kind", ["integer", "number", "date", "fiscal_year", "time", "boolean", "municipality_code"])
def test_a_ditto_mark_among_numbers_or_dates_is_no_sign_for_a_missing_value(tmp_path: Path, kind: str) -> None:
    path = text_file(tmp_path, "area,n\n東,〃\n西,同上\n")
    result = read(path, f"columns: [{{name: area}}, {{name: n, type: {kind}}}]\n")
    assert [rule for *_, rule in set_aside(result)] == ["ditto_mark"] * 2
    if kind in ("integer", "number"):
        marks = f"columns: [{{name: area}}, {{name: n, type: {kind}, marks: {{〃: none, 同上: none}}}}]\n"
        assert read(path, marks).quarantined.is_empty()
