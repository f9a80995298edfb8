"""A unit that a file states is the one of the layout's factor, or the file is refused."""

from pathlib import Path

import pytest

from dagster_project.common.problems import InputProblem
from tests.unit.tables.small_files import loaded, read, text_file

BY_TITLE = "skip_rows: 1\ncolumns:\n  - {name: area}\n  - {name: persons, header: 人口, type: number, factor: 1000}\n"
BY_PATTERN = "columns:\n  - {name: area}\n  - {name: persons, header_matches: '^人口', type: number, factor: 1000}\n"
WIDE = (
    "columns:\n  - {name: area}\n  - {name: year}\n  - {name: persons, type: number, factor: 1000}\n"
    "wide_to_long: {headers: '^([0-9]+)年', header_to: year, value_to: persons}\n"
)


@pytest.mark.parametrize(
    "title",
    [
        "人口（単位：人）",
        "（単位：万人）",
        "単位 百万円",
        "（単位：１０，０００人）",
        "単位:人、世帯",
        "単　位：人",
        "単位／万人",
        "（人、％）",
    ],
)
def test_a_title_in_another_unit_than_the_factor_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(InputProblem, match="factor in the layout is 1000") as caught:
        read(text_file(tmp_path, f'"{title}",\narea,人口\n東,12\n'), BY_TITLE)
    assert caught.value.row == 1


@pytest.mark.parametrize(
    "title",
    [
        "人口（単位：千人）",
        "（単位：千人、%）",
        "単位:人、千円",
        "(単位 1,000人)",
        "単位:%",
        "2023年の人口",
        "（千人、％）",
        "単位／千人",
    ],
)
def test_a_title_in_the_unit_of_the_factor_is_read(tmp_path: Path, title: str) -> None:
    assert loaded(read(text_file(tmp_path, f'"{title}",\narea,人口\n東,12\n'), BY_TITLE), "persons") == [(12000,)]


@pytest.mark.parametrize(
    "title",
    [
        "（千人）",
        "人口の推移【百万人】",
        "〔万人〕",
        "＜千人＞",
        "千人",
        "単位(千人)",
        "In thousands",
        "(unit: 1,000 persons)",
        "人口 千人",
        "（単　位：千人）",
        "（単位／千人）",
        "単位…百万人",
        "単位=千人",
        "単位:世帯、千人",
        "（千人、％）",
        "（世帯・千人）",
        "人口は千人単位",
        "人口の単位は、千人である。",
        "（千）",
        "(¥ million)",
        "(in 1,000)",
    ],
)
def test_a_title_in_thousands_is_refused_where_the_layout_knows_of_none(tmp_path: Path, title: str) -> None:
    with pytest.raises(InputProblem, match="no column of numbers in the layout has a factor") as caught:
        read(text_file(tmp_path, f'"{title}",\narea,人口\n東,12\n'), BY_TITLE.replace(", factor: 1000", ""))
    assert caught.value.row == 1


@pytest.mark.parametrize(
    "title",
    [
        "※千人未満は四捨五入",
        "人口(1,000 - 4,999)の町村",
        "千葉県 世帯",
        "（人）",
        "Persons in 2020",
        "市区町村単位、千代田区",
        "学校単位・千葉県",
        "世帯規模(1人、2人)",
    ],
)
def test_a_title_without_thousands_is_none(tmp_path: Path, title: str) -> None:
    text = text_file(tmp_path, f'"{title}",\narea,人口\n東,12\n')
    assert loaded(read(text, BY_TITLE.replace(", factor: 1000", "")), "persons") == [(12,)]


@pytest.mark.parametrize("title", ["（人）", "人口の推移(万人)", "【百万人】"])
def test_a_unit_in_brackets_in_a_title_is_held_against_the_factor(tmp_path: Path, title: str) -> None:
    with pytest.raises(InputProblem, match="factor in the layout is 1000"):
        read(text_file(tmp_path, f'"{title}",\narea,人口\n東,12\n'), BY_TITLE)


@pytest.mark.parametrize(
    "header", ["人口【千人】", "人口〔百万人〕", "人口 千人", "人口：万人", "人口(thousand)", "人口<百人>"]
)
def test_a_header_in_thousands_that_a_pattern_found_is_refused_where_the_layout_knows_of_none(
    tmp_path: Path, header: str
) -> None:
    with pytest.raises(InputProblem, match="no column of numbers in the layout has a factor") as caught:
        read(text_file(tmp_path, f"area,{header}\n東,12\n"), BY_PATTERN.replace(", factor: 1000", ""))
    assert (caught.value.row, caught.value.column) == (1, "persons")


@pytest.mark.parametrize("header", ["人口【人】", "人口 万人", "人口:百万人"])
def test_a_unit_in_another_writing_in_the_header_is_held_against_the_factor(tmp_path: Path, header: str) -> None:
    with pytest.raises(InputProblem, match="factor in the layout is 1000"):
        read(text_file(tmp_path, f"area,{header}\n東,12\n"), BY_PATTERN)


