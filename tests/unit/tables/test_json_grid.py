"""GeoJSON and e-Stat's JSON are tables like CSV: what is wrong in one row costs that row, a broken file is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.tables.grids.json_grid import read_json_grid
from dagster_project.tables.read_result import ReadResult
from tests.unit.tables.small_files import loaded, read, set_aside, text_file

POINTS = """\
columns:
  - {name: kind, header: P05_002}
  - {name: number, header: P05_009, type: integer, status: false}
  - {name: longitude, header: geometry_longitude, type: number, status: false, min: 122, max: 154}
  - {name: latitude, header: geometry_latitude, type: number, status: false, min: 20, max: 46}
"""
TABLE = """\
format: json
columns:
  - {name: code6, header: area, type: municipality_code, required: true}
  - {name: area, header: area_label}
  - {name: item, header: cat01, required: true}
  - {name: title, taken_from: {title: '(国勢調査.*)'}}
  - {name: figure, header: value, type: integer}
unused_columns: [{matches: '^(tab|time|unit)'}, cat01_label]
"""


def feature(properties: Any, geometry: Any = "point") -> dict[str, Any]:
    place = {"type": "Point", "coordinates": [139.7, 35.6]} if geometry == "point" else geometry
    return {"type": "Feature", "properties": properties, "geometry": place}


def collection(folder: Path, *features: Any, name: str = "points.geojson") -> Path:
    return text_file(folder, json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), name)


def points(folder: Path, *features: Any) -> ReadResult:
    return read(collection(folder, *features), POINTS)


def answer(values: Any, told: dict[str, Any] | None = None, status: int = 0, areas: Any = None) -> str:
    areas = areas or [{"@code": "01100", "@name": "札幌市"}, {"@code": "13101", "@name": "千代田区"}]
    table = {
        "RESULT_INF": {} if told is None else told,
        "TABLE_INF": {"STAT_NAME": {"@code": "00200521", "$": "国勢調査"}, "TITLE": {"@no": "1", "$": "国勢調査 人口"}},
        "CLASS_INF": {
            "CLASS_OBJ": [
                {"@id": "tab", "@name": "表章項目", "CLASS": {"@code": "020", "@name": "人口"}},
                {"@id": "cat01", "@name": "男女", "CLASS": [{"@code": "0", "@name": "総数"}, {"@code": "1", "@name": "男"}]},
                {"@id": "area", "@name": "地域", "CLASS": areas},
                {"@id": "time", "@name": "時間", "CLASS": {"@code": "2020000000", "@name": "2020年"}},
            ]
        },
        "DATA_INF": {"NOTE": [{"@char": "-", "$": "該当数字がないもの"}], "VALUE": values},
    }
    result = {"STATUS": status, "ERROR_MSG": "正常に終了しました。"}
    return json.dumps({"GET_STATS_DATA": {"RESULT": result, "STATISTICAL_DATA": table}}, ensure_ascii=False)


def value(area: str, figure: str | None, cat01: str = "0") -> dict[str, Any]:
    return {"@tab": "020", "@cat01": cat01, "@area": area, "@time": "2020000000", "@unit": "人", "$": figure}


def problem_of(path: Path, layout: str) -> InputProblem:
    with pytest.raises(InputProblem) as raised:
        read(path, layout)
    assert raised.value.file == str(path)
    assert raised.value.fix_ja and raised.value.fix_en
    return raised.value


def test_each_feature_is_a_row_with_its_properties_and_its_point(tmp_path: Path) -> None:
    result = points(tmp_path, feature({"P05_002": "2", "P05_009": 18004}), feature({"P05_002": "4", "P05_009": "18006"}))
    assert loaded(result, "row_number", "kind", "number", "longitude", "latitude") == [
        (1, "2", 18004, 139.7, 35.6),
        (2, "4", 18006, 139.7, 35.6),
    ]
    assert result.balance["rows_read"][0] == 2


def test_numbers_keep_all_their_digits_and_no_null_is_a_text(tmp_path: Path) -> None:
    place = {"type": "Point", "coordinates": [139.70000000000001, 35]}
    path = collection(tmp_path, feature({"P05_002": None, "P05_009": 18004.0}, place))
    assert loaded(read(path, POINTS), "kind", "number", "longitude") == [(None, 18004, 139.70000000000001)]


def test_a_feature_without_a_property_that_others_have_is_set_aside_by_name(tmp_path: Path) -> None:
    result = points(tmp_path, feature({"P05_002": "2", "P05_009": 1}), feature({"P05_002": "3"}))
    assert loaded(result, "kind") == [("2",)]
    assert set_aside(result) == [(2, "number", "P05_009", "property_missing")]
    (reason_ja, reason_en) = result.quarantined.select("reason_ja", "reason_en").row(0)
    assert "P05_009" in reason_ja and "P05_009" in reason_en


def test_a_missing_property_that_is_not_read_costs_nothing(tmp_path: Path) -> None:
    layout = POINTS + "unused_columns: [P05_004]\n"
    path = collection(
        tmp_path, feature({"P05_002": "2", "P05_009": 1, "P05_004": "x"}), feature({"P05_002": "3", "P05_009": 2})
    )
    assert loaded(read(path, layout), "kind") == [("2",), ("3",)]


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Polygon", "coordinates": [[[139, 35], [140, 35], [139, 36], [139, 35]]]},
        {"type": "Point", "coordinates": [35.6, 139.7]},
        {"type": "Point", "coordinates": [139.7]},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": ["東京", "日本"]},
        {"type": "Point", "coordinates": [None, 35]},
        {"type": "Point"},
        "Point",
    ],
)
def test_what_is_no_point_in_the_order_of_geojson_is_set_aside(tmp_path: Path, geometry: Any) -> None:
    result = points(tmp_path, feature({"P05_002": "2", "P05_009": 1}, geometry), feature({"P05_002": "3", "P05_009": 1}))
    assert loaded(result, "kind") == [("3",)]
    assert [(row, rule) for row, _, _, rule in set_aside(result)] == [(1, "geometry_not_a_point")]


def test_a_wrong_geometry_costs_nothing_where_no_place_is_read(tmp_path: Path) -> None:
    layout = "columns: [{name: kind, header: P05_002}]\nunused_columns: [{matches: '^geometry_'}]\n"
    assert loaded(read(collection(tmp_path, feature({"P05_002": "2"}, None)), layout), "kind") == [("2",)]


def test_a_property_that_is_no_single_value_is_set_aside(tmp_path: Path) -> None:
    result = points(tmp_path, feature({"P05_002": ["2"], "P05_009": 1}), feature({"P05_002": {"a": 1}, "P05_009": True}))
    assert [(row, column, rule) for row, column, _, rule in set_aside(result)] == [
        (1, "kind", "not_one_value"),
        (2, "kind", "not_one_value"),
    ]


def test_a_text_where_a_number_should_be_is_named_with_its_value(tmp_path: Path) -> None:
    result = points(tmp_path, feature({"P05_002": "2", "P05_009": "三局"}))
    assert set_aside(result) == [(1, "number", "三局", "not_a_number")]


def test_an_unknown_property_stops_the_file_with_the_line_to_write(tmp_path: Path) -> None:
    problem = problem_of(collection(tmp_path, feature({"P05_002": "2", "P05_009": 1, "P05_099": "x"})), POINTS)
    assert "P05_099" in problem.message_ja and "P05_099" in problem.message_en


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('{"type": "FeatureCollection",\n"features": [', 2),
        ('{"type": "FeatureCollection",\n"features": [}]}', 2),
        ("type,features\n", 1),
        ("[" * 100_000, None),
    ],
)
def test_broken_json_is_named_with_its_line(tmp_path: Path, text: str, row: int | None) -> None:
    problem = problem_of(text_file(tmp_path, text, "points.geojson"), POINTS)
    assert problem.row == row
    assert "JSON" in problem.problem_ja and "JSON" in problem.problem_en


def test_json_of_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "points.geojson"
    path.write_bytes('{"type": "FeatureCollection",\n"name": "郵便局"}'.encode("cp932"))
    problem = problem_of(path, POINTS)
    assert problem.row == 2
    assert "UTF-8" in problem.problem_en


@pytest.mark.parametrize("text", ['{"type": "Feature"}', '{"a": 1}', "[1, 2]", "3"])
def test_json_that_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    problem = problem_of(text_file(tmp_path, text, "points.json"), POINTS)
    assert "GeoJSON" in problem.problem_ja and "GeoJSON" in problem.problem_en


@pytest.mark.parametrize("features", ["[]", "null", '{"a": 1}', '"none"'])
def test_a_collection_without_features_is_refused(tmp_path: Path, features: str) -> None:
    path = text_file(tmp_path, f'{{"type": "FeatureCollection", "features": {features}}}', "points.geojson")
    assert problem_of(path, POINTS).column == "features"


def test_a_feature_without_properties_is_named_by_its_number(tmp_path: Path) -> None:
    problem = problem_of(collection(tmp_path, feature({"P05_002": "2", "P05_009": 1}), feature(None)), POINTS)
    assert (problem.row, problem.column) == (2, "properties")


def test_json_is_read_as_what_it_is_whatever_its_name(tmp_path: Path) -> None:
    path = collection(tmp_path, feature({"P05_002": "2", "P05_009": 1}), name="points.csv")
    assert loaded(read(path, POINTS), "kind") == [("2",)]


def test_a_table_of_estat_has_codes_and_their_labels(tmp_path: Path) -> None:
    text = answer([value("01100", "1,973,395"), value("13101", "-")], {"FROM_NUMBER": 1, "TO_NUMBER": 2})
    result = read(text_file(tmp_path, text, "table.json"), TABLE)
    assert loaded(result, "row_number", "code6", "area", "item", "title", "figure", "figure_status") == [
        (1, "011002", "札幌市", "0", "国勢調査", 1973395, "ok"),
        (2, "131016", "千代田区", "0", "国勢調査", None, "none"),
    ]


def test_estat_writes_one_of_a_kind_without_a_list(tmp_path: Path) -> None:
    text = answer(value("01100", "5"), areas={"@code": "01100", "@name": "札幌市"})
    assert loaded(read(text_file(tmp_path, text, "table.json"), TABLE), "area", "figure") == [("札幌市", 5)]


def test_a_code_that_the_table_does_not_explain_is_set_aside(tmp_path: Path) -> None:
    result = read(text_file(tmp_path, answer([value("01100", "5"), value("99999", "6")]), "table.json"), TABLE)
    assert loaded(result, "figure") == [(5,)]
    assert [(row, rule) for row, _, _, rule in set_aside(result)] == [(2, "code_not_explained")]


def test_a_table_of_estat_that_lacks_values_it_counts_is_refused(tmp_path: Path) -> None:
    text = answer([value("01100", "5")], {"TOTAL_NUMBER": 3, "FROM_NUMBER": 1, "TO_NUMBER": 3})
    problem = problem_of(text_file(tmp_path, text, "table.json"), TABLE)
    assert (problem.column, problem.value) == ("VALUE", "1")


def test_a_part_of_a_table_of_estat_is_a_file_of_its_own(tmp_path: Path) -> None:
    text = answer([value("01100", "5")], {"TOTAL_NUMBER": 3, "FROM_NUMBER": 3, "TO_NUMBER": 3})
    assert loaded(read(text_file(tmp_path, text, "table.json"), TABLE), "figure") == [(5,)]
    assert read_json_grid(text.encode()).part == (3, 3, 3)
    assert read_json_grid(text.replace('"TOTAL_NUMBER": 3', '"TOTAL_NUMBER": 1').encode()).part is None


@pytest.mark.parametrize(
    "text",
    [
        '{"GET_STATS_DATA": {"RESULT": {"STATUS": 100, "ERROR_MSG": "誤りがあります。"}}}',
        '{"GET_STATS_DATA": {"RESULT": {"STATUS": 1, "ERROR_MSG": "該当するデータはありません。"}, "STATISTICAL_DATA": {}}}',
        '{"GET_STATS_DATA": {}}',
        '{"GET_STATS_DATA": null}',
    ],
)
def test_an_answer_without_data_says_what_estat_said(tmp_path: Path, text: str) -> None:
    problem = problem_of(text_file(tmp_path, text, "table.json"), TABLE)
    assert "e-Stat" in problem.problem_ja and "e-Stat" in problem.problem_en
    assert "ERROR_MSG" not in text or problem.value is not None


def test_a_table_of_estat_without_values_is_refused(tmp_path: Path) -> None:
    assert problem_of(text_file(tmp_path, answer([]), "table.json"), TABLE).column == "VALUE"


def test_an_object_that_says_two_things_under_one_name_is_refused(tmp_path: Path) -> None:
    text = collection(tmp_path, feature({"P05_002": "2", "P05_009": 1})).read_text(encoding="utf-8")
    twice = text_file(tmp_path, text.replace('"P05_009": 1', '"P05_009": 1, "P05_009": 2'), "points.geojson")
    problem = problem_of(twice, POINTS)
    assert (problem.column, problem.value) == ("P05_009", '"1" / "2"')
    same = text_file(tmp_path, text.replace('"P05_009": 1', '"P05_009": 1, "P05_009": 1'), "points.geojson")
    assert loaded(read(same, POINTS), "number") == [(1,)]


def test_half_a_character_is_one_that_was_lost(tmp_path: Path) -> None:
    text = collection(tmp_path, feature({"P05_002": "half", "P05_009": 1}), feature({"P05_002": "whole", "P05_009": 2}))
    halved = text.read_text(encoding="utf-8").replace("half", "\\ud842").replace("whole", "\\ud842\\udfb7")
    result = read(text_file(tmp_path, halved, "points.geojson"), POINTS)
    assert [(row, rule) for row, _, _, rule in set_aside(result)] == [(1, "broken_character")]
    assert loaded(result, "kind") == [("𠮷",)]


def test_a_month_written_as_a_number_keeps_its_zero(tmp_path: Path) -> None:
    text = collection(tmp_path, feature({"start": "first"}), feature({"start": "second"})).read_text(encoding="utf-8")
    text = text.replace('"first"', "2023.10").replace('"second"', "2023.0")
    result = read(
        text_file(tmp_path, text, "points.geojson"),
        "columns:\n  - {name: start, type: partial_date}\nunused_columns: [{matches: ^geometry}]\n",
    )
    assert [str(day) for day in result.loaded["start_date"]] == ["2023-10-01", "2023-01-01"]


def test_a_number_too_large_for_any_table_is_not_written_out(tmp_path: Path) -> None:
    text = collection(tmp_path, feature({"P05_002": "2", "P05_009": "x"})).read_text(encoding="utf-8")
    result = read(text_file(tmp_path, text.replace('"x"', "1e999999999"), "points.geojson"), POINTS)
    assert set_aside(result) == [(1, "number", "1e999999999", "not_a_number")]


@pytest.mark.parametrize(
    ("system", "is_read"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", True),
        ("urn:ogc:def:crs:EPSG::6668", True),
        ("EPSG:4612", True),
        ("urn:ogc:def:crs:EPSG::4301", False),
        ("urn:ogc:def:crs:EPSG::6677", False),
    ],
)
def test_a_point_in_another_system_of_coordinates_is_set_aside(tmp_path: Path, system: str, is_read: bool) -> None:
    features = [feature({"P05_002": "2", "P05_009": 1})]
    document = {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": system}}, "features": features}
    path = text_file(tmp_path, json.dumps(document), "points.geojson")
    result = read(path, POINTS)
    told = [] if is_read else [(1, "longitude", system, "geometry_in_other_system")]
    assert set_aside(result) == told
    without_place = POINTS.partition("  - {name: longitude")[0] + "unused_columns: [{matches: ^geometry}]\n"
    assert loaded(read(path, without_place), "number") == [(1,)]


@pytest.mark.parametrize(
    ("said", "is_whole"),
    [
        ({"numberMatched": 2, "numberReturned": 1}, False),
        ({"totalFeatures": 2}, False),
        ({"exceededTransferLimit": True}, False),
        ({"properties": {"exceededTransferLimit": True}}, False),
        ({"numberMatched": "unknown", "totalFeatures": 1, "exceededTransferLimit": False}, True),
    ],
)
def test_features_that_a_server_kept_back_are_missed(tmp_path: Path, said: dict[str, Any], is_whole: bool) -> None:
    document = {"type": "FeatureCollection", **said, "features": [feature({"P05_002": "2", "P05_009": 1})]}
    path = text_file(tmp_path, json.dumps(document), "points.geojson")
    if is_whole:
        assert loaded(read(path, POINTS), "number") == [(1,)]
    else:
        assert problem_of(path, POINTS).column == "features"


def test_an_axis_that_estat_does_not_explain_is_not_passed_over(tmp_path: Path) -> None:
    """Without it, the men and the women of a place would be two values of one key."""
    values = [value("01100", "5") | {"@cat02": "1"}, value("01100", "6") | {"@cat02": "2"}]
    problem = problem_of(text_file(tmp_path, answer(values), "table.json"), TABLE)
    assert "cat02" in problem.problem_en


@pytest.mark.parametrize("part", ["STATISTICAL_DATA", "CLASS_INF", "CLASS_OBJ"])
def test_a_table_of_estat_in_another_shape_is_refused(tmp_path: Path, part: str) -> None:
    text = answer([value("01100", "5")]).replace(f'"{part}": ', f'"{part}": [5], "other": ')
    assert "e-Stat" in problem_of(text_file(tmp_path, text, "table.json"), TABLE).problem_en
