"""Characters that look like others, or like digits, never become a wrong value."""

import re
from pathlib import Path

import polars as pl
import pytest

from dagster_project.common.eras import parse_date
from dagster_project.common.numbers import split_footnotes
from dagster_project.common.problems import InputProblem
from dagster_project.common.text import clean, trim_cells
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from tests.unit.tables.small_files import loaded, read, set_aside, text_file


def test_every_radical_is_the_character_it_stands_for() -> None:
    radicals = [chr(code) for code in range(0x2E81, 0x2FD6) if code != 0x2E9A and not 0x2EF4 <= code < 0x2F00]
    characters = trim_cells(pl.Series(radicals)).to_list()
    assert not [radical for radical, text in zip(radicals, characters, strict=True) if "\u2e80" <= text <= "\u2fdf"]
    assert [clean(radical) for radical in radicals] == characters
    assert trim_cells(pl.Series(["⻑野", "⻘森", "⻄海", "⼈⼝"])).to_list() == ["長野", "青森", "西海", "人口"]
    # Two that NFKC makes the traditional characters of, which no municipality is written with.
    assert trim_cells(pl.Series(["神⼾", "⽬⿊"])).to_list() == ["神戸", "目黒"]


def test_radicals_in_headers_names_and_agreed_values(tmp_path: Path) -> None:
    path = text_file(tmp_path, "都道府県名,総数（⼈⼝）\n⻑野県,5\n")
    layout = (
        "columns:\n  - {name: area, header: 都道府県名, allowed: [長野県]}\n  - {name: n, header: 総数(人口), type: integer}\n"
    )
    assert loaded(read(path, layout), "area", "n") == [("長野県", 5)]


@pytest.mark.parametrize("cell", ["550000¹", "36²5", "①08233", "4₂", "㊿", "½", "⑴5", "⒈5", "5❷"])
@pytest.mark.parametrize("kind", ["integer", "number", "date", "fiscal_year", "municipality_code", "time"])
def test_a_raised_or_circled_digit_is_never_a_digit(tmp_path: Path, cell: str, kind: str) -> None:
    result = read(text_file(tmp_path, f"a,b\n{cell},x\n"), f"columns:\n  - {{name: a, type: {kind}}}\n  - {{name: b}}\n")
    assert set_aside(result) == [(2, "a", cell, "footnote_digit")]
    as_text = read(text_file(tmp_path, f"a,b\n{cell},x\n"), "columns:\n  - {name: a}\n  - {name: b}\n")
    assert loaded(as_text, "a") == [(cell,)]


@pytest.mark.parametrize(
    ("cell", "number", "mark"),
    [
        ("550000¹", "550000", "¹"),
        ("1,234②", "1,234", "②"),
        ("29000 1)", "29000", "1)"),
        ("1234*", "1234", "*"),
        ("1234 ※1", "1234", "※1"),
        ("1234(注1)", "1234", "(注1)"),
        ("1234¹、²", "1234", "¹、²"),
        ("1234²)", "1234", "²)"),
        ("1234 (²)", "1234", "(²)"),
        ("8.4%¹", "8.4%", "¹"),
        ("1234 (5)", "1234 (5)", None),
        ("12341)", "12341)", None),
        ("①1234", "①1234", None),
        ("¹", "¹", None),
    ],
)
def test_footnote_marks_part_from_the_number_they_stand_behind(cell: str, number: str, mark: str | None) -> None:
    bare, marks = split_footnotes(pl.Series([cell]))
    assert (bare[0], marks[0]) == (number, mark)


def test_a_layout_that_allows_marks_gives_them_a_column(tmp_path: Path) -> None:
    path = text_file(tmp_path, 'items\n"1,234¹"\n5\n①6\n-\n')
    result = read(path, "columns:\n  - {name: items, type: integer, footnote_marks: true}\n")
    assert loaded(result, "items", "items_status", "items_footnote") == [
        (1234, "ok", "¹"),
        (5, "ok", None),
        (None, "none", None),
    ]
    assert set_aside(result) == [(4, "items", "①6", "footnote_digit")]