@pytest.mark.parametrize("header", ["人口(人)", "人口（万人）", "人口[単位:百万人]"])
def test_a_header_in_another_unit_than_the_factor_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(InputProblem, match="factor in the layout is 1000") as caught:
        read(text_file(tmp_path, f"area,{header}\n東,12\n"), BY_PATTERN)
    assert (caught.value.row, caught.value.column) == (1, "persons")


def test_a_header_in_the_unit_of_the_factor_is_read(tmp_path: Path) -> None:
    assert loaded(read(text_file(tmp_path, "area,人口（千人）\n東,12\n"), BY_PATTERN), "persons") == [(12000,)]


def test_a_year_in_another_unit_than_the_factor_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match='unit "人"'):
        read(text_file(tmp_path, "area,2020年(千人),2021年(人)\n東,1,1000\n"), WIDE)


@pytest.mark.parametrize("unit", ["千人", "（千人）"])
def test_a_unit_in_a_header_row_of_its_own_is_seen(tmp_path: Path, unit: str) -> None:
    text = f"area,人口\n,{unit}\n東,12\n"
    without = BY_PATTERN.replace(", factor: 1000", "").replace("{name: area}", "{name: area, header_matches: '^area'}")
    with pytest.raises(InputProblem, match="factor"):
        read(text_file(tmp_path, text), f"header_rows: 2\n{without}")
    assert loaded(read(text_file(tmp_path, text), f"header_rows: 2\n{BY_PATTERN}"), "persons") == [(12000,)]


ONE = (
    "columns:\n  - {name: area}\n  - {name: persons, header: 人口, type: number, factor: 1000}\n  - {name: yen, type: number}\n"
)
BY_RULE = (
    "ignore_rows:\n  - {rule: units, when: {area: '', yen: '' }}\n  - {rule: stated, when: {first_cell_matches: '^.?単位'}}\n"
)


@pytest.mark.parametrize("rules", ["", BY_RULE])
@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",(人),", "persons"),
        (",人,", "persons"),
        (",(万人),", "persons"),
        (",(千人),(千円)", "yen"),
        ("（単位：万人）,,", None),
    ],
)
def test_a_row_of_units_below_the_header_in_another_unit_than_the_factor_is_refused(
    tmp_path: Path, row: str, column: str | None, rules: str
) -> None:
    with pytest.raises(InputProblem, match="factor in the layout is 1") as caught:
        read(text_file(tmp_path, f"area,人口,yen\n{row}\n東,12,5\n"), f"{ONE}{rules}")
    assert (caught.value.row, caught.value.column) == (2, column)


@pytest.mark.parametrize("row", [",(千人),", ",千人,", "(単位:千人),,"])
def test_a_row_of_units_in_the_unit_of_the_factor_is_read(tmp_path: Path, row: str) -> None:
    result = read(text_file(tmp_path, f"area,人口,yen\n{row}\n東,12,5\n"), f"{ONE}{BY_RULE}")
    assert loaded(result, "persons", "yen") == [(12000, 5)] and result.quarantined.is_empty()


def test_a_row_of_units_that_the_layout_names_is_known(tmp_path: Path) -> None:
    named = "ignore_rows:\n  - {rule: units, when: {persons: ['(人)', '(千人)']}}\n"
    result = read(text_file(tmp_path, "area,人口,yen\n,(人),\n東,12,5\n"), f"{ONE}{named}")
    assert loaded(result, "persons") == [(12000,)]


def test_a_column_of_units_that_is_not_read_is_held_against_the_factor(tmp_path: Path) -> None:
    unread = f"{ONE}unused_columns: [単位]\n"
    with pytest.raises(InputProblem, match='unit "人"'):
        read(
            text_file(tmp_path, "area,人口,yen,単位\n東,12,5,人\n西,13,5,人\n"),
            unread.replace("type: number}", "type: number, factor: 1000}"),
        )
    assert loaded(read(text_file(tmp_path, "area,人口,yen,単位\n東,12,5,千人\n"), unread), "persons") == [(12000,)]


@pytest.mark.parametrize("unit", ["（千人）", "（千人、％）", "（世帯・千人）", "単位：世帯、千人", "単　位／千人"])
def test_a_row_below_the_header_that_states_thousands_is_seen(tmp_path: Path, unit: str) -> None:
    columns = "columns:\n  - {name: area}\n  - {name: persons, header: 人口, type: number}\n"
    with pytest.raises(InputProblem, match="no column of numbers in the layout has a factor") as caught:
        read(text_file(tmp_path, f"area,人口\n{unit},\n東,12\n"), columns)
    assert caught.value.row == 2
    with_factor = columns.replace("type: number", "type: number, factor: 1000")
    assert (12000,) in loaded(read(text_file(tmp_path, f"area,人口\n{unit},\n東,12\n"), with_factor), "persons")
