"""Every row of a file ends loaded, quarantined with a reason, or ignored by a named rule."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.tables.read_result import ReadResult
from tests.unit.tables.small_files import read as read_file
from tests.unit.tables.small_files import text_file, workbook

Read = Callable[..., ReadResult]


def quarantined(result: ReadResult) -> list[tuple[int, str, str | None]]:
    return result.quarantined.select("row_number", "rule", "column_name").rows()


def only(result: ReadResult) -> dict[str, object]:
    assert result.quarantined.height == 1
    return result.quarantined.row(0, named=True)


def test_columns_are_typed_named_and_numbered(read: Read) -> None:
    layout = """
columns:
  - {name: as_of, type: partial_date}
  - {name: on, type: date}
  - {name: code6, type: municipality_code}
  - {name: fiscal_year, type: fiscal_year}
  - {name: is_open, type: boolean}
  - {name: items, header: 物数, type: integer, factor: 10000}
  - {name: share_pct, type: number, status: false}
  - {name: note}
"""
    text = (
        "as_of,on,code6,fiscal_year,is_open,物数,share_pct,note\n"
        "令和5年4月,R5.4.1,1100,令和5年度,○,1.5,▲2.5,（注）\n,,,,,,,\n-,,,,,-,,\n"
    )
    result = read(layout, text)
    assert result.loaded.schema == {
        "source_file": pl.String,
        "row_number": pl.Int64,
        "as_of_date": pl.Date,
        "as_of_precision": pl.String,
        "on": pl.Date,
        "code6": pl.String,
        "fiscal_year": pl.Int64,
        "is_open": pl.Boolean,
        "items": pl.Int64,
        "items_status": pl.String,
        "share_pct": pl.Float64,
        "note": pl.String,
    }
    assert result.loaded.rows() == [
        (
            "subject/table.csv",
            2,
            date(2023, 4, 1),
            "month",
            date(2023, 4, 1),
            "011002",
            2023,
            True,
            15000,
            "ok",
            -2.5,
            "（注）",
        )
    ]
    assert result.ignored.rows() == [("subject/table.csv", "table", 3, "empty_row")]
    assert quarantined(result) == [(4, "not_a_date", "as_of")]


@pytest.mark.parametrize(
    ("column", "cell", "rule"),
    [
        ("{name: a, required: true}", " ", "missing_value"),
        ("{name: a, type: integer}", "4~5", "not_a_number"),
        ("{name: a, type: integer}", "1543 (as printed)", "not_a_number"),
        ("{name: a, type: integer, marks: none}", "-", "not_a_number"),
        ("{name: a, type: integer}", "1.5", "not_a_whole_number"),
        ("{name: a, type: integer, factor: 100000000}", "1.2万", "own_unit"),
        ("{name: a, type: number, max: 100}", "100.1", "out_of_range"),
        ("{name: a, type: integer, min: 0}", "▲1", "out_of_range"),
        ("{name: a, type: fiscal_year, min: 1981}", "昭和50年度", "out_of_range"),
        ("{name: a, type: fiscal_year}", "2023-04", "not_a_fiscal_year"),
        ("{name: a, type: date}", "2023-06", "not_a_date"),
        ("{name: a, type: partial_date}", "平成32年", "not_a_date"),
        ("{name: a, type: partial_date}", "令和5年度", "not_a_date"),
        ("{name: a, type: boolean}", "多分", "not_a_boolean"),
        ("{name: a, type: municipality_code}", "011003", "invalid_code"),
        ("{name: a, allowed: [総数, 営業中]}", "REJECTED", "unknown_code"),
        ("{name: a}", "北海\ufffd", "broken_character"),
    ],
)
def test_a_cell_that_breaks_a_rule_puts_its_row_in_quarantine(read: Read, column: str, cell: str, rule: str) -> None:
    result = read(f"columns:\n  - {{name: z}}\n  - {column}\n", f"z,a\nx,{cell}\n")
    row = only(result)
    assert (row["rule"], row["column_name"], row["row_number"]) == (rule, "a", 2)
    assert row["raw_text"] == f"x | {cell}"
    assert row["value"] == cell
    assert "「a」" in str(row["reason_ja"]) and '"a"' in str(row["reason_en"])
    if rule != "missing_value":
        assert cell in str(row["reason_ja"]) and cell in str(row["reason_en"])


@pytest.mark.parametrize(
    ("bounds", "said"),
    [("min: 0", "≥ 0"), ("max: 12345678", "≤ 12345678"), ("min: 0.5, max: 99999999", "0.5–99999999")],
)
def test_a_range_is_told_with_all_its_digits_where_it_has_one_end_too(read: Read, bounds: str, said: str) -> None:
    row = only(
        read(
            f"columns:\n  - {{name: z}}\n  - {{name: a, type: number, {bounds}}}\n",
            f"z,a\nx,{'-' * ('min' in bounds)}123456789\n",
        )
    )
    assert f"({said})" in str(row["reason_ja"]) and f": {said}." in str(row["reason_en"])


def test_the_column_is_named_as_in_the_file_too(read: Read) -> None:
    result = read("columns:\n  - {name: items, header: 物数（万通）, type: integer}\n", "物数（万通）\nx?\n")
    assert 'Column "物数(万通) (items)" holds "x?"' in str(only(result)["reason_en"])


def test_an_allowed_text_is_loaded_in_the_spelling_of_the_layout(read: Read) -> None:
    layout = "columns:\n  - {name: a, allowed: [コンビニ]}\n"
    assert read(layout, "a\nｺﾝﾋﾞﾆ\n").loaded["a"].to_list() == ["コンビニ"]


def test_units_of_the_row_decide_the_factor(read: Read) -> None:
    layout = """
