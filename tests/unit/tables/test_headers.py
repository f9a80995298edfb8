"""Columns are found by their headers; what does not fit proposes the line of the layout."""

from collections.abc import Callable

import pytest
import yaml

from dagster_project.common.problems import InputProblem
from dagster_project.tables.headers import header_names
from dagster_project.tables.read_result import ReadResult

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


@pytest.mark.parametrize("header", ["'物数'", '引受"物数"', "引受\\物数"])
def test_the_line_to_write_is_yaml_whatever_the_header_holds(read: Read, header: str) -> None:
    quoted = header.replace('"', '""')
    problem = refusal(read, "columns:\n  - {name: items, header: 引受物数}\n", f'"{quoted}"\n1\n')
    line = problem.fix_en.partition("write ")[2].partition(" under")[0]
    assert yaml.safe_load(line) == {"header": ["引受物数", header]}


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


def test_a_pattern_that_fits_an_unused_column_too_does_not_say_which_is_meant(read: Read) -> None:
    layout = (
        "columns:\n  - {name: area}\n  - {name: offices, header_matches: '支所.*箇所', type: integer}\n"
        "unused_columns: [{matches: '.*'}]\n"
    )
    problem = refusal(read, layout, "area,うち支所_箇所,支所・出張所_箇所\n東,1,2\n")
    assert (problem.column, problem.value) == ("うち支所_箇所", "支所・出張所_箇所")
    assert "which column is meant" in problem.problem_en
    assert read(layout, "area,支所_箇所,支所_職員\n東,1,2\n").loaded["offices"].to_list() == [1]


def test_a_row_of_data_is_never_taken_for_the_last_row_of_the_header(read: Read) -> None:
    layout = (
        "header_rows: 2\ncolumns:\n  - {name: area, header_matches: '地域'}\n"
        "  - {name: persons, header_matches: '人口', type: integer}\n"
    )
    problem = refusal(read, layout, "地域,人口\n東,12\n西,13\n")
    assert (problem.row, problem.value) == (2, "東 | 12")
    for last in (",2020", ",人", "(1),(人)"):
        assert read(layout, f"地域,人口\n{last}\n東,12\n").loaded["persons"].to_list() == [12]


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


def test_a_header_in_which_only_the_year_changed_is_answered_with_a_pattern(read: Read) -> None:
    layout = "columns:\n  - {name: area, header: 地域}\n  - {name: items, header: 令和5年度物数, type: integer}\n"
    problem = refusal(read, layout, "地域,令和６年度物数\n全国,1\n")
    assert (problem.column, problem.value) == ("令和5年度物数", "令和6年度物数")
    line = "header_matches: '^令和(?:元|[0-9]+)年度物数$'"
    assert line in problem.fix_ja
    mended = layout.replace("header: 令和5年度物数", line)
    for year in ("令和5年度物数", "令和元年度物数", "令和10年度物数"):
        assert read(mended, f"地域,{year}\n全国,1\n").loaded["items"].to_list() == [1]


def test_a_drifted_pattern_keeps_the_former_headers_too(read: Read) -> None:
    layout = 'columns:\n  - {name: area, header: 地域}\n  - {name: items, header_matches: "物数.*計$", type: integer}\n'
    problem = refusal(read, layout, "地域,物数(合計値)\n全国,1\n")
    assert "物数.*計$" in problem.problem_en and "物数(合計値)" in problem.problem_en
    line = problem.fix_en.split("write ")[1].split(" under")[0]
    mended = layout.replace('header_matches: "物数.*計$"', line)
    for header in ("物数(合計値)", "物数の計"):
        assert read(mended, f"地域,{header}\n全国,1\n").loaded["items"].to_list() == [1]


