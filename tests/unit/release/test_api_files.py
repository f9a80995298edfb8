"""The API made of files: the rows are those of the release, the description says what is there, a loss is a new version."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import duckdb
import openpyxl
import polars as pl
import pytest

from dagster_project.common.kept import Kept
from dagster_project.common.yaml_values import Bilingual
from dagster_project.release import api_files, datapackage
from dagster_project.release.api_files import next_changelog, write_api, write_workbooks
from dagster_project.release.dcat import catalogue
from dagster_project.release.published_tables import PublishedTable, write_table_files

HALVES = "Meaning. / 意味。"
COLUMNS = {
    "indicator": "indicator_id varchar, position integer, name_ja varchar, name_en varchar, unit_ja varchar, unit_en varchar",
    "municipality_indicator": (
        "municipality_code6 varchar, as_of_date date, boundary_basis varchar, indicator_id varchar, value double,"
        " value_status varchar, numerator_value double, denominator_value double, denominator_date date"
    ),
    "area_indicator": (
        "area_level varchar, area_code varchar, area_ja varchar, area_en varchar, indicator_id varchar, as_of_date date,"
        " value double, value_status varchar, numerator_value double, denominator_value double, denominator_date date,"
        " municipality_count integer, missing_municipality_count integer"
    ),
}
ROWS = """
    insert into indicator values ('b', 2, 'い', 'B', '％', '%'), ('a', 1, 'あ', 'A', '人', 'persons');
    insert into municipality_indicator values
        ('011002', '2024-01-01', 'as_now', 'a', 1.5, 'ok', 3, 2, '2023-01-01'),
        ('011002', '2025-01-01', 'as_now', 'a', null, 'not_available', null, null, null),
        ('011002', '2024-01-01', 'as_now', 'b', 7, 'ok', 7, 1, null);
    insert into area_indicator values ('national', 'japan', '全国', '=Japan', 'a', '2024-01-01', 1.5, 'ok', 3, 2, null, 1, 0);
