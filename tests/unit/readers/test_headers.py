"""Columns are found by their headers; what does not fit proposes the line of the layout."""

from collections.abc import Callable

import pytest

from dagster_project.readers.headers import header_names
from dagster_project.readers.problems import InputProblem
from dagster_project.readers.read import ReadResult

Read = Callable[..., ReadResult]
LAYOUT = "columns:\n  - {name: area, header: 地域}\n  - {name: items, header: 引受物数, type: integer}\n"


def refusal(read: Read, layout: str, text: str) -> InputProblem:
    with pytest.raises(InputProblem) as caught:
        read(layout, text)
    return caught.value


def test_a_renamed_column_is_answered_with_the_line_to_write(read: Read) -> None:
    problem = refusal(read, LAYOUT, "地域,引受物数計\n全国,1\n")
    assert problem.column == "引受物数"
    assert problem.value == "引受物数計"
    assert 'header: ["引受物数", "引受物数計"]' in problem.fix_en
    assert "- name: items" in problem.fix_ja


def test_a_missing_column_is_named(read: Read) -> None:
    problem = refusal(read, LAYOUT, "地域\n全国\n")
    assert "引受物数" in problem.problem_ja
    assert "optional_column: true" in problem.fix_en


def test_an_unknown_column_is_named(read: Read) -> None:
    problem = refusal(read, LAYOUT, "地域,引受物数,備考\n全国,1,\n")
    assert '"備考"' in problem.problem_en
    assert "unused_columns" in problem.fix_en


def test_many_unknown_columns_make_a_short_message(read: Read) -> None:
    header = ",".join(f"列{number}" for number in range(200))
    problem = refusal(read, LAYOUT, f"地域,引受物数,{header}\n")
    assert "and 190 more" in problem.problem_en
    assert len(str(problem)) < 1500


def test_a_header_further_down_is_pointed_out(read: Read) -> None:
    problem = refusal(read, LAYOUT, "引受物数の推移,\n,\n地域,引受物数\n全国,1\n")
    assert "skip_rows: 2" in problem.fix_en


def test_unused_columns_may_be_named_by_pattern(read: Read) -> None:
    text = "地域,引受物数,0歳,1歳\n全国,1,2,3\n"
    result = read(f'{LAYOUT}unused_columns: [{{matches: "歳$"}}]\n', text)
    assert result.loaded["items"].to_list() == [1]


def test_headers_match_whatever_their_width_and_spaces(read: Read) -> None:
    layout = 'columns:\n  - {name: code, header: 団体コード}\n  - {name: kana, header: "名称\\n（ｶﾅ）"}\n'
    assert read(layout, '団体コード\u3000,"名称\n(カナ)"\n01,ア\n').loaded["kana"].to_list() == ["ア"]


def test_any_of_several_headers_will_do(read: Read) -> None:
    layout = "columns:\n  - {name: items, header: [物数, 引受物数], type: integer}\n"
    for header in ("物数", "引受物数"):
        assert read(layout, f"{header}\n5\n").loaded["items"].to_list() == [5]


def test_an_optional_column_may_be_absent(read: Read) -> None:
    layout = LAYOUT + "  - {name: share, type: number, optional_column: true}\n"
    row = read(layout, "地域,引受物数\n全国,1\n").loaded.row(0, named=True)
    assert (row["share"], row["share_status"]) == (None, "not_available")


def test_a_column_without_header_and_contents_is_no_column(read: Read) -> None:
    assert read(LAYOUT, "地域,引受物数,,\n全国,1,,\n").balance["rows_loaded"][0] == 1
    assert '"column_3"' in refusal(read, LAYOUT, "地域,引受物数,\n全国,1,5\n").problem_en


def test_merged_headers_are_known_by_both_spellings() -> None:
    names = header_names([["", "世帯数", "", "人員", ""], ["地域", "総数", "停止中", "総数", "停止中"]])
    assert names == [
        ("地域", "地域"),
        ("世帯数_総数", "世帯数_総数"),
        ("停止中", "世帯数_停止中"),
        ("人員_総数", "人員_総数"),
        ("停止中#2", "人員_停止中"),
    ]


def test_equal_headers_are_counted(read: Read) -> None:
    layout = 'columns:\n  - {name: a, header: 人数}\n  - {name: b, header: "人数#2"}\n'
    assert read(layout, "人数,人数\n1,2\n").loaded.select("a", "b").rows() == [("1", "2")]