columns:
  - {name: value, type: number, factor_by: {column: unit, map: {万個: 10000, "%": 1}}}
  - {name: unit}
"""
    result = read(layout, "value,unit\n122292.3,万個\n47.5,％\n3,冊\n,冊\n")
    assert result.loaded["value"].to_list() == [1222923000.0, 47.5, None]
    row = only(result)
    assert row["rule"] == "unknown_unit"
    assert "冊" in str(row["reason_ja"]) and "万個, %" in str(row["reason_en"])


def test_marks_of_the_layout_replace_the_usual_ones(read: Read) -> None:
    layout = 'columns:\n  - {name: n, type: integer, marks: {"0": below_unit, "C": suppressed}}\n  - {name: z}\n'
    result = read(layout, "n,z\n0,\nＣ,\n,z\n5,\n-,\n")
    assert result.loaded.select("n", "n_status").rows() == [
        (None, "below_unit"),
        (None, "suppressed"),
        (None, "not_available"),
        (5, "ok"),
    ]
    assert quarantined(result) == [(6, "not_a_number", "n")]


def test_constants_fill_declared_columns_and_are_added_otherwise(read: Read) -> None:
    layout = "columns:\n  - {name: as_of, type: partial_date}\n  - {name: a}\n"
    result = read(layout, "a\nx\n", as_of=date(2023, 1, 1), wave_id="w1")
    assert result.loaded.drop("source_file", "row_number").rows() == [(date(2023, 1, 1), "day", "x", "w1")]


def test_a_row_is_quarantined_once_by_its_first_rule(read: Read) -> None:
    layout = "columns:\n  - {name: a, type: date}\n  - {name: b, type: integer}\n"
    assert quarantined(read(layout, "a,b\nx,y\nR5.4.1,y,z\n")) == [
        (2, "not_a_date", "a"),
        (3, "ragged_row", None),
    ]


def test_a_ragged_row_keeps_all_its_text(read: Read) -> None:
    row = only(read("columns:\n  - {name: a}\n  - {name: b}\n", "a,b\n1,2\n1,2,3,4\n"))
    assert row["raw_text"] == "1 | 2 | 3 | 4"
    assert "has 4 cells where the header has 2" in str(row["reason_en"])


def test_the_second_of_two_identical_rows_is_quarantined(read: Read) -> None:
    layout = "columns:\n  - {name: a}\n  - {name: n, type: integer}\n"
    for key in ("", "key: [a]\n"):
        result = read(layout + key, "a,n\nx,1\ny,2\nx,1\nx,1\n")
        assert quarantined(result) == [(4, "duplicate_row", None), (5, "duplicate_row", None)]
        assert result.loaded["row_number"].to_list() == [2, 3]
        assert "row 2" in result.quarantined["reason_en"][1]


def test_rows_that_contradict_each_other_are_both_quarantined(read: Read) -> None:
    layout = "columns:\n  - {name: as_of, type: partial_date}\n  - {name: n, type: integer}\nkey: [as_of_date]\n"
    result = read(layout, "as_of,n\nR5.4.1,1\n2023-04,1\n2023-04-01,2\n")
    assert quarantined(result) == [(2, "duplicate_key", "as_of"), (4, "duplicate_key", "as_of")]
    assert "row 4" in result.quarantined["reason_en"][0]
    assert "2行目" in result.quarantined["reason_ja"][1]


TOTALS = """
columns:
  - {name: area}
  - {name: kind, allowed: [直営, 簡易]}
  - {name: n, type: integer}
