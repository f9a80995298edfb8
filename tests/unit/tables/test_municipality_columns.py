"""Files that name municipalities in the ways governments do, read through the front door."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.settings import PROJECT_ROOT
from dagster_project.tables.layout import Layout, load_layout
from dagster_project.tables.municipality_columns import PeriodsMissing
from dagster_project.tables.read_result import ReadResult
from dagster_project.tables.table_reader import empty_table, read_table

Read = Callable[..., ReadResult]

PLAIN = """
columns:
  - {name: prefecture, header: 都道府県}
  - {name: area, header: 市区町村}
  - {name: on, type: partial_date}
  - {name: level}
municipality:
  name: area
  prefecture: prefecture
  date: on
  default_date: 2024-01-01
  when: {level: [m]}
  remark: '\\([0-9]+局\\)$'
  required: true
"""
HEADER = "都道府県,市区町村,on,level\n"
CURRENT = PLAIN.replace("default_date: 2024-01-01", "default_date: current")


def ids(result: ReadResult) -> list[tuple[int, str | None]]:
    return result.loaded.select("row_number", "municipality_id").rows()


def test_rows_get_the_id_of_the_body_they_name(read: Read, periods: pl.DataFrame) -> None:
    text = "東京都,府中市（４局）,,m\n,静岡県清水市,2002-04,m\n奥能登,奥能登地域,,region\n"
    result = read(PLAIN, HEADER + text, periods)
    assert ids(result) == [(2, "m13206"), (3, "m22204"), (4, None)]
    assert result.loaded["area"][0] == "府中市（４局）"
    assert result.balance.row(0)[2:] == (3, 3, 0, 0)


def test_a_row_that_names_nobody_is_quarantined_with_the_candidates(read: Read, periods: pl.DataFrame) -> None:
    text = ",府中市,,m\n静岡県,清水市,,m\n広島県,東京都府中市,2024,m\n三重県,玉城市,,m\n,－,,m\n,京都府中市,,m\n"
    result = read(PLAIN, HEADER + text, periods)
    assert result.quarantined.select("row_number", "rule", "column_name").rows() == [
        (2, "ambiguous_municipality", "area"),
        (3, "unknown_municipality", "area"),
        (4, "contradicting_municipality", "area"),
        (5, "unknown_municipality", "area"),
        (6, "missing_value", "area"),
        (7, "unknown_municipality", "area"),
    ]
    reasons = result.quarantined.select("reason_ja", "reason_en").rows()
    for text in reasons[0]:
        assert "東京都府中市 (132063)、広島県府中市 (342084)" in text and "2024-01-01" in text
    for text in reasons[1]:
        assert "静岡県清水市 (222046, –2003-03-31)" in text
    for text in reasons[2]:
        assert "東京都府中市 (132063)" in text and "2024-01-01–2024-12-31" in text
    for text in reasons[3]:
        assert "三重県度会郡玉城町 (244619)" in text
    assert "候補: —" in reasons[5][0] and "candidates: —" in reasons[5][1]


def test_a_city_takes_no_county_from_the_towns_above(read: Read, periods: pl.DataFrame) -> None:
    """As ordinary lists write them: the prefecture and the county once, cities and the wards of Tokyo without one."""
    layout = (
        "columns:\n  - {name: prefecture, fill_down: true}\n  - {name: county, fill_down: true}\n  - {name: area}\n"
        "municipality: {name: area, prefecture: prefecture, county: county, default_date: current, remark: '\\([0-9]+局\\)$'}\n"
    )
    text = (
        "prefecture,county,area\n北海道,松前郡,松前町\n青森県,,青森市\n,,弘前市（４局）\n,東津軽郡,平内町\n,,今別町\n,,つがる市\n"
        "東京都,,千代田区\n,西多摩郡,瑞穂町\n,〃,青梅市\n,,大島町\n北海道,札幌市,中央区\n,,北区\n,,函館市\n青森県,,三沢市\n,,六戸町\n"
    )
    result = read(layout, text, periods)
    assert result.loaded.select("county", "area").rows() == [
        ("松前郡", "松前町"),
        (None, "青森市"),
        (None, "弘前市（４局）"),
        ("東津軽郡", "平内町"),
        ("東津軽郡", "今別町"),
        (None, "つがる市"),
        (None, "千代田区"),
        ("西多摩郡", "瑞穂町"),
        ("札幌市", "中央区"),
        ("札幌市", "北区"),
        (None, "函館市"),
        (None, "三沢市"),
    ]
    assert result.loaded["municipality_id"].null_count() == 0
    assert result.quarantined.select("row_number", "rule").rows() == [
        (10, "contradicting_municipality"),
        (11, "contradicting_municipality"),
        (16, "group_of_another"),
    ]


def test_a_long_list_of_candidates_is_not_cut(read: Read, periods: pl.DataFrame) -> None:
    reason = read(PLAIN, HEADER + ",中央区,,m\n", periods).quarantined["reason_en"][0]
    assert "大阪府大阪市中央区 (271284)、… (+3)" in reason


def test_a_row_that_breaks_one_rule_is_not_quarantined_twice(read: Read, periods: pl.DataFrame) -> None:
    result = read(PLAIN, HEADER + ",府中市,嘘,m\n", periods)
    assert result.quarantined["rule"].to_list() == ["not_a_date"]


FISCAL = """
columns:
  - {name: fiscal_year, type: fiscal_year}
  - {name: area}