@pytest.mark.parametrize("cell", ["0110²_札幌", "0110②_札幌", "０１１０²_札幌", "01100¹_札幌"])
@pytest.mark.parametrize("kind", ["text", "integer", "municipality_code"])
def test_a_false_digit_is_none_of_a_number_that_is_part_of_a_cell(tmp_path: Path, cell: str, kind: str) -> None:
    result = read(
        text_file(tmp_path, f"area\n{cell}\n０１１００_札幌①\n"),
        f"columns:\n  - {{name: code, header: area, type: {kind}, part: '^(\\d{{5,6}})[_ ]'}}\n",
    )
    assert set_aside(result) == [(2, "code", cell, "part_not_found")]
    assert result.loaded.height == 1


def test_a_false_digit_makes_no_other_code_of_one(tmp_path: Path) -> None:
    layout = "columns:\n  - {name: kind, allowed: ['1', '11', '１²']}\n"
    result = read(text_file(tmp_path, "kind\n1¹\n11\n１²\n"), layout)
    assert loaded(result, "kind") == [("11",), ("１²",)]
    assert set_aside(result) == [(2, "kind", "1¹", "footnote_digit")]


FIGURES = "  - {name: area}\n  - {name: items, type: integer}\n"
TITLE = f"skip_rows: 1\ncolumns:\n{FIGURES}  - {{name: year, type: fiscal_year, taken_from: {{title: '^(令和\\d+年)'}}}}\n"
HEADING = (
    f"columns:\n{FIGURES}  - {{name: year, type: fiscal_year, taken_from: {{heading: '^(令和\\d+年)'}}}}\n"
    "ignore_rows: [{rule: year, when: {first_cell_matches: '^令和'}}]\n"
)
ACROSS = (
    f"columns:\n{FIGURES}  - {{name: year, type: fiscal_year}}\n"
    "wide_to_long: {headers: '^(令和\\d+年)', header_to: year, value_to: items}\n"
)


@pytest.mark.parametrize("year", ["令和5²年", "令和②年"])
def test_a_false_digit_is_none_of_a_year_above_the_rows(tmp_path: Path, year: str) -> None:
    with pytest.raises(InputProblem, match=f"値: {year}"):
        read(text_file(tmp_path, f"{year},\narea,items\n東,1\n"), TITLE)
    with pytest.raises(InputProblem, match="not in the layout"):
        read(text_file(tmp_path, f"area,令和4年,{year}\n東,1,2\n"), ACROSS)
    result = read(text_file(tmp_path, f"area,items\n令和4年,\n東,1\n{year},\n東,2\n"), HEADING)
    assert loaded(result, "year", "items") == [(2022, 1)]
    assert [(row, rule) for row, *_, rule in set_aside(result)] == [(5, "heading_not_read")]


@pytest.mark.parametrize("year", ["令和5年²", "令和５年 ①"])
def test_a_footnote_mark_behind_a_year_above_the_rows_is_passed_over(tmp_path: Path, year: str) -> None:
    for text, layout in (
        (f"{year},\narea,items\n東,1\n", TITLE),
        (f"area,{year}\n東,1\n", ACROSS),
        (f"area,items\n{year},\n東,1\n", HEADING),
    ):
        assert loaded(read(text_file(tmp_path, text), layout), "year", "items") == [(2023, 1)]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\x7f"])