def test_a_hidden_line_feed_or_blank_in_a_header_is_no_drift(read: Read) -> None:
    assert read(LAYOUT, '"地\n域","引受\r\n物数　"\n全国,1\n').loaded["items"].to_list() == [1]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("人口（令和5年1月1日現在）", "2023-01-01"),
        ("2023年1月1日（令和5年1月1日）現在", "2023-01-01"),
        ("令和5年1月1日現在（令和5年8月1日公表）", None),
    ],
)
def test_a_title_that_states_two_days_does_not_say_which_is_meant(read: Read, title: str, day: str | None) -> None:
    layout = (
        "skip_rows: 1\ncolumns:\n  - {name: area}\n  - {name: n, type: integer}\n"
        "  - {name: as_of, type: date, required: true, taken_from: {title: '((?:令和)?[0-9]+年[0-9]+月[0-9]+日)'}}\n"
    )
    text = f"{title},\narea,n\n東,1\n"
    if day is None:
        problem = refusal(read, layout, text)
        assert (problem.column, problem.value) == ("as_of", "令和5年1月1日, 令和5年8月1日")
    else:
        assert [str(found) for found in read(layout, text).loaded["as_of"]] == [day]


@pytest.mark.parametrize(("title", "found"), [("青森県・岩手県の人口", "青森県, 岩手県"), ("青森県（青森県）", None)])
def test_a_title_that_states_two_prefectures_does_not_say_which_is_meant(read: Read, title: str, found: str | None) -> None:
    layout = (
        "skip_rows: 1\ncolumns:\n  - {name: area}\n  - {name: n, type: integer}\n"
        "  - {name: prefecture, taken_from: {title: '([^(・]{2}県)'}}\n"
    )
    text = f"{title},\narea,n\n東,1\n"
    if found is None:
        assert read(layout, text).loaded["prefecture"].to_list() == ["青森県"]
    else:
        problem = refusal(read, layout, text)
        assert (problem.column, problem.value) == ("prefecture", found)


def test_what_is_taken_from_elsewhere_is_not_looked_for_in_the_header(read: Read) -> None:
    layout = LAYOUT + "  - {name: nation, taken_from: {value: 日本}}\n"
    assert read(layout, "地域,引受物数\n全国,1\n").loaded["nation"].to_list() == ["日本"]
    assert read(layout, "地域,引受物数\n全国,1\n", nation="他").loaded["nation"].to_list() == ["他"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("taken_from: {title: 年}", "one group"),
        ("taken_from: {title: '(年'}", "one group"),
        ("taken_from: {title: '(年)', sheet: '(年)'}", "exactly one of title"),
        ("header: 年, header_matches: 年", "only one of header"),
        ("header_matches: '(年'", "not a regular expression"),
    ],
)
def test_a_misstated_place_of_a_value_is_named(layout_of: Callable[[str], object], more: str, said: str) -> None:
    with pytest.raises(InputProblem, match=said):
        layout_of(f"columns:\n  - {{name: year, {more}}}\n")


@pytest.mark.parametrize("header", ["引受物数(千通)", "引受物数_百万円", "引受物数(1,000通)", "引受物数(%)"])
def test_a_column_in_another_unit_is_never_proposed_as_the_same_one(read: Read, header: str) -> None:
    problem = refusal(read, LAYOUT, f'地域,"{header}"\n全国,1\n')
    assert "factor" in problem.fix_en and "単位が異なります" in problem.fix_ja
    assert 'header: ["' not in problem.fix_en


def test_two_columns_of_a_layout_with_one_header_are_both_named(read: Read) -> None:
    problem = refusal(read, LAYOUT.replace("引受物数", "地域"), "地域,引受物数\n全国,1\n")
    assert "`- name: area` and `- name: items`" in problem.problem_en
    assert "引受物数" not in problem.fix_en


def test_a_renamed_column_that_is_multiplied_is_accepted_only_after_a_look_at_its_unit(read: Read) -> None:
    problem = refusal(read, LAYOUT.replace("integer", "integer, factor: 10000"), "地域,引受物数計\n全国,1\n")
    assert "factor: 10000" in problem.fix_en and "factor: 10000" in problem.fix_ja
