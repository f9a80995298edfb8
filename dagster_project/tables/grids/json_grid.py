"""GeoJSON and the JSON of e-Stat to a grid: each feature or each value is a row, its properties are the columns.

Of GeoJSON the columns are the properties of all features in the order they first appear, then `geometry_longitude` and
`geometry_latitude`; the row number is the number of the feature. Of an e-Stat table they are its axes, each with its
label (`area`, `area_label`), unit and value, as in the CSV that `make refresh` writes of it; the row number is the
number of the value. A feature that lacks a property which others have, that is no point where coordinates are read, or
whose property is no single value, and a code that the table does not explain, are flaws of their cells.

Numbers are taken over digit by digit, whether they were written as numbers or as texts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from dagster_project.common.problems import InputProblem
from dagster_project.tables.grids.grid import FLAWS, Grid
from dagster_project.tables.grids.json_document import SHOWN, Json, parsed_json, shown

LONGITUDE, LATITUDE = "geometry_longitude", "geometry_latitude"
# Longitudes and latitudes that differ by less than what matters here: WGS 84, JGD2000, JGD2011 (with heights, too).
# That of old Japanese maps, Tokyo (4301), is 400 metres off, and planes count in metres.
_IN_DEGREES = re.compile(r"(?:CRS ?84h?|WGS ?84|JGD ?20(?:00|11)|\b(?:4326|4979|4612|4947|6668|6667|6697))$", re.IGNORECASE)
_AXIS = re.compile("@(?:tab|cat[0-9]+|area|time)")

Flaw = tuple[int, str, str, str]  # row, column, rule, what is found


def read_json_grid(data: bytes) -> Grid:
    """The grid of a JSON file; raises InputProblem when it is broken, or neither GeoJSON nor a table of e-Stat."""
    document = parsed_json(data)
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        return _features(document)
    if isinstance(document, dict) and "GET_STATS_DATA" in document:
        return _estat(document["GET_STATS_DATA"])
    kind = document.get("type") if isinstance(document, dict) else None
    raise InputProblem(
        value=None if kind is None else str(kind)[:SHOWN],
        problem_ja="JSON として読めますが、GeoJSON の FeatureCollection でも e-Stat の統計データでもありません。",
        problem_en="This is JSON, but neither a FeatureCollection of GeoJSON nor a table of e-Stat.",
        fix_ja="公表されたままのファイルを受領し直すか、表計算ソフトで開ける形式(csv、xlsx)のファイルを置いてください。",
        fix_en="Obtain the file as published, or one with a table (csv, xlsx).",
    )


def _features(document: Mapping[str, Json]) -> Grid:
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise _no_rows("features", "地物(features)がありません。", "There are no features.")
    _require_all_features(document, len(features))
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise InputProblem(
                row=number,
                column="properties",
                value=shown(feature),
                problem_ja=f"{number}番目の地物に、属性(properties)がありません。",
                problem_en=f"Feature {number} has no properties.",
                fix_ja="公表されたままのファイルを受領し直してください。",
                fix_en="Obtain the file as published.",
            )
    names = list(dict.fromkeys(name for feature in features for name in feature["properties"]))
    columns: dict[str, list[str]] = {name: [] for name in names}
    flaws: list[Flaw] = []
    for number, feature in enumerate(features, start=1):
        properties = feature["properties"]
        for name in names:
            if name not in properties:
                flaws.append((number, name, "property_missing", name))
            columns[name].append(_cell(properties.get(name), number, name, flaws))
    columns |= _coordinates(features, _other_system(document), flaws)
    title = document.get("name")
    return _grid(columns, flaws, [str(title)] if isinstance(title, str) else [])


def _require_all_features(document: Mapping[str, Json], present: int) -> None:
    """Raise InputProblem where a server says that it gave a part of what there is: most give 1,000 or 2,000 at once."""
    properties = document.get("properties")
    stated = {**(properties if isinstance(properties, dict) else {}), **document}
    totals = [int(stated[name]) for name in ("numberMatched", "totalFeatures") if str(stated.get(name)).isdecimal()]
    total = max(totals, default=0)
    if total <= present and stated.get("exceededTransferLimit") is not True:
        return
    raise InputProblem(
        column="features",
        value=f"{present:,}",
        problem_ja=f"地物は{present:,}件ですが、全件ではないとファイルに記載されています"
        + (f"(全{total:,}件)。" if total else "(exceededTransferLimit)。"),
        problem_en=f"There are {present:,} features, and the file itself says that these are not all"
        + (f" ({total:,})." if total else " (exceededTransferLimit)."),
        fix_ja="1回に取得する件数の上限を上げるなどして、全件を1つのファイルとして取得し直してください。",
        fix_en="Obtain all of them in one file, for example with a higher limit to what is given at once.",
    )


def _other_system(document: Mapping[str, Json]) -> str | None:
    """The name of the system of coordinates, where it is none of those in which they are longitude and latitude."""
    system = document.get("crs")
    properties = system.get("properties") if isinstance(system, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return None if name is None or _IN_DEGREES.search(str(name)) else str(name)[:SHOWN]


def _coordinates(features: list[Json], other_system: str | None, flaws: list[Flaw]) -> dict[str, list[str]]:
    """Longitude and latitude of each point; whatever is none, or in another system, has a flaw in both."""
    places: dict[str, list[str]] = {LONGITUDE: [], LATITUDE: []}
    for number, feature in enumerate(features, start=1):
        geometry = feature.get("geometry")
        found = _point(geometry)
        if found is None:
            flaws += [(number, name, "geometry_not_a_point", shown(geometry)) for name in places]
        elif other_system is not None:
            flaws += [(number, name, "geometry_in_other_system", other_system) for name in places]
        for name, text in zip(places, found or ("", ""), strict=True):
            places[name].append(text)
    return places


def _point(geometry: Json) -> tuple[str, str] | None:
    """Longitude and latitude as written, of a point on the globe; latitude first is none where it cannot be."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or len(coordinates) not in (2, 3):
        return None
    try:
        longitude, latitude = (float(part) for part in coordinates[:2] if isinstance(part, str))
    except ValueError:
        return None
    is_on_globe = math.isfinite(longitude) and abs(longitude) <= 180 and abs(latitude) <= 90
    return (coordinates[0], coordinates[1]) if is_on_globe else None


