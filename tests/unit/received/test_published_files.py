"""Files in the shapes governments publish, made up here and read with the project's own layouts."""

import json
from datetime import date
from pathlib import Path

import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.received.table_layouts import layout_paths, layouts_of_table, require_columns
from dagster_project.settings import PROJECT_ROOT
from dagster_project.tables.layout import Layout, load_layout
from dagster_project.tables.read_result import ReadResult
from dagster_project.tables.table_reader import empty_table, read_table
from tests.unit.tables.test_workbook_grid import Rows, workbook

pytestmark = pytest.mark.thorough

RAW = PROJECT_ROOT / "raw"
CLASSES = [*(f"{age}歳～{age + 4}歳" for age in range(0, 100, 5)), "100歳以上"]


def layout(name: str) -> Layout:
    return load_layout(RAW / f"{name}.layout.yml")


def read(path: Path, chosen: Layout, **constants: object) -> ReadResult:
    return read_table(
        path,
        chosen,
        source_file=path.name,
        table_name="t",
        constants=constants,
        municipalities=RecordedMunicipalities(RAW).periods if chosen.municipality else None,
    )


def as_cp932(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("cp932"))
    return path


def register(title: str, header: list[list[object]]) -> Rows:
    ages = [1] * 21
    return [
        [title],
        *header,
        ["-", "合計", "-", "計", 42, *ages],
        ["010006", "北海道", "-", "計", 21, *ages],
        ["011002", "北海道", "札幌市", "計", 21, *ages],
        [11002, "北海道", "札幌市", "男", 11, *["-"] * 21],
        ["013030", "北海道", "石狩郡", "計", 21, *ages],
        ["133604", "東京都", "島しょ", "計", 21, *ages],
        ["431053", "熊本県", "熊本市北区", "女", 21, *ages],
        [None],
        ["注1：外国人住民の内訳は、非公表である"],
    ]


def test_the_resident_register_gives_its_date_and_residents_in_the_title(tmp_path: Path) -> None:
    header = [
        [None, None, None, None, "総数", *CLASSES],
        ["団体コード", "都道府県名", "市区町村名", "性別", *["人"] * 22],
    ]
    title = "令和6年1月1日住民基本台帳年齢階級別人口（市区町村別）（日本人住民）"
    result = read(
        workbook(tmp_path / "register.xlsx", S=register(title, header)),
        layout("municipalities/resident_register_age"),
    )
    assert result.loaded.select("as_of_date", "residents", "code6", "sex", "age_100_over_persons_status").rows() == [
        (date(2024, 1, 1), "日本人住民", "010006", "計", "ok"),
        (date(2024, 1, 1), "日本人住民", "011002", "計", "ok"),
        (date(2024, 1, 1), "日本人住民", "011002", "男", "none"),
    ]
    assert result.quarantined["rule"].to_list() == ["invalid_code"]
    assert result.ignored["rule"].to_list() == [
        "nation",
        "county_subtotal",
        "county_subtotal",
        "empty_row",
        "footnote",
    ]


def test_a_register_whose_title_lost_its_date_says_where_to_write_it(tmp_path: Path) -> None:
    header = [
        [None, None, None, None, "総数", *CLASSES],
        ["団体コード", "都道府県名", "市区町村名", "性別", *["人"] * 22],
    ]
    path = workbook(tmp_path / "register.xlsx", S=register("年齢階級別人口（総計）", header))
    chosen = layout("municipalities/resident_register_age")
    with pytest.raises(InputProblem) as caught:
        read(path, chosen)
    assert caught.value.column == "as_of_date"
    assert caught.value.value.startswith("年齢階級別人口(総計) / ")
    assert "constants: {as_of_date: 2023-01-01}" in caught.value.fix_en
    assert read(path, chosen, as_of_date=date(2024, 1, 1)).loaded["as_of_date"][0] == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("resident_register_age_2015", [label.replace("歳～", "～") for label in CLASSES]),
        ("resident_register_age_2010", [*(f"{age}～{age + 4}歳" for age in range(0, 80, 5)), "80歳以上"]),
    ],
)
def test_older_registers_have_other_classes_and_their_title_in_the_header(
    tmp_path: Path, name: str, classes: list[str]
) -> None:
    # the layouts are for xls, which nothing here writes: the same cells as xlsx
    chosen = layout(f"municipalities/{name}").model_copy(update={"format": "xlsx"})
    rows: Rows = [
        ["【総計】平成25年3月31日住民基本台帳年齢階級別人口（市区町村別）"],
        ["団体コード", "都道府県名", "市区町村名", "性別", "総数", *classes],
        ["011002", "北海道", "札幌市", "計", 99, *range(len(classes))],
    ]
    row = read(workbook(tmp_path / "old.xlsx", S=rows), chosen).loaded.row(0, named=True)
    assert (row["as_of_date"], row["residents"], row["code6"]) == (date(2013, 3, 31), "総計", "011002")
    assert (row["age_0_4_persons"], row["age_75_79_persons"]) == (0, 15)
    if name.endswith("2010"):
        assert (row["age_80_over_persons"], row["age_80_84_persons"]) == (16, None)
    else:
        assert (row["age_80_over_persons"], row["age_100_over_persons"]) == (None, 20)