municipality: {name: area, date: fiscal_year}
"""


def test_a_fiscal_year_lasts_from_april_to_march(read: Read, periods: pl.DataFrame) -> None:
    result = read(
        FISCAL,
        "fiscal_year,area\n2002,静岡県清水市\n2003,静岡県清水市\n2018,兵庫県丹波篠山市\n2019,兵庫県丹波篠山市\n",
        periods,
    )
    assert ids(result) == [(2, "m22204"), (5, "m28221_19990401")]
    assert "2003-04-01–2004-03-31" in result.quarantined["reason_ja"][0]


def test_of_a_longer_time_one_day_may_be_meant(read: Read, periods: pl.DataFrame) -> None:
    """静岡市 was founded anew on 1 April 2003: the calendar year knows two, its last day one."""
    text = "area,on\n静岡県静岡市,2003\n"
    layout = (
        "columns:\n  - {name: area}\n  - {name: on, type: partial_date}\nmunicipality: {name: area, date: on, moment: %s}\n"
    )
    assert read(layout % "any", text, periods).quarantined["rule"].to_list() == ["ambiguous_municipality"]
    first, last = (read(layout % moment, text, periods).loaded["municipality_id"][0] for moment in ("first", "last"))
    assert first is not None and last is not None and first != last


TWO = """
columns:
  - {name: old}
  - {name: new}
municipality:
  - {name: old, default_date: 2003-03-31, output: old_id}
  - {name: new, default_date: 2003-04-01, output: new_id}