def _estat(answer: Json) -> Grid:
    try:
        return _values(answer)
    except (AttributeError, KeyError, TypeError) as error:
        raise InputProblem(
            problem_ja="e-Stat の統計データですが、必要な項目が欠けているか、形が異なります。",
            problem_en="This is a table of e-Stat, but something that belongs to one is missing or is in another shape.",
            fix_ja="e-Stat から取得し直してください。",
            fix_en="Save the table from e-Stat again.",
        ) from error


def _values(answer: Json) -> Grid:
    result = answer.get("RESULT", {}) if isinstance(answer, dict) else {}
    status = str(result.get("STATUS", ""))
    if status != "0":
        message = str(result.get("ERROR_MSG", ""))[:SHOWN]
        raise InputProblem(
            value=message or None,
            problem_ja=f"e-Stat の応答にデータがありません(状態 {status or '不明'})。",
            problem_en=f"The answer of e-Stat has no data (status {status or 'unknown'}).",
            fix_ja="統計表 ID と絞り込みの条件を確認し、取得し直してください。",
            fix_en="Check the number of the table and what was selected, and save it again.",
        )
    table = answer.get("STATISTICAL_DATA", {})
    values = _listed(table.get("DATA_INF", {}).get("VALUE"))
    if not values:
        raise _no_rows("VALUE", "値(VALUE)がありません。", "There are no values (VALUE).")
    part = _part(table.get("RESULT_INF", {}), len(values))
    labels = {
        str(axis["@id"]): {str(member["@code"]): str(member.get("@name", "")) for member in _listed(axis.get("CLASS"))}
        for axis in _listed(table.get("CLASS_INF", {}).get("CLASS_OBJ"))
    }
    # An axis that the table does not tell of is one all the same: without it, two values would look alike.
    named = dict.fromkeys(name for value in values for name in value if _AXIS.fullmatch(name))
    labels |= {name[1:]: {} for name in named if name[1:] not in labels}
    columns: dict[str, list[str]] = {name: [] for axis in labels for name in (axis, f"{axis}_label")}
    columns |= {"unit": [], "value": []}
    flaws: list[Flaw] = []
    for number, value in enumerate(values, start=1):
        for axis, known in labels.items():
            code = _cell(value.get(f"@{axis}"), number, axis, flaws)
            if code not in known:
                flaws += [(number, name, "code_not_explained", code) for name in (axis, f"{axis}_label")]
            columns[axis].append(code)
            columns[f"{axis}_label"].append(known.get(code, ""))
        columns["unit"].append(_cell(value.get("@unit"), number, "unit", flaws))
        columns["value"].append(_cell(value.get("$"), number, "value", flaws))
    return replace(_grid(columns, flaws, _titles(table.get("TABLE_INF", {}))), part=part)