def test_the_code_list_takes_its_date_from_the_sheets_and_lists_a_city_once(tmp_path: Path) -> None:
    kanji = ["団体コード", "都道府県名\n（漢字）", "市区町村名\n（漢字）"]
    path = workbook(
        tmp_path / "codes.xlsx",
        **{
            "R7.1.1現在の団体": [
                [*kanji, "都道府県名\n（カナ）", "市区町村名\n（カナ）"],
                ["010006", "北海道", None, "ﾎｯｶｲﾄﾞｳ", None],
                ["011002", "北海道", "札幌市", "ﾎｯｶｲﾄﾞｳ", "ｻｯﾎﾟﾛｼ"],
            ],
            "R7.1.1政令指定都市": [
                [*kanji, "都道府県名\n（ｶﾅ）", "市区町村名\n（ｶﾅ）"],
                ["011002", "北海道", "札幌市", "ﾎｯｶｲﾄﾞｳ", "ｻｯﾎﾟﾛｼ"],
                [431052, "熊本県", "熊本市北区", "ｸﾏﾓﾄｹﾝ", "ｸﾏﾓﾄｼｷﾀｸ"],
            ],
        },
    )
    result = read(path, layout("municipalities/municipality_code"))
    assert result.loaded.select("as_of_date", "code6", "name_kana").rows() == [
        (date(2025, 1, 1), "010006", None),
        (date(2025, 1, 1), "011002", "サッポロシ"),
        (date(2025, 1, 1), "431052", "クマモトシキタク"),
    ]
    assert result.ignored["rule"].to_list() == ["city_listed_twice"]


def test_standard_area_codes_in_cp932_with_the_wards_together_left_out(tmp_path: Path) -> None:
    header = (
        "標準地域コード,都道府県,政令市･郡･支庁･振興局等,政令市･郡･支庁･振興局等（ふりがな）,"
        "市区町村,市区町村（ふりがな）,廃置分合等施行年月日"
    )
    text = (
        f'{header},廃置分合等情報有無\r\n"01100","北海道","札幌市","さっぽろし","","","1973-12-01","有"\r\n'
        '"13100","東京都","","","特別区部","とくべつくぶ","",""\r\n'
        '"13101","東京都","特別区部","とくべつくぶ","千代田区","ちよだく","",""\r\n'
    )
    result = read(as_cp932(tmp_path / "codes.csv", text), layout("municipalities/standard_area_code"))
    assert result.loaded.select("as_of_date", "code6", "name_ja", "changed_on", "has_changes").rows() == [
        (None, "011002", None, date(1973, 12, 1), True),
        (None, "131016", "千代田区", None, None),
    ]
    assert result.ignored["rule"].to_list() == ["special_wards_together"]