"""


def model(name: str) -> dict:
    return {
        "name": name,
        "resource_type": "model",
        "schema": "reports",
        "depends_on": {"nodes": []},
        "raw_code": f"select 1 as {name}",
    }


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "release"
    folder.mkdir()
    with duckdb.connect(str(folder / "reports.duckdb")) as connection:
        for name, columns in COLUMNS.items():
            connection.execute(f"create table {name} ({columns})")
        connection.execute(ROWS)
        connection.execute(
            "create table received_file as select 'card' as table_name, '条件' as licence_ja, 'Terms' as licence_en"
        )
        connection.execute(
            "create table source (source_id text, title_ja text, title_en text, publisher_ja text, publisher_en text, url text)"
        )
    tables = [
        PublishedTable(name, HALVES, {part.split()[0]: HALVES for part in columns.split(",")}, ("indicator_id",))
        for name, columns in COLUMNS.items()
    ]
    write_table_files(folder / "reports.duckdb", folder / "tables", tables)
    manifest = tmp_path / "manifest.json"
    models = {f"model.w.{name}": model(name) for name in COLUMNS}
    manifest.write_text(json.dumps({"nodes": models, "sources": {}, "exposures": {}, "parent_map": {}}), encoding="utf-8")
    created = datetime(2026, 11, 29, tzinfo=UTC)
    descriptor = datapackage.describe(
        folder, tables, manifest, release_id="r0007", created=created, raw_fingerprint="", uses_kept=False
    )
    datapackage.write(folder, descriptor)
    return folder


@pytest.fixture
def api(release: Path, tmp_path: Path) -> Path:
    written(release, None, tmp_path)
    return tmp_path / "api"


def written(release: Path, previous: Path | None, folder: Path) -> None:
    kept = Kept(folder / "kept", is_used=True)
    write_api(release, previous, folder / "api", manifest_file=folder / "manifest.json", revisions={"releases": []}, kept=kept)
    write_workbooks(release, folder / "api", kept=kept, given_up=Event())


def read(file: Path) -> dict:
    return json.loads(file.read_text(encoding="utf-8"))


def test_a_table_has_the_same_rows_in_each_format(api):
    for name in COLUMNS:
        rows = read(api / "tables" / f"{name}.json")
        parquet = pl.read_parquet(api / "tables" / f"{name}.parquet")
        assert rows["columns"] == parquet.columns
        as_text = [[value.isoformat() if hasattr(value, "isoformat") else value for value in row] for row in parquet.rows()]
        assert rows["data"] == as_text
        with (api / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(rows["data"])


def test_a_table_for_excel_has_the_same_rows_and_no_formula(api):
    book = openpyxl.load_workbook(api / "tables" / "area_indicator.xlsx")
    header, *rows = book["data"].iter_rows()
    parquet = pl.read_parquet(api / "tables" / "area_indicator.parquet")
    assert [cell.value for cell in header] == parquet.columns
    values = [[cell.value.date() if isinstance(cell.value, datetime) else cell.value for cell in row] for row in rows]
    assert values == [list(row) for row in parquet.rows()]
    assert "=Japan" in [cell.value for cell in rows[0]] and "f" not in {cell.data_type for cell in rows[0]}
    assert ("area_ja", HALVES) in [tuple(row) for row in book["about"].iter_rows(values_only=True)]


def test_a_table_too_large_for_excel_has_no_workbook_and_none_is_named(release, tmp_path, monkeypatch):
    monkeypatch.setattr(api_files, "MOST_ROWS", 2)
    written(release, None, tmp_path)
    api = tmp_path / "api"
    assert not (api / "tables" / "municipality_indicator.xlsx").exists() and (api / "tables" / "indicator.xlsx").exists()
    files = {table["name"]: table["files"] for table in read(api / "index.json")["tables"]}
    assert "xlsx" not in files["municipality_indicator"] and "xlsx" in files["indicator"]


def test_an_indicator_holds_its_own_rows_alone(api):
    found = read(api / "indicators" / "a.json")
    assert found["indicator"]["name_ja"] == "あ"
    assert [row[:2] for row in found["municipalities"]["data"]] == [["011002", "2024-01-01"], ["011002", "2025-01-01"]]
    assert len(found["areas"]["data"]) == 1
    assert read(api / "indicators" / "b.json")["areas"]["data"] == []


def test_the_list_names_what_is_there_and_nothing_else(api):
    index = read(api / "index.json")
    assert (index["release"], index["version"]) == ("r0007", "1.0.0")
    files = {file for table in index["tables"] for file in table["files"].values()}
    files |= {indicator["file"] for indicator in index["indicators"]}
    files |= {step["file"] for table in index["tables"] for step in table["steps"]}
    there = {path.relative_to(api).as_posix() for path in api.rglob("*") if path.is_file()}
    assert there == files | {"index.json", "openapi.json", "changelog.json", "revisions.json", "dcat.jsonld"}
    assert [indicator["indicator_id"] for indicator in index["indicators"]] == ["a", "b"]
    assert {table["name"]: table["rows"] for table in index["tables"]} == {
        "area_indicator": 1,
        "indicator": 2,
        "municipality_indicator": 3,
    }


def test_every_path_of_the_description_leads_to_a_file_and_every_file_has_a_path(api):
    document = read(api / "openapi.json")
    assert document["openapi"].startswith("3.1.") and document["info"]["version"] == "1.0.0"
    names = {
        "table": document["components"]["schemas"]["Table"]["enum"],
        "excelTable": document["components"]["schemas"]["TableForExcel"]["enum"],
        "model": document["components"]["schemas"]["Model"]["enum"],
        "indicator": document["components"]["schemas"]["Indicator"]["enum"],
    }
    described = set()
    for path, operations in document["paths"].items():
        assert list(operations) == ["get"] and "200" in operations["get"]["responses"]
        parameters = re.findall(r"\{(\w+)\}", path)
        assert [one["$ref"].rpartition("/")[2] for one in operations["get"].get("parameters", [])] == parameters
        described |= {path.replace(f"{{{name}}}", value) for name in parameters for value in names[name]} or {path}
    there = {f"/{path.relative_to(api).as_posix()}" for path in api.rglob("*") if path.is_file()}
    assert described == there - {"/openapi.json", "/dcat.jsonld"}


def test_every_reference_of_the_description_arrives(api):
    document = read(api / "openapi.json")
    references = re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document))
    assert references
    for reference in references:
        part = document
        for name in reference.split("/"):
            part = part[name]


def test_the_catalogue_leads_to_the_files_and_pages_of_every_table(api):
    catalogue = read(api / "dcat.jsonld")
    for data_set in catalogue["dcat:dataset"]:
        for distribution in data_set["dcat:distribution"]:
            address = distribution["dcat:downloadURL"]["@id"]
            assert (api / address.removeprefix("../../api/v1/")).is_file()
    assert {data_set["dct:identifier"] for data_set in catalogue["dcat:dataset"]} == set(COLUMNS)


def test_the_catalogue_says_under_which_terms_a_table_may_be_used():
    terms = {
        "card": [Bilingual(ja="条件", en="Terms"), Bilingual(ja="他の条件", en="Others")],
        "mail": [Bilingual(ja="無", en="None")],
    }
    terms["area"] = terms["card"][:1]
    table = {"name": "cards", "description": HALVES, "madeFrom": ["card", "area", "a table without files"]}
    descriptor = {"title": HALVES, "created": "2026-11-29", "id": "r0007", "resources": [table]}
    [data_set] = catalogue(descriptor, "", terms)["dcat:dataset"]
    assert [said["rdfs:label"][0]["@value"] for said in data_set["dct:rights"]] == ["Terms", "Others"]


def test_whole_addresses_begin_with_the_one_that_is_set(release, tmp_path, monkeypatch):
    monkeypatch.setenv("SITE_ADDRESS", "https://example.go.jp/reports/")
    written(release, None, tmp_path)
    addresses = re.findall(r'"@id":"([^"]+)"', (tmp_path / "api" / "dcat.jsonld").read_text(encoding="utf-8"))
    ours = [address for address in addresses if "iana.org" not in address]
    assert ours and all(address.startswith("https://example.go.jp/reports/") for address in ours)


def columns(**types: str) -> list[dict]:
    return [{"name": "t", "schema": {"fields": [{"name": name, "type": kind} for name, kind in types.items()]}}]


@pytest.mark.parametrize(
    ("after", "version", "removed", "added"),
    [
        ({"a": "string", "b": "integer"}, "1.0.0", None, None),
        ({"a": "string", "b": "integer", "c": "date"}, "1.1.0", [], ["t.c"]),
        ({"a": "string"}, "2.0.0", ["t.b"], []),
        ({"a": "string", "b": "number"}, "2.0.0", [], []),
        ({"a": "string", "c": "integer"}, "2.0.0", ["t.b"], ["t.c"]),
    ],
)
def test_what_is_removed_makes_a_new_first_number_and_what_is_added_a_new_second(after, version, removed, added):
    first = next_changelog(None, "r0001", columns(a="string", b="integer"))
    log = next_changelog(first, "r0002", columns(**after))
    newest = log["versions"][0]
    assert newest["version"] == version
    if removed is None:
        assert log == first
    else:
        assert (newest["release"], newest["removed"], newest["added"]) == ("r0002", removed, added)
        assert newest["ja"].endswith("。") and newest["en"].endswith(".")
        assert log["versions"][1:] == first["versions"]


def test_the_version_goes_on_from_the_release_published_before(release, tmp_path):
    before = tmp_path / "before"
    (before / "site" / "api" / "v1").mkdir(parents=True)
    gone = next_changelog(None, "r0001", [*columns(a="string")])
    (before / "site" / "api" / "v1" / "changelog.json").write_text(json.dumps(gone), encoding="utf-8")
    written(release, before, tmp_path)
    assert read(tmp_path / "api" / "index.json")["version"] == "2.0.0"
    assert read(tmp_path / "api" / "changelog.json")["versions"][0]["removed"] == ["t.a"]