"""


def test_a_row_may_name_two_municipalities(read: Read, periods: pl.DataFrame) -> None:
    result = read(TWO, "old,new\n静岡県清水市,静岡県静岡市\n静岡県清水市,静岡県清水市\n", periods)
    assert result.loaded["old_id"].to_list() == ["m22204"]
    assert result.loaded["new_id"].to_list() != result.loaded["old_id"].to_list()
    assert result.quarantined["column_name"].to_list() == ["new"]


def test_a_row_without_a_date_speaks_of_a_body_of_today_or_of_the_one_former_body_that_fits(
    read: Read, periods: pl.DataFrame
) -> None:
    text = (
        "佐賀県,武雄市,,m\n長野県,山口村,,m\n福岡県,那珂川町,,m\n静岡県,浜松市,2004,m\n"
        ",府中市,,m\n三重県,玉城市,,m\n福岡県,那珂川町,2020,m\n"
    )
    result = read(CURRENT, HEADER + text, periods)
    # the 武雄市 of today, not that of before 2006; a village absorbed in 2005; a town that is a city now; a date counts
    assert ids(result) == [(2, "m41206_20060301"), (3, "m20431"), (4, "m40305"), (5, "m22202")]
    assert result.quarantined.select("row_number", "rule").rows() == [
        (6, "ambiguous_municipality"),
        (7, "unknown_municipality"),
        (8, "unknown_municipality"),
    ]
    assert "2024-01-01" in result.quarantined["reason_ja"][0]


def test_a_newer_list_moves_the_body_of_today_without_any_date_to_change(read: Read, periods: pl.DataFrame) -> None:
    renamed = (pl.col("municipality_id") == "m40305") & pl.col("valid_to").is_null()
    day = pl.date(2030, 4, 1)
    newer = pl.concat(
        [
            periods.with_columns(valid_to=pl.when(renamed).then(day).otherwise("valid_to")),
            periods.filter(renamed).with_columns(
                name_ja=pl.lit("新那珂川市"), full_name_ja=pl.lit("新那珂川市"), valid_from=day
            ),
        ]
    )
    text = "福岡県,新那珂川市,,m\n福岡県,那珂川市,,m\n"
    assert ids(read(CURRENT, HEADER + text, newer)) == [(2, "m40305"), (3, "m40305")]
    assert ids(read(PLAIN, HEADER + text, newer)) == [(3, "m40305")]


CENSUS = """
columns:
  - {name: code, header: コード}
  - {name: area, header: "全国,都道府県,市区町村"}
  - {name: persons, header: 総数, type: integer}
ignore_rows:
  - {rule: nation_or_prefecture, when: {code: {matches: "000$"}}}
municipality: {code: code, name: area, default_date: 2020-10-01}
"""


def test_a_census_with_former_municipalities_keeps_them_apart(read: Read, periods: pl.DataFrame) -> None:
    text = (
        '\ufeffコード,全国，都道府県，市区町村,総数\n00000,全国,3\n01000,北海道,3\n01100,札幌市,"1,001"\n'
        "01101,札幌市中央区,9\n01202,函館市,8\n0120B,（旧：函館市）,7\n01403,泊村,6\n47344,（旧：具志頭村）,5\n"
    )
    result = read(CENSUS, text, periods)
    assert ids(result) == [(4, "m01201"), (5, "m01101_19720401"), (6, "m01202"), (8, "m01403")]
    assert result.quarantined.select("value", "rule").rows() == [
        ("（旧：函館市）", "unknown_municipality"),
        ("（旧：具志頭村）", "unknown_municipality"),
    ]


LOST = """
columns:
  - {name: code, header: 市区町村コード}
  - {name: area, header: 市区町村名}
  - {name: prefecture, header: 都道府県名}
municipality: {code: code, name: area, prefecture: prefecture, default_date: 2018-10-01}
"""


def test_codes_that_lost_their_zero_still_find_their_bodies(read: Read, periods: pl.DataFrame) -> None:
    text = (
        "市区町村コード,市区町村名,都道府県名\n2201,青森市,青森県\n"
        "13206,府中市,東京都\n34208,府中市,広島県\n2202,青森市,青森県\n"
    )
    result = read(LOST, text, periods)
    assert result.loaded["municipality_id"].to_list() == ["m02201_20050401", "m13206", "m34208"]
    assert result.quarantined["rule"].to_list() == ["contradicting_municipality"]
    assert "青森県弘前市 (022021)" in result.quarantined["reason_ja"][0]


AREA_CODES = """
encoding: cp932
columns:
  - {name: code, header: 標準地域コード}
  - {name: prefecture, header: 都道府県}
  - {name: county, header: 政令市･郡･支庁･振興局等}
  - {name: area, header: 市区町村}