def test_changes_carry_their_reason(tmp_path: Path) -> None:
    header = (
        "標準地域コード,都道府県,政令市･郡･支庁･振興局等,政令市･郡･支庁･振興局等（ふりがな）,"
        "市区町村,市区町村（ふりがな）,廃置分合等施行年月日,改正事由"
    )
    text = (
        f"{header}\r\n"
        '"08523","茨城県","結城郡","ゆうきぐん","石下町","いしげまち","2006-01-01","石下町(08523)が水海道市(08211)に編入"\r\n'
    )
    result = read(as_cp932(tmp_path / "changes.csv", text), layout("municipalities/area_change"))
    assert result.loaded.select("effective_date", "code6", "reason_ja").rows() == [
        (date(2006, 1, 1), "085235", "石下町(08523)が水海道市(08211)に編入")
    ]


def test_a_census_with_byte_order_mark_thousands_and_former_municipalities(fixtures: Path) -> None:
    chosen = layout("municipalities/census_population")
    with pytest.raises(InputProblem, match="as_of_date"):
        read(fixtures / "census_bom.csv", chosen, as_of_date="not available")
    result = read(fixtures / "census_bom.csv", chosen, as_of_date="2020-10-01")
    assert result.loaded.select("as_of_date", "code6", "population_persons").rows() == [
        (date(2020, 10, 1), "011002", 2001),
        (date(2020, 10, 1), "131016", 1002),
    ]
    assert result.ignored["rule"].to_list() == ["nation", "former_municipality"]


FACILITY_TOP: Rows = [
    ["決算年度", "業務コード", "団体コード", "都道府県名", "団体名", "一　道路", None, "十四　その他施設", None, None],
    [None, None, None, None, None, "1　道路", None, "1　庁舎", None, "2　集会施設"],
    [None, None, None, None, None, "実延長", "改良済", "本庁舎", "支所・出張所", "公民館"],
    [None, None, None, None, None, None, None, None, None, None],
    [None, None, None, None, None, None, None, "箇所数", "箇所数", "箇所数"],
    [None, None, None, None, None, "(m)", "(m)", None, None, None],
    [None, None, None, None, None, "01", "02", "03", "04", "05"],
]


def test_public_facilities_below_seven_header_rows_and_over_several_years(tmp_path: Path) -> None:
    rows: Rows = [
        *FACILITY_TOP,
        [2022, "a", "011002", "北海道", "札幌市", 1, 2, 1, 31, "-"],
        [2023, "a", "011002", "北海道", "札幌市", 1, 2, 1, 30, "…"],
        [2023, "a", "-", "北海道", "北海道計", 1, 2, 1, 30, "…"],
    ]
    chosen = layout("branch_counts/public_facility")
    result = read(workbook(tmp_path / "facilities.xlsx", S=rows), chosen)
    assert result.loaded.select(
        "fiscal_year", "code6", "municipal_branch_count", "community_hall_count_status", "library_count_status"
    ).rows() == [
        (2022, "011002", 31, "none", "not_available"),
        (2023, "011002", 30, "not_available", "not_available"),
    ]
    assert result.ignored["rule"].to_list() == ["prefecture_total"]


def test_seven_header_rows_that_drifted_name_the_pattern_and_the_nearest_header(tmp_path: Path) -> None:
    drifted = [[str(cell).replace("支所・出張所", "支所等") if cell else cell for cell in row] for row in FACILITY_TOP]
    path = workbook(tmp_path / "facilities.xlsx", S=[*drifted, [2022, "a", "011002", "北海道", "札幌市", *range(5)]])
    with pytest.raises(InputProblem) as caught:
        read(path, layout("branch_counts/public_facility"))
    assert caught.value.row == 7
    assert "支所.*出張所" in caught.value.column
    assert "支所等" in caught.value.problem_en and "header_matches: " in caught.value.fix_en


def test_public_facilities_in_cp932_with_a_repeated_header(tmp_path: Path) -> None:
    header = "年度,団体コード ,都道府県名,団体名,支所・出張所_箇所数,図書館_箇所数\r\n"
    text = f"{header}2023,011002,北海道,札幌市,30,-\r\n{header}2023,12025,北海道,函館市,4,２\r\n2023,-,北海道,計,34,2\r\n"
    result = read(as_cp932(tmp_path / "f.csv", text), layout("branch_counts/public_facility_csv"))
    assert result.loaded.select("code6", "municipal_branch_count", "library_count").rows() == [
        ("011002", 30, None),
        ("012025", 4, 2),
    ]
    assert result.ignored["rule"].to_list() == ["repeated_header", "prefecture_total"]