def _part(told: Mapping[str, Json], present: int) -> tuple[int, int, int] | None:
    """The first and the last value of the file and how many the table has; None where it holds the whole table.

    Raises:
        InputProblem: it does not hold the values it says it does.
    """
    try:
        first, last, total = (int(told[name]) for name in ("FROM_NUMBER", "TO_NUMBER", "TOTAL_NUMBER"))
    except (KeyError, TypeError, ValueError):
        return None
    expected = last - first + 1
    if expected != present:
        raise InputProblem(
            column="VALUE",
            value=f"{present:,}",
            problem_ja=f"値は{present:,}件ですが、ファイルの記載(RESULT_INF)では{expected:,}件です。",
            problem_en=f"There are {present:,} values where the file itself (RESULT_INF) counts {expected:,}.",
            fix_ja="e-Stat から取得し直してください。",
            fix_en="Save the table from e-Stat again.",
        )
    return (first, last, total) if present < total else None


def _titles(told: Mapping[str, Json]) -> list[str]:
    """What e-Stat calls the table: statistics, table, survey date."""
    texts = [told.get(name) for name in ("STAT_NAME", "STATISTICS_NAME", "TITLE", "SURVEY_DATE")]
    messages = [text.get("$") if isinstance(text, dict) else text for text in texts]
    return [str(text) for text in messages if text not in (None, "", "0")]


def _listed(one_or_more: Json) -> list[Json]:
    """e-Stat writes a list of one as the one."""
    if one_or_more is None:
        return []
    return one_or_more if isinstance(one_or_more, list) else [one_or_more]


def _cell(value: Json, row: int, column: str, flaws: list[Flaw]) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    flaws.append((row, column, "not_one_value", shown(value)))
    return ""


def _grid(columns: Mapping[str, list[str]], flaws: list[Flaw], above: list[str]) -> Grid:
    places = {name: f"c{position}" for position, name in enumerate(columns)}
    height = len(next(iter(columns.values())))
    body = pl.DataFrame(
        {places[name]: cells for name, cells in columns.items()}, schema=dict.fromkeys(places.values(), pl.String)
    )
    return Grid(
        None,
        [list(columns)],
        body.with_columns(
            pl.int_range(1, height + 1, dtype=pl.Int64, eager=True).alias("row_number"),
            pl.lit(None, pl.Int64).alias("cell_count"),
            pl.lit(None, pl.String).alias("extra"),
        ),
        [[text] for text in above],
        pl.DataFrame([(row, places[name], rule, found) for row, name, rule, found in flaws], schema=FLAWS, orient="row"),
    )


def _no_rows(column: str, problem_ja: str, problem_en: str) -> InputProblem:
    return InputProblem(
        column=column,
        problem_ja=problem_ja,
        problem_en=problem_en,
        fix_ja="公表されたままのファイルを受領し直してください。",
        fix_en="Obtain the file as published.",
    )