ignore_rows:
  - {rule: all_total, when: {area: [合計], kind: [計]}, sums_over: [area, kind], sums_value: n}
  - {rule: area_total, when: {area: [合計]}, sums_over: [area], sums_value: n}
  - {rule: kind_total, when: {kind: [計]}, sums_over: [kind], sums_value: n}
key: [area, kind]
"""
PARTS = "area,kind,n\n東,直営,3\n東,簡易,-\n西,直営,4\n西,簡易,5\n"


def test_totals_that_add_up_are_ignored_by_name(read: Read) -> None:
    result = read(TOTALS, PARTS + "東,計,3\n西,計,9\n合計,直営,7\n合計,簡易,5\n合計,計,12\n")
    assert result.quarantined.height == 0
    assert result.ignored["rule"].to_list() == ["kind_total"] * 2 + ["area_total"] * 2 + ["all_total"]


def test_a_total_that_does_not_add_up_is_quarantined_with_both_figures(read: Read) -> None:
    row = only(read(TOTALS, PARTS + "西,計,10\n"))
    assert (row["rule"], row["column_name"], row["value"]) == ("total_mismatch", "n", "10")
    assert "add up to 9" in str(row["reason_en"]) and "内訳の合計9" in str(row["reason_ja"])


def test_a_total_without_parts_or_without_a_number_is_told_apart(read: Read) -> None:
    result = read(TOTALS, PARTS + "南,計,1\n東,計,…\n西,計,約9\n")
    assert quarantined(result) == [(6, "total_mismatch", "n"), (8, "not_a_number", "n")]
    assert result.ignored["row_number"].to_list() == [7]


def test_a_total_over_a_suppressed_part_cannot_be_checked_and_passes(read: Read) -> None:
    result = read(TOTALS, "area,kind,n\n東,直営,3\n東,簡易,X\n東,計,8\n")
    assert result.quarantined.height == 0


def test_a_wrong_unit_stands_out_from_its_series(read: Read) -> None:
    layout = """
columns:
  - {name: area}
  - {name: n, type: integer}
plausibility:
  - {rule: scale_outlier, column: n, by: [area]}
"""
    text = "area,n\n東,1000\n東,1100\n東,90\n東,900\n東,0\n東,-\n西,1\n西,1000000\n南,-5\n南,5\n南,51\n"
    result = read(layout, text)
    assert quarantined(result) == [(4, "scale_outlier", "n"), (12, "scale_outlier", "n")]
    assert "median" in result.quarantined["reason_en"][0]


def test_rows_are_left_out_by_the_first_rule_that_matches(read: Read) -> None:
    layout = """
columns:
  - {name: code}
  - {name: n, type: integer}
ignore_rows:
  - {rule: header_again, when: {repeated_header: true}}
  - {rule: blank, when: {row_empty: true}}
  - {rule: remark, when: {first_cell_matches: "^※"}}
  - {rule: former, when: {code: {matches: "[A-Z]$"}, n: ["1", "２"]}}