def test_depopulated_areas_below_their_title(tmp_path: Path) -> None:
    rows: Rows = [
        ["過疎地域市町村等一覧"],
        ["（令和4年4月1日現在）"],
        [None],
        ["No.", "都道府県", "市町村名", "過疎区分", "一部過疎の区域"],
        [1, "北海道", "函館市", "一部過疎", "戸井町、恵山町"],
        [2, "北海道", "小樽市", "全部過疎", None],
        [3, "北海道", "札幌市", "過疎", None],
        ["※注記"],
    ]
    result = read(workbook(tmp_path / "kaso.xlsx", 一覧=rows), layout("municipalities/depopulated_area"))
    assert result.loaded.select("as_of_date", "name_ja", "designation", "partial_area_ja").rows() == [
        (date(2022, 4, 1), "函館市", "一部過疎", "戸井町、恵山町"),
        (date(2022, 4, 1), "小樽市", "全部過疎", None),
    ]
    assert result.quarantined["rule"].to_list() == ["unknown_code"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,名称_英字,所在地_連結表記,緯度,経度,電話番号,備考",
            "131016,A1,東京都千代田区,麹町出張所,コウジマチ,,東京都千代田区麹町2-8,35.68,139.74,03-0000-0000,",
        ),
        (
            "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,方書,緯度,経度,電話番号,URL,備考",
            "131016,1,東京都,千代田区,麹町出張所,コウジマチ,千代田区麹町2-8,,35.68,139.74,03-0000-0000,,",
        ),
    ],
)
def test_both_editions_of_the_municipal_open_data_standard(tmp_path: Path, header: str, row: str) -> None:
    path = tmp_path / "branches.csv"
    path.write_text(f"\ufeff{header}\n{row}\n", encoding="utf-8")
    loaded = read(path, layout("branch_counts/branch_office"), as_of_date="2024-04-01").loaded
    assert loaded.select("as_of_date", "code6", "name_ja", "latitude").rows() == [
        (date(2024, 4, 1), "131016", "麹町出張所", 35.68)
    ]


def test_a_city_with_columns_of_its_own_is_known_by_its_layout(tmp_path: Path) -> None:
    header = ["#property", "latitude", "longitude", "name", "address", "telephoneNumber", "referenceObject", "note"]
    rows: Rows = [
        [*header, "availableDate", "startTime", "endTime", "availableDateNote"],
        [2, 34.2, 134.0, "架空支所", "架空町1", "087-000-0000", "http://example.jp", "", "月火", "08:30", "17:00", ""],
    ]
    loaded = read(workbook(tmp_path / "b.xlsx", S=rows), layout("branch_counts/branch_office_takamatsu")).loaded
    assert loaded.select("code6", "office_id", "name_ja", "as_of_date").rows() == [("372013", "2", "架空支所", None)]


def test_post_offices_by_prefecture_with_two_header_rows_and_a_checked_total(tmp_path: Path) -> None:
    rows: Rows = [
        ["都道府県別郵便局数（2026年3月31日現在）"],
        ["都道府県", "営業中の郵便局", None, None, None, "閉鎖中の郵便局", None, None, None, "合計"],
        [None, "直営の郵便局", "分室", "簡易郵便局", "計", "直営の郵便局", "分室", "簡易郵便局", "計", None],
        ["北海道", 1202, 1, 237, 1440, 4, 0, 42, 46, 1486],
        ["青森県", 266, 0, 72, 338, 2, 0, 19, 21, 359],
        ["合計", 1469, 1, 309, 1779, 6, 0, 61, 67, 1846],
    ]
    result = read(workbook(tmp_path / "offices.xlsx", S=rows), layout("branch_counts/post_office_release"))
    assert result.loaded.select(
        "as_of_date", "prefecture", "open_contract_count", "closed_direct_count", "source_id"
    ).rows() == [
        (date(2026, 3, 31), "北海道", 237, 4, "japanpost_office_numbers"),
        (date(2026, 3, 31), "青森県", 72, 2, "japanpost_office_numbers"),
    ]
    assert result.quarantined["rule"].to_list() == ["total_mismatch"]  # 1202 + 266 is not 1469