def test_a_control_character_is_named_and_refused_at_its_row(tmp_path: Path, sign: str) -> None:
    result = read(text_file(tmp_path, f"a,n\nx{sign}y,1\nz,2\n"), "columns:\n  - {name: a}\n  - {name: n, type: integer}\n")
    assert loaded(result, "a", "n") == [("z", 2)]
    row = result.quarantined.row(0, named=True)
    assert row["rule"] == "control_character"
    assert f"U+{ord(sign):04X}" in row["reason_ja"] and f"U+{ord(sign):04X}" in row["reason_en"]
    assert not any(sign in str(text) for text in row.values())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昭32. 7. 1", "1957-07-01"),
        ("令元. 5. 1", "2019-05-01"),
        ("令 2. 4. 1", "2020-04-01"),
        ("R 5. 4. 1", "2023-04-01"),
        ("Ｓ３５ ． ２．２６", "1960-02-26"),
        ("2023 / 4 / 1", "2023-04-01"),
        ("2023 4 1", None),
        ("令和5年4月1日 現在", "2023-04-01"),
        ("令和５年４月１日（土）　時点", "2023-04-01"),
        ("H.30.4.1", "2018-04-01"),
        ("S. 35. 2. 26", "1960-02-26"),
        ("昭.35.2.26", None),
        ("2024/4/1 0:00", "2024-04-01"),
        ("2024/04/01 00:00:00", "2024-04-01"),
        ("2024/4/1 8:30", None),
        ("令和5年 4月 1日 (土)", "2023-04-01"),
        ("2024-04-01 (月)", "2024-04-01"),
        ("2024-04/01", None),
    ],
)
def test_what_says_nothing_in_a_date_is_passed_over(text: str, day: str | None) -> None:
    found = parse_date(text)
    assert (found and str(found.day)) == day


def test_october_that_lost_its_zero_is_not_january(tmp_path: Path) -> None:
    layout = "columns:\n  - {name: start, type: partial_date}\n"
    in_two_digits = read(text_file(tmp_path, "start\n2023.09\n2023.1\n2023.11\n"), layout)
    assert set_aside(in_two_digits) == [(3, "start", "2023.1", "year_month_number")]
    in_one = read(text_file(tmp_path, "start\n2023.9\n2023.1\n2023.10\n"), layout)
    assert [day.month for day in in_one.loaded["start_date"]] == [9, 1, 10]
    a_year = read(text_file(tmp_path, "start\n2023.9\n2023.1\n2023.11\n2023.12\n"), layout)
    assert set_aside(a_year) == [(3, "start", "2023.1", "year_month_number")]


def test_where_two_texts_look_alike_the_reason_shows_the_code_points(tmp_path: Path) -> None:
    """一 of 第一 for a long vowel sign, and a Chinese two for the syllable ni in a name."""
    path = text_file(tmp_path, "kind\nサ一ビス\n")
    result = read(path, "columns:\n  - {name: kind, allowed: [サービス, その他]}\n")
    assert "「一」は U+4E00、「ー」は U+30FC。" in result.quarantined["reason_ja"][0]
    assert '"一" is U+4E00, "ー" is U+30FC.' in result.quarantined["reason_en"][0]


def test_a_name_that_looks_like_that_of_a_municipality_is_shown_with_it(tmp_path: Path) -> None:
    periods = RecordedMunicipalities(Path(__file__).parents[3] / "raw").periods
    path = text_file(tmp_path, "prefecture,area\n北海道,二セコ町\n")
    layout = (
        "columns:\n  - {name: prefecture}\n  - {name: area}\n"
        "municipality: {name: area, prefecture: prefecture, default_date: current}\n"
    )
    reason = read(path, layout, periods).quarantined["reason_ja"][0]
    assert "北海道虻田郡ニセコ町 (013951)" in reason and "U+4E8C" in reason and "U+30CB" in reason


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("integer", "12\n34"),
        ("number", "1,200\n1"),
        ("date", "2024\n0401"),
        ("municipality_code", "0110\n02"),
        ("integer", "１２\r\n　３４"),
    ],
)
def test_a_line_break_never_joins_two_numbers_into_one(tmp_path: Path, kind: str, cell: str) -> None:
    """Tables that have men above women, or the year's above the month's figure, in one cell."""
    path = text_file(tmp_path, f'a,b\n"{cell}",x\n')
    result = read(path, f"columns:\n  - {{name: a, type: {kind}}}\n  - {{name: b}}\n")
    assert [rule for *_, rule in set_aside(result)] == ["digits_on_two_lines"]