end_of_table: {first_cell_matches: "^(注|資料)"}
"""
    text = "code,n\n01,5\nｃｏｄｅ,ｎ\n,\n,※参考\n01A,1\n01B,2\n01C,3\n,\n 注1,\n02,x\n"
    result = read(layout, text)
    assert result.ignored.select("row_number", "rule").rows() == [
        (3, "header_again"),
        (4, "blank"),
        (5, "remark"),
        (6, "former"),
        (7, "former"),
        (9, "blank"),
        (10, "footnote"),
        (11, "footnote"),
    ]
    assert result.loaded["code"].to_list() == ["01", "01C"]


def test_rows_below_a_total_that_is_not_the_last_row_are_not_passed_over_as_notes(read: Read) -> None:
    layout = (
        "columns:\n  - {name: area, required: true}\n  - {name: n, type: integer}\nend_of_table: {first_cell_matches: ^計}\n"
    )
    result = read(layout, "area,n\n東,1\n計,1\n西,2\n資料 総務省,\n注 1,x\n")
    assert result.loaded["area"].to_list() == ["東"]
    assert result.quarantined.select("row_number", "rule").rows() == [(4, "below_the_end")]
    assert "3" in result.quarantined["reason_ja"][0] and "Row 3" in result.quarantined["reason_en"][0]
    assert result.ignored["row_number"].to_list() == [3, 5, 6]


@pytest.mark.parametrize("cell", ["12O", "550¹", "1.2.3"])
def test_a_row_below_a_false_end_is_told_though_its_figure_does_not_read(read: Read, cell: str) -> None:
    layout = "columns:\n  - {name: area}\n  - {name: n, type: integer}\nend_of_table: {first_cell_matches: ^注}\n"
    result = read(layout, f"area,n\n東,1\n注連町,2\n西,{cell}\n資料,総務省2020年\n注 1,\n")
    assert result.quarantined.select("row_number", "rule").rows() == [(4, "below_the_end")]
    assert result.ignored["row_number"].to_list() == [3, 5, 6]


def test_an_error_below_a_false_end_is_told(tmp_path: Path) -> None:
    layout = "columns:\n  - {name: area}\n  - {name: n, type: integer}\nend_of_table: {first_cell_matches: ^注}\n"
    result = read_file(workbook(tmp_path, [["area", "n"], ["東", 1], ["注 推計", None], ["西", "=1/0"]]), layout)
    assert result.quarantined.select("row_number", "rule").rows() == [(4, "below_the_end")]


def test_the_end_of_a_table_is_that_of_each_of_its_columns_that_become_rows(read: Read) -> None:
    layout = (
        "columns:\n  - {name: area}\n  - {name: year, type: fiscal_year}\n  - {name: n, type: integer}\n"
        "wide_to_long: {headers: '^(\\d{4})年$', header_to: [year], value_to: n}\nend_of_table: {first_cell_matches: ^注}\n"
    )
    result = read(layout, "area,2020年,2021年\n東,1,2\n注 速報,,\n")
    assert result.loaded.select("year", "n").rows() == [(2020, 1), (2021, 2)]
    assert result.ignored["row_number"].to_list() == [3, 3]
    below = read(layout, "area,2020年,2021年\n東,1,2\n注 速報,,\n西,3,4\n")
    assert below.quarantined.select("row_number", "rule").rows() == [(4, "below_the_end")] * 2


def test_a_header_alone_is_a_table_without_rows(read: Read) -> None:
    result = read(TOTALS + "plausibility:\n  - {rule: scale_outlier, column: n}\n", "area,kind,n\n")
    assert result.balance.row(0)[2:] == (0, 0, 0, 0)
    assert result.loaded.columns == ["source_file", "row_number", "area", "kind", "n", "n_status"]
    assert result.quarantined.columns == [
        "source_file",
        "table_name",
        "sheet",
        "row_number",
        "header",
        "column_name",
        "value",
        "rule",
        "reason_ja",
        "reason_en",
        "raw_text",
    ]


TOP = "列,b,c\n1,2,3\n"


@pytest.mark.parametrize(
    "data",
    [f"{TOP}4,5".encode(), f'{TOP}4,"5'.encode(), f"{TOP}4,5,県".encode()[:-1], f"{TOP}4,5,県".encode()[:-2]],
    ids=["between cells", "within quotes", "within a character", "before most of its bytes"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "detect"])
def test_a_file_that_ends_within_a_row_is_refused_with_that_row(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with pytest.raises(InputProblem) as caught:
        read_file(path, f"encoding: {encoding}\ncolumns: [{{name: a, header: 列}}, {{name: b}}, {{name: c}}]\n")
    assert caught.value.row == 3
    assert "受領し直して" in caught.value.fix_ja and "btain" in caught.value.fix_en


def test_what_ends_without_a_line_break_but_with_all_its_cells_is_read(tmp_path: Path) -> None:
    columns = "columns: [{name: a}, {name: b}]\nend_of_table: {first_cell_matches: ^注}\n"
    for text, rows in (("a,b\n1,2\n3,4", 2), ("a,b\n1,2\n3,", 2), ("a,b\n1,2\n注 速報値", 1)):
        assert read_file(text_file(tmp_path, text), columns).loaded.height == rows


TWO_TABLES = """
columns:
  - {name: area, header: 市町村}
  - {name: sex, header: 性別}
  - {name: n, header: 人口, type: integer}