TABLES = sorted({(path.parent.name, path.name.split(".")[0]) for path in layout_paths(RAW)})


@pytest.mark.parametrize(("subject", "name"), TABLES, ids=lambda value: value)
def test_every_layout_can_stand_for_a_table_without_files(subject: str, name: str) -> None:
    chosen = load_layout(next(RAW.glob(f"{subject}/**/{name}.layout.yml"), RAW / subject / f"{name}.layout.yml"))
    empty = empty_table(chosen, "t")
    assert empty.loaded.height == 0
    outputs = [out for column in chosen.columns for out in column.outputs]
    ids = [block.output for block in chosen.municipality]
    assert empty.loaded.columns == ["source_file", "row_number", *outputs, *ids]
    assert {part.height for part in (empty.quarantined, empty.ignored, empty.balance)} == {0}


def test_layouts_of_one_table_describe_the_same_columns(tmp_path: Path) -> None:
    assert len(layouts_of_table(RAW / "municipalities", "resident_register_age")) == 3
    assert len(layouts_of_table(RAW / "branch_counts", "public_facility")) == 2
    common = "description: {ja: 表, en: a table}\ncolumns:\n  - {name: area}\n"
    (tmp_path / "t.layout.yml").write_text(common + "  - {name: items, type: integer}\n", encoding="utf-8")
    (tmp_path / "t_old.layout.yml").write_text("table: t\n" + common + "  - {name: items, type: number}\n", encoding="utf-8")
    with pytest.raises(InputProblem, match="items \\(Float64\\)"):
        layouts_of_table(tmp_path, "t")
    with pytest.raises(InputProblem, match="no layout of the table u"):
        layouts_of_table(tmp_path, "u")


def test_a_constant_that_is_no_column_of_its_table_is_named(fixtures: Path) -> None:
    chosen = layout("municipalities/census_population")
    empty = empty_table(chosen, "census_population")
    require_columns(read(fixtures / "census_bom.csv", chosen, as_of_date="2020-10-01"), empty)
    with pytest.raises(InputProblem) as caught:
        require_columns(read(fixtures / "census_bom.csv", chosen, as_of_date="2020-10-01", survey="国勢調査"), empty)
    assert (caught.value.file, caught.value.column) == ("raw/census_bom.csv", "survey")


def points(path: Path, *features: dict[str, object]) -> Path:
    """A file of National Land Numerical Information: properties of each feature, all at one place."""
    place = {"type": "Point", "coordinates": [139.75, 35.69]}
    document = {
        "type": "FeatureCollection",
        "name": path.stem,
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::6668"}},
        "features": [{"type": "Feature", "properties": properties, "geometry": place} for properties in features],
    }
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_post_offices_as_the_ministry_publishes_their_points(tmp_path: Path) -> None:
    rest = {"P30_002": "18", "P30_003": "18004", "P30_007": ""}
    path = points(
        tmp_path / "P30-30_13.geojson",
        {"P30_001": "13101", "P30_004": "18006", "P30_005": "麹町郵便局", "P30_006": "千代田区麹町", **rest},
        {"P30_001": "13101", "P30_004": 18004, "P30_005": "九段簡易郵便局(一時閉鎖)", "P30_006": "千代田区九段", **rest},
        {"P30_001": "13101", "P30_004": "18009", "P30_005": "新しい種類の局", "P30_006": "千代田区", **rest},
        {"P30_001": "14101", "P30_004": "18006", "P30_005": "鶴見郵便局", "P30_006": "横浜市鶴見区", **rest},
    )
    result = read(path, layout("branch_counts/post_office_point"), as_of_date="2030-03-31", source_id="mlit_p30")
    assert result.loaded.select("row_number", "code6", "office_class", "longitude", "latitude").rows() == [
        (1, "131016", "18006", 139.75, 35.69),
        (2, "131016", "18004", 139.75, 35.69),
        (4, "141011", "18006", 139.75, 35.69),
    ]
    assert result.quarantined.select("row_number", "value", "rule").rows() == [(3, "18009", "unknown_code")]