def test_a_line_break_elsewhere_in_a_number_or_date_is_none(tmp_path: Path) -> None:
    path = text_file(tmp_path, 'a,b\n"12\n","令和6年\n4月1日"\n')
    result = read(path, "columns:\n  - {name: a, type: integer}\n  - {name: b, type: date}\n")
    assert [str(cell) for cell in loaded(result, "a", "b")[0]] == ["12", "2024-04-01"]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "＃ＶＡＬＵＥ！", "#SPILL!", "Err:502", "#####"])
def test_what_a_spreadsheet_saved_of_an_error_is_no_text(tmp_path: Path, error: str) -> None:
    path = text_file(tmp_path, f"area,n\n{error},1\n東,2\n#1 支所,3\n")
    result = read(path, "columns:\n  - {name: area}\n  - {name: n, type: integer}\n")
    assert set_aside(result) == [(2, "area", error, "error_text")]
    known = read(path, f"columns:\n  - {{name: area, allowed: ['{error}', 東, '#1 支所']}}\n  - {{name: n, type: integer}}\n")
    assert known.quarantined.is_empty()


def test_the_header_again_is_no_row_even_among_texts(tmp_path: Path) -> None:
    path = text_file(tmp_path, "area,name\n東,a\n\ufeffarea, name\n西,b\n")
    result = read(path, "columns:\n  - {name: area}\n  - {name: name}\n")
    assert loaded(result, "area") == [("東",), ("西",)]
    assert set_aside(result) == [(3, None, None, "header_again")]
    ignored = read(path, "columns: [{name: area}, {name: name}]\nignore_rows: [{rule: again, when: {repeated_header: true}}]\n")
    assert ignored.quarantined.is_empty()


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("午後0時", "12:00"),
        ("午後12時30分", "12:30"),
        ("午前0時15分", "00:15"),
        ("午前12時30分", None),
        ("午前12時", None),
        ("午後12時", None),
    ],
)
def test_twelve_is_noon_to_some_and_midnight_to_others(tmp_path: Path, cell: str, time: str | None) -> None:
    result = read(text_file(tmp_path, f"a,b\n{cell},x\n"), "columns:\n  - {name: a, type: time}\n  - {name: b}\n")
    assert result.loaded["a"].to_list() == ([] if time is None else [time])


@pytest.mark.parametrize(
    "note",
    [
        "注 1は仮の値",
        "※印は推計",
        "(注)合併前",
        "出典:総務省",
        "資料：各市町村",
        "＊ 速報値",
        "Note: preliminary",
        "資　料：市民課",
    ],
)
def test_a_note_below_the_table_is_no_row_of_it(tmp_path: Path, note: str) -> None:
    path = text_file(tmp_path, f"area,n\n東,1\n注意町,\n出雲市,\n{note},\n")
    columns = "columns:\n  - {name: area}\n  - {name: n, type: integer}\n"
    result = read(path, columns)
    assert [(row, rule) for row, *_, rule in set_aside(result)] == [(5, "note_below_table")]
    told = read(path, f"{columns}end_of_table: {{first_cell_matches: '^{re.escape(clean(note))}'}}\n")
    assert told.quarantined.is_empty()


@pytest.mark.parametrize("cell", ["0,123", "00,123", "012,345", "0,123万", "\u0661\u0662"])
def test_what_people_here_do_not_write_is_no_number(tmp_path: Path, cell: str) -> None:
    result = read(text_file(tmp_path, f'persons\n"{cell}"\n'), "columns:\n  - {name: persons, type: integer}\n")
    assert set_aside(result) == [(2, "persons", cell, "not_a_number")]