"""


@pytest.mark.parametrize("header", ["市町村,性別,人口", "市町村,性別,世帯数"])
def test_a_second_table_below_the_first_is_none_of_its_rows(read: Read, header: str) -> None:
    result = read(TWO_TABLES, f"市町村,性別,人口\n東,男,1\n\n表2 外国人,,\n{header}\n西,男,2\n")
    assert result.loaded["area"].to_list() == ["東"]
    assert quarantined(result) == [(4, "second_table", None), (5, "second_table", None), (6, "second_table", None)]
    assert "header in row 5" in result.quarantined["reason_en"][0]


def test_the_header_again_without_another_title_is_the_same_table_going_on(read: Read) -> None:
    result = read(TWO_TABLES, "市町村,性別,人口\n東,男,1\n\n市町村,性別,人口\n西,男,2\n")
    assert result.loaded["area"].to_list() == ["東", "西"]
    known = TWO_TABLES + "ignore_rows:\n  - {rule: again, when: {repeated_header: true}}\n"
    result = read(known, "市町村,性別,人口\n東,男,1\n表の続き,,\n市町村,性別,人口\n西,男,2\n")
    assert result.loaded["area"].to_list() == ["東", "表の続き", "西"]


def test_the_header_of_a_second_table_may_have_several_rows(read: Read) -> None:
    layout = """
header_rows: 2
columns:
  - {name: area, header: 市町村}
  - {name: men, header: 人口_男, type: integer}
  - {name: women, header: 人口_女, type: integer}
"""
    header = ",人口,\n市町村,男,女\n"
    result = read(layout, f"{header}東,1,2\n表2 外国人,,\n,,\n{header}西,3,4\n")
    assert result.loaded["area"].to_list() == ["東"]
    assert set(result.quarantined["rule"]) == {"second_table"}


MOVES = """
columns:
  - {name: area, header: 区, required: true}
  - {name: households, header: 世帯数, type: integer}
  - {name: people, header: 人口, type: integer}
"""


@pytest.mark.parametrize(
    "header",
    [
        "《人口動態》,,\n区,自然動態,社会動態\n",
        "\n区分,出生,死亡\n",
        "区,自然動態,社会動態\n",
        "年,動態,\n,出生,死亡\n",
    ],
)
def test_a_second_table_may_have_a_header_of_its_own(read: Read, header: str) -> None:
    result = read(MOVES, f"区,世帯数,人口\n東,97,213\n灘,67,136\n{header}東,-53,2\n灘,-21,-40\n")
    assert result.loaded.select("area", "people").rows() == [("東", 213), ("灘", 136)]
    assert "second_table" in set(result.quarantined["rule"])


@pytest.mark.parametrize(
    "row", ["南,休止,休止", "南,秘,x", "南,,調査中", "南,-,…", "北区計,x,X", "※,資料,"], ids=lambda row: row
)
def test_words_in_a_row_begin_no_second_table(read: Read, row: str) -> None:
    for above in ("", "\n", "東部,,\n"):
        result = read(MOVES, f"区,世帯数,人口\n東,97,213\n{above}{row}\n西,1,2\n")
        assert "西" in result.loaded["area"].to_list()


@pytest.mark.parametrize("note", ["a) 10月１日現在", "ｂ）国勢調査（確定数）", "(c) 参考値"])
def test_a_note_by_its_letter_is_no_row(read: Read, note: str) -> None:
    result = read(MOVES, f"区,世帯数,人口\n東,97,213\n{note},,\n")
    assert result.loaded["area"].to_list() == ["東"]
    assert quarantined(result) == [(3, "note_below_table", None)]


UNIT_ABOVE = """
skip_rows: 2
columns:
  - {name: area, header: 市町村}
  - {name: n, header: 人口, type: integer}
"""


@pytest.mark.parametrize(
    ("unit", "factor"), [("（単位：千人）", 1000), ("単位: 万円", 10_000), ("(単位 百万円)", 1_000_000), ("単位は1000人", 1000)]
)
def test_a_unit_above_the_table_that_the_layout_does_not_know_stops_the_file(read: Read, unit: str, factor: int) -> None:
    text = f"表1 人口,\n,{unit}\n市町村,人口\n東,12\n"
    with pytest.raises(InputProblem, match="factor") as caught:
        read(UNIT_ABOVE, text)
    assert (caught.value.row, "単位" in str(caught.value.value)) == (2, True)
    known = UNIT_ABOVE.replace("type: integer", f"type: integer, factor: {factor}")
    assert read(known, text).loaded["n"].to_list() == [12 * factor]
    assert read(UNIT_ABOVE, text.replace(unit, "単位：人")).loaded["n"].to_list() == [12]


UNIT_BELOW = """
columns:
  - {name: code, header: コード}
  - {name: area, header: 市町村}
  - {name: n, header: 人口, type: integer}