def test_municipal_offices_of_national_land_numerical_information(tmp_path: Path) -> None:
    path = points(
        tmp_path / "P05-27_13.geojson",
        {"P05_001": "13101", "P05_002": "1", "P05_003": "千代田区役所", "P05_004": "九段南1"},
        {"P05_001": "13101", "P05_002": "2", "P05_003": "麹町出張所", "P05_004": "麹町2"},
        {"P05_001": "13101", "P05_002": "9", "P05_003": "別の施設", "P05_004": "麹町3"},
    )
    result = read(path, layout("branch_counts/branch_office_p05"), as_of_date="2027-04-01")
    assert result.loaded.select("code6", "office_class", "name_ja").rows() == [
        ("131016", "1", "千代田区役所"),
        ("131016", "2", "麹町出張所"),
    ]
    assert result.quarantined["rule"].to_list() == ["unknown_code"]


def ssds(path: Path) -> Path:
    """A table of the System of Social and Demographic Statistics as e-Stat's interface gives it."""
    areas = {
        "00000": "全国",
        "13000": "東京都",
        "13100": "東京都 特別区部",
        "13101": "東京都 千代田区",
        "01101": "北海道 札幌市中央区",
    }
    values = [("00000", "1"), ("13000", "2"), ("13100", "3"), ("13101", "66680"), ("01101", "-"), ("13101", "6668人")]
    document = {
        "GET_STATS_DATA": {
            "RESULT": {"STATUS": 0, "ERROR_MSG": "正常に終了しました。"},
            "STATISTICAL_DATA": {
                "RESULT_INF": {"TOTAL_NUMBER": 6, "FROM_NUMBER": 1, "TO_NUMBER": 6},
                "TABLE_INF": {"@id": "0000020201", "STAT_NAME": {"@code": "00200502", "$": "社会・人口統計体系"}},
                "CLASS_INF": {
                    "CLASS_OBJ": [
                        {"@id": "tab", "@name": "観測値", "CLASS": {"@code": "00001", "@name": "観測値"}},
                        {"@id": "cat01", "@name": "A 人口・世帯", "CLASS": [{"@code": "A1101", "@name": "A1101_総人口"}]},
                        {"@id": "area", "@name": "地域", "CLASS": [{"@code": c, "@name": n} for c, n in areas.items()]},
                        {"@id": "time", "@name": "調査年", "CLASS": {"@code": "2020100000", "@name": "2020年度"}},
                    ]
                },
                "DATA_INF": {
                    "VALUE": [
                        {"@tab": "00001", "@cat01": "A1101", "@area": c, "@time": "2020100000", "@unit": "人", "$": v}
                        for c, v in values
                    ]
                },
            },
        }
    }
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_table_of_the_statistics_system_saved_from_the_interface_of_estat(tmp_path: Path) -> None:
    result = read(ssds(tmp_path / "ssds.json"), layout("municipalities/ssds_value"))
    assert result.loaded.select("row_number", "code6", "item", "year", "value", "value_status", "source_id").rows() == [
        (4, "131016", "A1101", 2020, 66680, "ok", "ssds_original"),
        (5, "011011", "A1101", 2020, None, "none", "ssds_original"),
    ]
    assert result.ignored["rule"].to_list() == ["national_total", "prefecture_total", "special_wards_total"]
    assert result.quarantined.select("row_number", "value").rows() == [(6, "6668人")]