municipality: {code: code, name: area, prefecture: prefecture, county: county, default_date: 2022-02-25}
"""


def test_area_codes_with_designated_cities_and_branches_in_the_county_column(
    tmp_path: Path, layout_of: Callable[[str], Layout], periods: pl.DataFrame
) -> None:
    text = (
        '"標準地域コード","都道府県","政令市･郡･支庁･振興局等","市区町村"\n'
        '"01100","北海道","札幌市",""\n"01101","北海道","札幌市","中央区"\n"01202","北海道","渡島総合振興局","函館市"\n'
        '"01403","北海道","後志総合振興局","泊村"\n"13100","東京都","","特別区部"\n"47382","沖縄県","八重山郡","与那国町"\n'
        '"47382","沖縄県","宮古郡","与那国町"\n'
    )
    path = tmp_path / "codes.csv"
    path.write_bytes(text.encode("cp932"))
    result = read_table(path, layout_of(AREA_CODES), source_file="codes.csv", table_name="t", municipalities=periods)
    assert result.loaded["code"].to_list() == ["01100", "01101", "01202", "01403", "47382"]
    assert result.loaded["municipality_id"].null_count() == 0
    assert result.quarantined.select("row_number", "rule").rows() == [
        (6, "unknown_municipality"),
        (8, "contradicting_municipality"),
    ]


REGISTER = """
columns:
  - {name: code6, header: 団体コード, type: municipality_code}
  - {name: prefecture, header: 都道府県名}
  - {name: area, header: 市区町村名}
municipality: {code: code6, name: area, prefecture: prefecture, default_date: 2023-01-01}
"""


def test_a_register_with_county_prefixes_and_variant_characters(read: Read, periods: pl.DataFrame) -> None:
    text = (
        "団体コード,都道府県名,市区町村名\n473821,沖縄県,八重山郡与那国町\n403440,福岡県,糟屋郡須惠町\n"
        "394050,高知県,高岡郡檮原町\n82082,茨城県,龍\U000e0100ヶ崎市\n221350,静岡県,浜松市北区\n16969,北海道,国後郡泊村\n"
    )
    result = read(REGISTER, text, periods)
    assert result.quarantined.height == 0
    assert result.loaded["municipality_id"].to_list() == ["m47382", "m40344", "m39405", "m08208", "m22135_20070401", "m01696"]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("{prefecture: a}", "give code or name"),
        ("{name: b}", '"b" is not a column'),
        ("{name: a, date: a}", '"a" is not a column'),
        ("{name: a, output: a}", "used twice"),
        ("{name: a, remark: '('}", "regular expression"),
        ("{name: a, when: {a: {matches: '('}}}", "regular expression"),
        ("{nam: a}", 'Did you mean "name"?'),
        ("{name: a, default_date: yesterday}", "default_date"),
    ],
)
def test_a_block_that_is_wrong_is_refused(layout_of: Callable[[str], Layout], block: str, words: str) -> None:
    with pytest.raises(InputProblem) as caught:
        layout_of(f"columns:\n  - {{name: a}}\nmunicipality: {block}\n")
    assert words in caught.value.problem_en


def test_without_the_periods_nothing_is_guessed(read: Read, layout_of: Callable[[str], Layout]) -> None:
    with pytest.raises(PeriodsMissing):
        read(PLAIN, HEADER + ",府中市,,m\n")
    assert "municipality_id" in empty_table(layout_of(PLAIN), "t").loaded.columns


def test_the_layouts_of_the_project_load() -> None:
    raw = PROJECT_ROOT / "raw"
    naming = {path.name for path in raw.rglob("*.layout.yml") if load_layout(path).municipality}
    assert naming >= {"outsourcing_contract.layout.yml", "pilot.layout.yml", "population.layout.yml"}


@pytest.mark.parametrize("name", ["府中市※", "府中市(注)", "府中市 1)", "府中市（注１）＊"])
def test_a_municipality_with_a_mark_behind_its_name_is_no_prefecture(tmp_path: Path, name: str, periods: pl.DataFrame) -> None:
    layout = load_layout(PROJECT_ROOT / "raw" / "municipalities" / "population.layout.yml")
    header = "code6,prefecture,name,population_persons,population_65plus_persons,share_65plus_pct\n"
    path = tmp_path / "population.csv"
    path.write_text(f"{header}130001,東京都,-,9,3,1\n132063,東京都,{name},9,3,1\n", encoding="utf-8")
    result = read_table(
        path, layout, source_file="s/f", table_name="t", constants={"as_of_date": "2023-01-01"}, municipalities=periods
    )
    assert ids(result) == [(2, None)]
    assert result.quarantined["row_number"].to_list() == [3]