def test_a_number_too_large_to_load_is_called_so(tmp_path: Path) -> None:
    result = read(text_file(tmp_path, "a,n\nx,99999999999999999999\n"), "columns: [{name: a}, {name: n, type: integer}]\n")
    assert set_aside(result) == [(2, "n", "99999999999999999999", "too_large_a_number")]


def test_marks_that_nobody_sees_are_no_part_of_a_number(tmp_path: Path) -> None:
    text = "n,code\n\u202a1234\u202c,\u200e01100\u200e\n1\u00ad2,13101\n"
    layout = "columns:\n  - {name: n, type: integer}\n  - {name: code, type: municipality_code}\n"
    assert loaded(read(text_file(tmp_path, text), layout), "n", "code") == [(1234, "011002"), (12, "131016")]
    turned_around = read(text_file(tmp_path, "n,code\n1\u202e23,01100\n"), layout)
    assert [rule for *_, rule in set_aside(turned_around)] == ["not_a_number"]


def test_yes_and_no_are_read_as_offices_write_them(tmp_path: Path) -> None:
    path = text_file(tmp_path, "is_open,area\n◯,a\n○,b\n〇,c\n有り,d\nあり,e\n無し,f\nなし,g\n△,h\n")
    result = read(path, "columns:\n  - {name: is_open, type: boolean}\n  - {name: area}\n")
    assert result.loaded["is_open"].to_list() == [True] * 5 + [False] * 2
    assert [rule for *_, rule in set_aside(result)] == ["not_a_boolean"]


def test_kana_in_two_parts_load_as_the_kana_they_show(tmp_path: Path) -> None:
    """か and a mark, as a Macintosh writes が: nobody can tell them apart, and no search would find them."""
    text = "area\nつか\u3099る市\nハ\u309a\n\ufa19戸\n"
    result = read(text_file(tmp_path, text), "columns:\n  - {name: area}\n")
    assert result.loaded["area"].to_list() == ["つがる市", "パ", "\ufa19戸"]


@pytest.mark.parametrize("kind", ["text", "integer", "number", "municipality_code"])
def test_a_number_whose_last_digits_a_spreadsheet_did_not_show_is_none(tmp_path: Path, kind: str) -> None:
    """Corporate numbers and telephone numbers in a CSV file that Excel saved."""
    path = text_file(tmp_path, "area,id\n東,1.00002E+12\n西,1E+05\n")
    result = read(path, f"columns:\n  - {{name: area}}\n  - {{name: id, type: {kind}}}\n")
    assert [rule for *_, rule in set_aside(result)] == ["shortened_number"] * 2
    if kind == "text":
        others = read(text_file(tmp_path, "id\n1E05\n1-E+05\n12E-03\n"), "columns:\n  - {name: id}\n")
        assert others.quarantined.is_empty()


def test_a_number_with_the_exponent_of_a_program_has_all_its_digits(tmp_path: Path) -> None:
    """Python and R write 0.0000293728888236158 so; a spreadsheet writes 2.94E-05 of it, and nobody knows the rest."""
    text = "area,share\na,2.93728888236158e-05\nb,-1e+3\nc,1.5E-05\nd,1e400\ne,2e\n"
    result = read(text_file(tmp_path, text), "columns:\n  - {name: area}\n  - {name: share, type: number}\n")
    assert loaded(result, "area", "share") == [("a", 2.93728888236158e-05), ("b", -1000)]
    assert [rule for *_, rule in set_aside(result)] == ["shortened_number", "not_a_number", "not_a_number"]


