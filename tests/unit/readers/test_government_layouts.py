"""Files laid out as governments publish them, read with the example layouts of the fixtures."""

from datetime import date
from pathlib import Path

import pytest

from dagster_project.readers.layout import load_layout
from dagster_project.readers.read import ReadResult, read_table
from tests.unit.readers.test_workbook_grid import Rows, workbook


def read(path: Path, layout_path: Path) -> ReadResult:
    return read_table(path, load_layout(layout_path), source_file=path.name, table_name="t")


def test_public_facilities_with_repeated_headers_totals_and_notes(fixtures: Path) -> None:
    result = read(
        fixtures / "public_facilities_cp932.csv", fixtures / "layouts" / "public_facilities.layout.yml"
    )
    assert result.balance.row(0)[2:] == (13, 7, 3, 3)
    assert result.loaded.select("code6", "facility", "facility_count", "facility_count_status").rows() == [
        ("011002", "支所", 12, "ok"),
        ("011002", "出張所", None, "none"),
        ("012025", "支所", 1004, "ok"),
        ("012025", "出張所", None, "not_available"),
        ("131016", "支所", None, "suppressed"),
        ("131016", "出張所", 6, "ok"),
        ("131041", "支所", 10, "ok"),
    ]
    assert result.quarantined.select("row_number", "rule").rows() == [
        (10, "total_mismatch"),
        (11, "unknown_code"),
        (12, "not_a_number"),
    ]
    assert result.ignored["rule"].to_list() == ["repeated_header", "prefecture_total", "footnote"]


def test_a_census_with_byte_order_mark_thousands_and_former_municipalities(fixtures: Path) -> None:
    result = read(fixtures / "census_bom.csv", fixtures / "layouts" / "census.layout.yml")
    assert result.loaded.select("code6", "population_persons").rows() == [("011002", 2001), ("131016", 1002)]
    assert result.ignored["rule"].to_list() == ["nation", "former_municipality"]


def test_monthly_volumes_copied_by_hand_with_eras_and_mixed_units(fixtures: Path) -> None:
    result = read(fixtures / "monthly_volume.csv", fixtures / "layouts" / "monthly_volume.layout.yml")
    assert result.loaded.select("as_of_date", "volume_items", "yoy_pct").rows() == [
        (date(2023, 4, 1), 1222923000, -6.0),
        (date(2023, 5, 1), 1190000000, -4.8),
        (date(2023, 6, 1), 1409540000, -1.2),
        (date(2023, 8, 1), 1180000000, 0.0),
    ]
    assert result.quarantined.select("row_number", "rule").rows() == [(5, "scale_outlier"), (7, "not_a_date")]


REGISTER: Rows = [
    ["令和5年1月1日住民基本台帳年齢階級別人口"],
    [None, None, None, None, "総数", "0歳～4歳"],
    ["団体コード", "都道府県名", "市区町村名", "性別", "人", "人"],
    ["-", "合計", "-", "計", 3, 1],
    ["011002", "北海道", "札幌市", "計", 2, 1],
    [11002, "北海道", "札幌市", "男", 1, 0],
    ["013030", "北海道", "石狩郡", "計", 1, 0],
    [431052, "熊本県", "熊本市北区", "計", 1, 0],
    ["431053", "熊本県", "熊本市北区", "女", 1, 0],
    [None],
    ["注1：外国人住民の内訳は、非公表である"],
]


def test_a_resident_register_with_a_title_two_header_rows_and_notes(tmp_path: Path, fixtures: Path) -> None:
    result = read(
        workbook(tmp_path / "register.xlsx", S=REGISTER),
        fixtures / "layouts" / "resident_register.layout.yml",
    )
    assert result.loaded.select("row_number", "code6", "sex", "population_persons").rows() == [
        (5, "011002", "計", 2),
        (6, "011002", "男", 1),
        (8, "431052", "計", 1),
    ]
    assert result.quarantined.select("sheet", "row_number", "rule").rows() == [("S", 9, "invalid_code")]
    assert result.ignored["rule"].to_list() == ["nation", "county_subtotal", "empty_row", "footnote"]


def test_municipal_codes_on_two_sheets_with_line_feeds_and_half_width_kana(
    tmp_path: Path, fixtures: Path
) -> None:
    kanji = ["団体コード", "都道府県名\n（漢字）", "市区町村名\n（漢字）"]
    sheets: dict[str, Rows] = {
        "R6.1.1現在の団体": [[*kanji, "市区町村名\n（カナ）"], ["011002", "北海道", "札幌市", "ｻｯﾎﾟﾛｼ"]],
        "R6.1.1政令指定都市": [
            [*kanji, "市区町村名\n（ｶﾅ）"],
            ["011002", "北海道", "札幌市", "ｻｯﾎﾟﾛｼ"],
            [431052, "熊本県", "熊本市北区", "ｸﾏﾓﾄｼｷﾀｸ"],
        ],
    }
    result = read(
        workbook(tmp_path / "codes.xlsx", **sheets), fixtures / "layouts" / "municipal_codes.layout.yml"
    )
    assert result.loaded.select("code6", "name_kana").rows() == [
        ("011002", "サッポロシ"),
        ("431052", "クマモトシキタク"),
    ]
    row = result.quarantined.row(0, named=True)
    assert (row["rule"], row["sheet"]) == ("duplicate_row", "R6.1.1政令指定都市")
    assert "R6.1.1現在の団体" in row["reason_ja"]


@pytest.mark.parametrize("name", ["public_facilities", "census", "monthly_volume", "resident_register", "municipal_codes"])
def test_the_example_layouts_are_valid(fixtures: Path, name: str) -> None:
    assert load_layout(fixtures / "layouts" / f"{name}.layout.yml").columns