def test_the_regional_projection_of_the_institute_without_prefectures_wards_and_its_first_year(tmp_path: Path) -> None:
    years = ["2020年", "2025年", "2050年"]
    rows: Rows = [
        ["結果表1 総人口および指数"],
        [],
        [],
        ["コード", "市などの別", "都道府県", "市区町村", "総人口（人）", None, None, "指数（2020年=100）", None, None],
        [None, None, None, None, *years, *years],
        [1000, "a", "北海道", None, 30, 20, 10, 100, 66.7, 33.3],
        [1100, 1, "北海道", "札幌市", 1973395, 1970144, 1745608, 100, 99.8, 88.5],
        [1101, 0, "北海道", "札幌市中央区", 248680, 257249, 255587, 100, 103.4, 102.8],
        [7999, 9, "福島県", "浜通り地域", 480, 470, 400, 100, 97.9, 83.3],
        [13101, 0, "東京都", "千代田区", 66680, 69000, 72000, 100, 103.5, 108],
        [20413, 3, "長野県", "天龍村", 1178, 900, 400, 100, 76.4, 34],
    ]
    book = workbook(tmp_path / "kekkahyo1.xlsx", Sheet1=rows)
    result = read(book, layout("municipalities/projected_population_ipss"))
    found = result.loaded.select("code6", "statistic", "as_of_date", "value", "source_id", "municipality_id")
    assert result.quarantined.is_empty()
    assert [row[:4] for row in found.sort("as_of_date", "code6").rows()] == [
        ("011002", "projected_population", date(2025, 10, 1), 1970144.0),
        ("131016", "projected_population", date(2025, 10, 1), 69000.0),
        ("204137", "projected_population", date(2025, 10, 1), 900.0),
        ("011002", "projected_population", date(2050, 10, 1), 1745608.0),
        ("131016", "projected_population", date(2050, 10, 1), 72000.0),
        ("204137", "projected_population", date(2050, 10, 1), 400.0),
    ]
    assert found["source_id"].unique().to_list() == ["ipss_regional_original"]
    assert "area_kind" not in result.loaded.columns
    assert result.ignored["rule"].value_counts().sort("rule").rows() == [
        ("area_of_several_municipalities", 2),
        ("prefecture_total", 2),
        ("ward_of_a_city", 2),
    ]


def test_the_preliminary_census_saved_from_the_interface_of_estat(tmp_path: Path) -> None:
    areas = {
        "00000": "全国",
        "13000": "東京都",
        "13100": "東京都 特別区部",
        "13101": "東京都 千代田区",
        "14100": "神奈川県 横浜市",
        "14110": "神奈川県 横浜市 戸塚区",
        "22140": "静岡県 浜松市 天竜区",
    }
    values = [(sex, area, str(10 * place + int(sex))) for place, area in enumerate(areas) for sex in "012"]
    classes = {
        "tab": ("表章項目", [{"@code": "2025_01", "@name": "人口", "@unit": "人"}]),
        "cat01": ("男女", [{"@code": "0", "@name": "総数"}, {"@code": "1", "@name": "男"}, {"@code": "2", "@name": "女"}]),
        "area": ("地域", [{"@code": code, "@name": name} for code, name in areas.items()]),
        "time": ("時間軸", [{"@code": "2025000000", "@name": "2025年"}]),
    }
    path = estat_json(
        tmp_path / "preliminary.json",
        classes,
        [
            {"@tab": "2025_01", "@cat01": sex, "@area": area, "@time": "2025000000", "@unit": "人", "$": value}
            for sex, area, value in values
        ],
    )
    result = read(path, layout("municipalities/census_population_preliminary"))
    assert result.quarantined.is_empty()
    assert result.loaded.select("code6", "statistic", "as_of_date", "value").rows() == [
        ("131016", "census_population_preliminary", date(2025, 10, 1), 30.0),
        ("141003", "census_population_preliminary", date(2025, 10, 1), 40.0),
    ]
    assert result.ignored.height == len(values) - 2


def estat_json(path: Path, classes: dict[str, tuple[str, list]], values: list[dict]) -> Path:
    """An answer of e-Stat's interface; a class that is alone stands without a list, as there."""
    listed = [{"@id": axis, "@name": name, "CLASS": of[0] if len(of) == 1 else of} for axis, (name, of) in classes.items()]
    document = {
        "GET_STATS_DATA": {
            "RESULT": {"STATUS": 0, "ERROR_MSG": "正常に終了しました。"},
            "STATISTICAL_DATA": {
                "RESULT_INF": {"TOTAL_NUMBER": len(values), "FROM_NUMBER": 1, "TO_NUMBER": len(values)},
                "TABLE_INF": {"@id": "0000000000"},
                "CLASS_INF": {"CLASS_OBJ": listed},
                "DATA_INF": {"VALUE": values},
            },
        }
    }
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(("island", "code"), [("三宅島三宅村", "133817"), ("三宅村", "<NA>")])
def test_cards_as_code_for_japan_publishes_them_in_both_periods(tmp_path: Path, island: str, code: str) -> None:
    path = tmp_path / "all_localgovs.csv"
    path.write_text(
        "\ufeff"
        '"算出基準日","都道府県名","市区町村名","総数（人口）","交付枚数","人口に対する交付枚数率","人口算出基準日","交付件数基準日","団体コード"\n'
        '"2021/08/01","北海道","札幌市",1961575,733467,37.4,"2021/01/01","2021/08/01",11002\n'
        '"2021/08/01","沖縄県","八重山郡与那国町",1676,462,27.6,"2021/01/01","2021/08/01",473821\n'
        f'"2021/08/01","東京都","{island}",2383,1000,42.0,"2021/01/01","2021/08/01",{code}\n',
        encoding="utf-8",
    )
    result = read(path, layout("municipalities/my_number_card_code_for_japan"))
    assert result.quarantined.is_empty()
    assert result.loaded.select("municipality_id", "as_of_date", "base_date", "card_count").rows() == [
        ("m01201", date(2021, 8, 1), date(2021, 1, 1), 733467),
        ("m47382", date(2021, 8, 1), date(2021, 1, 1), 462),
        ("m13381", date(2021, 8, 1), date(2021, 1, 1), 1000),
    ]