def test_a_share_among_percentages_is_not_taken_for_one(tmp_path: Path) -> None:
    """Where one cell lost its format: 0.084 beside 12.5% is 8.4%, or perhaps not."""
    columns = "columns:\n  - {name: area}\n  - {name: share, type: number, percent: true}\n"
    path = text_file(tmp_path, "area,share\na,12.5%\nb,0.084\nc,△0.3\nd,1\ne,0\nf,8.4\ng,0.5%\nh,-\n")
    result = read(path, columns)
    assert [(row, value) for row, _, value, rule in set_aside(result)] == [(3, "0.084"), (4, "△0.3"), (5, "1")]
    assert result.quarantined["rule"].unique().to_list() == ["share_without_sign"]
    assert loaded(result, "area", "share") == [("a", 12.5), ("e", 0), ("f", 8.4), ("g", 0.5), ("h", None)]
    bare = read(text_file(tmp_path, "area,share\nb,0.084\nc,0.3\n"), columns)
    assert loaded(bare, "share") == [(0.084,), (0.3,)]


@pytest.mark.parametrize("sign", ["\ufffd", "〓", "\x80", "\x9d", "\ue000", "\uf8f1", "\U000f0001"])
def test_a_character_that_nobody_else_can_see_is_no_text(tmp_path: Path, sign: str) -> None:
    """外字, the sign for one that a program did not have, and what text in the wrong encoding leaves."""
    result = read(
        text_file(tmp_path, f"area,n\n{sign}原町,1\n檮原町,2\n"), "columns: [{name: area}, {name: n, type: integer}]\n"
    )
    assert [(row, rule) for row, *_, rule in set_aside(result)] == [(2, "broken_character")]
    known = read(text_file(tmp_path, "area\n〓\n"), "columns: [{name: area, allowed: ['〓']}]\n")
    assert known.quarantined.is_empty()


@pytest.mark.parametrize(("read_as", "words"), [("cp932", "ごみ処理センター"), ("cp1252", "日本語"), ("latin-1", "青森市")])
def test_japanese_that_was_read_in_another_encoding_is_no_text(tmp_path: Path, read_as: str, words: str) -> None:
    """As Excel leaves a file in UTF-8 that it opened and saved: 縺斐∩, with ・ for what it could not read."""
    garbled = words.encode().decode(read_as, errors="replace").replace("\ufffd", "・")
    result = read(text_file(tmp_path, f"area\n{garbled}\n縺れた糸\n繧繝縁\nCafé’s\nSão Paulo\n"), "columns: [{name: area}]\n")
    assert [(row, rule) for row, *_, rule in set_aside(result)] == [(2, "broken_character")]


@pytest.mark.parametrize("numbers", ["1,2,3,4", "(1),(2),(3),(4)", "①,②,③,④", "（１）,（２）,（３）,（４）"])
def test_a_row_that_numbers_the_columns_is_no_row_of_the_table(tmp_path: Path, numbers: str) -> None:
    columns = "columns:\n  - {name: area}\n  - {name: a}\n  - {name: b}\n  - {name: c}\n"
    result = read(text_file(tmp_path, f"area,a,b,c\n{numbers}\n東,5,6,7\n1,2,3,4\n"), columns)
    assert [(row, rule) for row, *_, rule in set_aside(result)] == [(2, "column_numbers")]
    told = read(
        text_file(tmp_path, f"area,a,b,c\n{numbers}\n東,5,6,7\n"),
        columns + "ignore_rows: [{rule: numbers, when: {first_cell_matches: '^[(]?1[)]?$'}}]\n",
    )
    assert told.quarantined.is_empty()


def test_three_numbers_may_well_be_a_row(tmp_path: Path) -> None:
    result = read(
        text_file(tmp_path, "no,rank,n\n1,2,3\n"), "columns: [{name: 'no'}, {name: rank}, {name: n, type: integer}]\n"
    )
    assert result.loaded.height == 1
    figures = "".join(f"  - {{name: {name}, type: integer}}\n" for name in "abcd")
    assert read(text_file(tmp_path, "a,b,c,d\n1,2,3,4\n"), f"columns:\n{figures}").loaded.height == 1