"""


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("コード,市町村,人口\n,,（千人）\n1,東,12\n", 2),
        ("コード,市町村,人口\n1,東,12\n,,百万円\n2,西,13\n", 3),
        ('コード,市町村,人口\n,,"（1,000人）"\n1,東,12\n', 2),
        ("コード,市町村,人口\n1,東,12000\n（単位：千人）,,\n2,西,13\n", 3),
    ],
)
def test_a_unit_in_a_row_of_its_own_stops_a_file_whose_layout_does_not_know_it(read: Read, text: str, row: int) -> None:
    """That row alone would be set aside, and the numbers it speaks of would load a thousand times too small."""
    with pytest.raises(InputProblem, match="factor") as caught:
        read(UNIT_BELOW, text)
    assert caught.value.row == row
    factor = 1_000_000 if "百万円" in text else 1000
    known = read(UNIT_BELOW.replace("type: integer", f"type: integer, factor: {factor}"), text)
    assert known.loaded["n"].max() >= 12_000
    left_out = f"{UNIT_BELOW}ignore_rows:\n  - {{rule: units, when: {{first_cell_matches: '[千百人]'}}}}\n"
    assert read(left_out, text).balance["rows_ignored"].to_list() == [1]
    ones = text.replace("千人", "人").replace("1,000人", "人").replace("百万円", "円")
    assert read(UNIT_BELOW, ones).loaded["n"].max() >= 12


def test_a_number_with_its_unit_is_no_unit(read: Read) -> None:
    result = read(UNIT_BELOW, "コード,市町村,人口\n1,東,12\n2,西,1000人\n")
    assert result.quarantined.select("row_number", "rule").rows() == [(3, "not_a_number")]


def test_a_unit_in_a_header_that_a_pattern_finds_must_be_in_the_pattern(read: Read) -> None:
    found = UNIT_BELOW.replace("header: 人口", "header_matches: 人口")
    with pytest.raises(InputProblem, match="factor") as caught:
        read(found, "コード,市町村,人口（千人）\n1,東,12\n")
    assert caught.value.column == "n"
    assert read(found, "コード,市町村,人口（人）\n1,東,12\n").loaded["n"].to_list() == [12]
    stated = UNIT_BELOW.replace("header: 人口", "header_matches: '人口.千人'")
    assert read(stated, "コード,市町村,人口（千人）\n1,東,12\n").loaded["n"].to_list() == [12]
    wide = "columns: [{name: area}, {name: year}, {name: n, type: integer}]\n"
    wide += "wide_to_long: {headers: '([0-9]{4})年', header_to: [year], value_to: n}\n"
    with pytest.raises(InputProblem, match="factor"):
        read(wide, "area,2020年(千人),2021年\n東,1,2\n")
    assert read(wide, "area,2020年(人),2021年\n東,1,2\n").loaded["n"].to_list() == [1, 2]


def test_a_column_of_units_that_is_not_read_counts_in_ones(read: Read) -> None:
    unread = f"{UNIT_BELOW}unused_columns: [単位]\n"
    text = "コード,市町村,人口,単位\n1,東,12,人\n2,西,13,千人\n"
    with pytest.raises(InputProblem, match="factor") as caught:
        read(unread, text)
    assert (caught.value.row, caught.value.column, caught.value.value) == (3, "単位", "千人")
    assert read(unread, text.replace("千人", "人")).loaded["n"].to_list() == [12, 13]


@pytest.mark.parametrize(("kind", "value"), [("date", "令和5年13月"), ("integer", "1.5"), ("text, allowed: [a, b]", "c")])
def test_a_constant_that_does_not_read_is_the_fault_of_its_record(read: Read, kind: str, value: str) -> None:
    layout = f"columns:\n  - {{name: area}}\n  - {{name: said, type: {kind}, taken_from: {{record: true}}}}\n"
    with pytest.raises(InputProblem) as refused:
        read(layout, "area\n東\n西\n", said=value)
    assert (refused.value.column, refused.value.value, refused.value.row) == ("said", value, None)
    assert "constants" in refused.value.fix_ja and "constants" in refused.value.fix_en