def projection(number: int, years: tuple[int, int]) -> Rows:
    """A sheet of the Institute's table 1-9A: two years, one block under the other."""
    blocks: Rows = []
    for place, year in enumerate(years):
        blocks += [
            [f"({2 * number - 1 + place})平成{year - 1988}({year})年"],
            ["   総\u3000数", 127094.745, 61841.738, 65253.007, 100, 48.66, 51.34, 94.8],
            ["    0～ 4", 5006.217, 2560.742, 2445.475, 3.94, 2.01, 1.92, 104.7],
            ["   65～69", 9759.185, 4722.964, 5036.221, 7.68, 3.72, 3.96, 93.8],
            ["   65+", 33867.969, 14656.606, 19211.363, 26.65, 11.53, 15.12, 76.3],
        ]
    return [
        [None],
        [f"表1-9A({number})\u3000男女年齢5歳階級別人口,年齢構造係数および性比(総人口)：出生中位(死亡中位)推計"],
        [None],
        ["年齢階級", "人\u3000口（1,000人）", None, None, "総人口に占める割合（％）", None, None, "性比¹)"],
        [None, "総\u3000数", "男", "女", "総\u3000数", "男", "女", None],
        *blocks,
        [None],
        ["各年10月1日現在の総人口(日本における外国人を含む)."],
        ["1) 女100に対する男の数."],
    ]


def test_the_national_projection_in_sheets_of_two_blocks(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "1-9a.xlsx", **{"表1-9A(1)": projection(1, (2030, 2035)), "表1-9A(2)": projection(2, (2040, 2045))}
    )
    chosen = layout("municipalities/ageing_series_ipss")
    result = read(path, chosen, edition="ipss2023_medium", source_id="ipss_2023_national")
    assert result.quarantined.is_empty()
    found = result.loaded.filter(result.loaded["age_group"] == "総 数").select("year", "value", "unit").rows()
    assert sorted(found) == sorted(
        row
        for year in (2030, 2035, 2040, 2045)
        for row in ((year, 127094745.0, "人 口(1,000人)"), (year, 100.0, "総人口に占める割合(%)"))
    )
    assert result.loaded["age_group"].unique().sort().to_list() == ["0~ 4", "65+", "65~69", "総 数"]
    assert result.ignored["rule"].value_counts().sort("rule").rows()[0] == ("block_heading", 2 * 4)


@pytest.mark.parametrize(("edition", "census"), [("ipss2017_medium", 2015), ("ipss2023_medium", 2020)])
def test_the_census_a_national_projection_starts_from_is_no_projection(tmp_path: Path, edition: str, census: int) -> None:
    path = workbook(tmp_path / "1-9a.xlsx", **{"表1-9A(1)": projection(1, (census, census + 5))})
    result = read(path, layout("municipalities/ageing_series_ipss"), edition=edition, source_id="projected")
    assert result.quarantined.is_empty()
    assert result.loaded["year"].unique().to_list() == [census + 5]
    assert result.ignored.filter(result.ignored["rule"] == "census_it_starts_from").height == 4 * 2
