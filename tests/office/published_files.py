"""Files of many publishers as they publish them, dropped into a raw folder and registered.

The codes and names are those of the project's own list of municipalities; every figure is made up.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from dagster_project.received.register import register
from tests.unit.tables.test_workbook_grid import Rows, workbook

CLASSES = [*(f"{age}歳～{age + 4}歳" for age in range(0, 100, 5)), "100歳以上"]


def bodies(raw: Path) -> list[dict[str, str]]:
    with (raw / "municipalities" / "municipalities.csv").open(encoding="utf-8", newline="") as stream:
        return [body for body in csv.DictReader(stream) if body["municipality_type"] != "northern_territories_village"]


def register_rows(raw: Path) -> Rows:
    """Everybody is 10 men and 20 women a municipality, one of each in every class and the rest of them 65."""
    counted = [body for body in bodies(raw) if body["counts_in_1741"] == "True"]
    rows: Rows = [
        ["令和4年1月1日住民基本台帳年齢階級別人口（市区町村別）（総計）"],
        [None, None, None, None, "総数", *CLASSES],
        ["団体コード", "都道府県名", "市区町村名", "性別", *["人"] * 22],
    ]
    for body in bodies(raw):
        is_prefecture = body["municipality_type"] == "prefecture"
        here = sum(other["prefecture"] == body["prefecture"] for other in counted) if is_prefecture else 1
        name = "-" if is_prefecture else body["full_name_ja"]
        for sex, persons in (("計", 60), ("男", 25), ("女", 35)):
            ages = [1] * 13 + [(persons - 20) * here] + [1] * 7
            rows.append([body["code6"], body["prefecture"], name, sex, persons * here, *ages])
    return rows


def facility_rows(raw: Path) -> Rows:
    top: Rows = [
        ["決算年度", "団体コード", "都道府県名", "団体名", "十四　その他施設", None],
        [None, None, None, None, "支所・出張所", "公民館"],
        [],
        [],
        [None, None, None, None, "箇所数", "箇所数"],
        [],
        [None, None, None, None, "01", "02"],
    ]
    counted = [body for body in bodies(raw) if body["counts_in_1741"] == "True"]
    return [
        *top,
        *([year, body["code6"], body["prefecture"], body["name_ja"], 3, "-"] for year in (2022, 2023) for body in counted),
    ]


def depopulated_rows(raw: Path) -> Rows:
    towns = [body for body in bodies(raw) if body["municipality_type"] in ("town", "village")]
    return [
        ["過疎地域市町村等一覧"],
        ["（令和5年4月1日現在）"],
        [],
        ["No.", "都道府県", "市町村名", "過疎区分", "一部過疎の区域"],
        *([number, town["prefecture"], town["name_ja"], "全部過疎", None] for number, town in enumerate(towns, 1)),
        [0, "北海道", "無い町", "全部過疎", None],
    ]


def office_rows(raw: Path) -> Rows:
    prefectures = [body["prefecture"] for body in bodies(raw) if body["municipality_type"] == "prefecture"]
    return [
        ["都道府県別郵便局数（2025年3月31日現在）"],
        ["都道府県", "営業中の郵便局", None, None, None, "閉鎖中の郵便局", None, None, None, "合計"],
        [None, "直営の郵便局", "分室", "簡易郵便局", "計", "直営の郵便局", "分室", "簡易郵便局", "計", None],
        *([prefecture, 400, 1, 90, 491, 1, "-", 9, 10, 501] for prefecture in prefectures),
        ["合計", 400 * 47, 47, 90 * 47, 491 * 47, 47, "-", 9 * 47, 470, 501 * 47],
    ]


def code_rows(raw: Path, with_wards: bool) -> Rows:
    kind = "（ｶﾅ）" if with_wards else "（カナ）"
    header = ["団体コード", "都道府県名\n（漢字）", "市区町村名\n（漢字）", f"都道府県名\n{kind}", f"市区町村名\n{kind}"]
    wards = [body for body in bodies(raw) if body["municipality_type"] == "designated_city_ward"]
    others = [body for body in bodies(raw) if body["municipality_type"] != "designated_city_ward"]
    return [
        header,
        *(
            [b["code6"], b["prefecture"], None if b["full_name_ja"] == b["prefecture"] else b["name_ja"], "", ""]
            for b in (wards if with_wards else others)
        ),
    ]


def area_code_text(raw: Path) -> str:
    header = (
        "標準地域コード,都道府県,政令市･郡･支庁･振興局等,政令市･郡･支庁･振興局等（ふりがな）,"
        "市区町村,市区町村（ふりがな）,廃置分合等施行年月日,廃置分合等情報有無"
    )
    areas = [body for body in bodies(raw) if body["municipality_type"] != "prefecture"]
    return header + "\n" + "".join(f"{b['code5']},{b['prefecture']},,,{b['name_ja']},,1970-04-01,有\n" for b in areas)


def change_text() -> str:
    header = (
        "標準地域コード,都道府県,政令市･郡･支庁･振興局等,政令市･郡･支庁･振興局等（ふりがな）,"
        "市区町村,市区町村（ふりがな）,廃置分合等施行年月日,改正事由"
    )
    return (
        f"{header}\n08523,茨城県,結城郡,ゆうきぐん,石下町,いしげまち,2006-01-01,水海道市に編入\n"
        "08211,茨城県,,,常総市,じょうそうし,2006-01-01,改称\n"
    )


def census_text(raw: Path) -> str:
    counted = [body for body in bodies(raw) if body["counts_in_1741"] == "True"]
    lines = ["コード,全国，都道府県，市区町村,総数,男,女", '00000,全国,"52,230","17,410","34,820"']
    for body in bodies(raw):
        is_prefecture = body["municipality_type"] == "prefecture"
        here = sum(other["prefecture"] == body["prefecture"] for other in counted) if is_prefecture else 1
        lines.append(f"{body['code5']},{body['name_ja']},{30 * here},{10 * here},{20 * here}")
    return "\n".join(lines) + "\n"


BRANCHES = (
    "全国地方公共団体コード,ID,地方公共団体名,名称,所在地_連結表記,緯度,経度\n"
    "131016,1,東京都千代田区,麹町出張所,麹町2-8,35.68,139.74\n"
    "131016,2,東京都千代田区,神保町出張所,神保町2-40,35.69,139.75\n"
    "131016,3,東京都千代田区,麹町消防署永田町出張所,永田町1,35.67,139.74\n"
    "131016,4,東京都千代田区,千代田図書館,九段南1,35.69,139.75\n"
)


FORMER_BODIES = (
    "cert,offices,佐賀県武雄市,3,局,2005-03-31,,as_published,high,first_report_overview,,,\n"
    "cert,offices,佐賀県武雄市,5,局,2024-01-01,,as_published,high,first_report_overview,,,\n"
    "cert,offices,長野県山口村,1,局,,,as_published,high,first_report_overview,,,\n"
)


LAST_VILLAGE = "473821"  # 与那国町: its only office is closed; 竹富町 has none
NO_OFFICE = "473812"


def point_text(raw: Path) -> str:
    """One direct office in every municipality and ward but two: a contract one that is closed, and none."""
    bodies_with_one = [
        body
        for body in bodies(raw)
        if body["municipality_type"] != "prefecture"
        and body["code6"] not in (LAST_VILLAGE, NO_OFFICE)
        and (body["counts_in_1741"] == "True") != is_of_wards(body)
    ]
    features = [
        {
            "type": "Feature",
            "properties": {
                "P30_001": body["code5"],
                "P30_002": "18",
                "P30_003": "18004",
                "P30_004": "18006",
                "P30_005": f"{body['name_ja']}郵便局",
                "P30_006": body["full_name_ja"],
                "P30_007": "",
            },
            "geometry": {"type": "Point", "coordinates": [140.0, 36.0]},
        }
        for body in bodies_with_one
    ]
    closed = {
        **features[0]["properties"],
        "P30_001": LAST_VILLAGE[:5],
        "P30_004": "18004",
        "P30_005": "西簡易郵便局（一時閉鎖）",
    }
    lost = {**features[0], "geometry": None}
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [*features, {**features[0], "properties": closed}, lost],
        },
        ensure_ascii=False,
    )


def is_of_wards(body: dict[str, str]) -> bool:
    """A designated city, of whose wards points speak, and its wards."""
    return body["municipality_type"] in ("designated_city", "designated_city_ward")


def municipal_office_text() -> str:
    offices = [("1", "千代田区役所"), ("2", "麹町出張所"), ("2", "富士見サービスセンター"), ("4", "神保町支所分館")]
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"P05_001": "13101", "P05_002": kind, "P05_003": name, "P05_004": "千代田区"},
                    "geometry": {"type": "Point", "coordinates": [139.77, 35.67]},
                }
                for kind, name in offices
            ],
        },
        ensure_ascii=False,
    )


def statistics_text(raw: Path) -> str:
    """A population of 1,000 in every municipality and ward at the label 2024, that is on 1 January 2025."""
    places = {body["code5"]: body["name_ja"] for body in bodies(raw)} | {"00000": "全国"}
    classes = {
        "tab": {"1": "観測値"},
        "cat01": {"A2301": "A2301_住民基本台帳人口"},
        "area": places,
        "time": {"2024100000": "2024年度"},
    }
    return json.dumps(
        {
            "GET_STATS_DATA": {
                "RESULT": {"STATUS": 0},
                "STATISTICAL_DATA": {
                    "TABLE_INF": {"STAT_NAME": {"$": "社会・人口統計体系"}},
                    "CLASS_INF": {
                        "CLASS_OBJ": [
                            {"@id": axis, "CLASS": [{"@code": code, "@name": name} for code, name in known.items()]}
                            for axis, known in classes.items()
                        ]
                    },
                    "DATA_INF": {
                        "VALUE": [
                            {"@tab": "1", "@cat01": "A2301", "@area": code, "@time": "2024100000", "@unit": "人", "$": "1000"}
                            for code in places
                        ]
                    },
                },
            }
        },
        ensure_ascii=False,
    )


CARDS = (
    '"算出基準日","都道府県名","市区町村名","総数（人口）","交付枚数","人口に対する交付枚数率","人口算出基準日","交付件数基準日","団体コード"\n'
    '"2022/12/31","東京都","三宅村",2362,1329,56.3,"2022/01/01","2022/12/31",<NA>\n'
    '"2023/01/31","東京都","三宅村",2362,1400,59.3,"2022/01/01","2023/01/31",<NA>\n'
)


def drop(raw: Path) -> None:
    workbook(raw / "municipalities" / "2204ssnen.xlsx", S=register_rows(raw))
    workbook(raw / "municipalities" / "000807167.xlsx", S=depopulated_rows(raw))
    workbook(raw / "branch_counts" / "facilities.xlsx", S=facility_rows(raw))
    workbook(raw / "branch_counts" / "offices.xlsx", S=office_rows(raw))
    (raw / "branch_counts" / "chiyoda.csv").write_text(BRANCHES, encoding="utf-8")
    codes = {"R6.1.1現在の団体": code_rows(raw, False), "R6.1.1政令指定都市": code_rows(raw, True)}
    workbook(raw / "municipalities" / "codes.xlsx", **codes)
    (raw / "municipalities" / "areas.csv").write_bytes(area_code_text(raw).encode("cp932", "replace"))
    (raw / "municipalities" / "changes.csv").write_bytes(change_text().encode("cp932"))
    (raw / "municipalities" / "census.csv").write_text("\ufeff" + census_text(raw), encoding="utf-8")
    for file in ("codes.xlsx", "changes.csv"):
        register(raw / "municipalities" / file, raw)
    for file in ("areas.csv", "census.csv"):
        register(raw / "municipalities" / file, raw, constants={"as_of_date": "2020-10-01"})
    for file in ("municipalities/2204ssnen.xlsx", "municipalities/000807167.xlsx", "branch_counts/facilities.xlsx"):
        register(raw / file, raw)
    register(raw / "branch_counts" / "offices.xlsx", raw)
    register(raw / "branch_counts" / "chiyoda.csv", raw, constants={"as_of_date": "2024-04-01"})
    (raw / "branch_counts" / "P30-24.geojson").write_text(point_text(raw), encoding="utf-8")
    (raw / "branch_counts" / "P05-24_13.geojson").write_text(municipal_office_text(), encoding="utf-8")
    (raw / "municipalities" / "ssds.json").write_text(statistics_text(raw), encoding="utf-8")
    (raw / "municipalities" / "all_localgovs.csv").write_text("\ufeff" + CARDS, encoding="utf-8")
    register(
        raw / "branch_counts" / "P30-24.geojson", raw, constants={"as_of_date": "2024-01-01", "source_id": "mlit_p30_2013"}
    )
    register(raw / "branch_counts" / "P05-24_13.geojson", raw, constants={"as_of_date": "2024-04-01"})
    for file in ("ssds.json", "all_localgovs.csv"):
        register(raw / "municipalities" / file, raw)
    counts = raw / "outsourcing" / "outsourcing_count.csv"
    counts.write_text(counts.read_text(encoding="utf-8") + FORMER_BODIES, encoding="utf-8")
    register(counts, raw)
