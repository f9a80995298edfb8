"""The read-only API: files below ``site/api/v1/``, which any web server can hand out.

- ``tables/<table>.csv|parquet``  the files of the release
- ``tables/<table>.xlsx``         the same for Excel, of tables that are not too large for it
- ``tables/<table>.json``         ``{"columns": [...], "data": [[...], ...]}``: ``pandas.read_json(..., orient="split")``
- ``models/<model>.sql|py``       the code of each step from the received files to a table
- ``indicators/<id>.json``        one indicator: its definition, its values by municipality, and by prefecture and nation
- ``index.json``                  release, version, tables with the meaning of their columns, indicators
- ``revisions.json``             which values changed from release to release, and why files were replaced
- ``changelog.json``              what changed in the columns from version to version, in both languages
- ``openapi.json``                all of this described
- ``dcat.jsonld``                 the tables as a catalogue in DCAT, for portals of open data

The version is semantic: a table or column that is gone, or whose values are of another type, makes a new first number;
one that is new makes a new second number. Rows change with every release and make no new version.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import duckdb

from dagster_project.common.files import put_also
from dagster_project.common.kept import Kept
from dagster_project.release import datapackage
from dagster_project.release.dcat import catalogue
from dagster_project.release.lineage import read_manifest
from dagster_project.release.origin import terms_of_use
from dagster_project.release.recipe import write_models
from dagster_project.release.revisions import FILE as REVISIONS
from dagster_project.release.workbooks import MOST_ROWS, workbook

API = Path("api", "v1")
FIRST_VERSION = "1.0.0"
_OPENAPI = Path(__file__).with_name("templates") / "openapi.json"
_LINKED = ("csv", "parquet")
_INDICATOR_TABLES = ("municipality_indicator", "area_indicator")
_INDICATOR_PARTS = {
    "municipalities": """
        select municipality_code6, as_of_date, boundary_basis, value, value_status, numerator_value, denominator_value,
            denominator_date
        from municipality_indicator where indicator_id = ? order by all""",
    "areas": """
        select area_level, area_code, area_ja, area_en, as_of_date, value, value_status, numerator_value,
            denominator_value, denominator_date, municipality_count, missing_municipality_count
        from area_indicator where indicator_id = ? order by all""",
}


def write_api(
    release: Path, previous: Path | None, target: Path, *, manifest_file: Path, revisions: dict[str, Any], kept: Kept
) -> None:
    """Write the API of the release in ``release``, whose descriptor and tables are there, to ``target``: all but workbooks.

    ``previous``: the release published before, from which version and changelog go on. ``manifest_file``: of dbt, with the
    code of the models; ``revisions``: of revisions.next_log. Files of the same rows as before are taken from what was
    ``kept``.
    """
    descriptor = datapackage.read(release)
    shutil.rmtree(target, ignore_errors=True)
    for part in ("tables", "indicators", "models"):
        (target / part).mkdir(parents=True)
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        for resource in descriptor["resources"]:
            name = resource["name"]
            for ending in _LINKED:
                put_also(release / "tables" / f"{name}.{ending}", target / "tables" / f"{name}.{ending}")
            made = kept.once("table_json", _contents(resource), partial(_made_json, partial(_rows, connection, resource)))
            (target / "tables" / f"{name}.json").write_bytes(made)
        indicators = _indicators(connection)
        hashes = [resource["hash"] for resource in descriptor["resources"] if resource["name"] in _INDICATOR_TABLES]
        for indicator in indicators:
            content = partial(_indicator, connection, indicator)
            made = kept.once("indicator_json", [json.dumps(indicator, default=_as_text), *hashes], partial(_made_json, content))
            (target / "indicators" / f"{indicator['indicator_id']}.json").write_bytes(made)
        terms = terms_of_use(connection)
    write_models(read_manifest(manifest_file), target)
    changelog = next_changelog(_changelog_of(previous), descriptor["id"], descriptor["resources"])
    version = changelog["versions"][0]["version"]
    _write(target / "changelog.json", changelog)
    _write(target / REVISIONS, revisions)
    _write(target / "index.json", _index(descriptor, version, indicators))
    _write(target / "dcat.jsonld", catalogue(descriptor, os.environ.get("SITE_ADDRESS", ""), terms))
    _write(target / "openapi.json", _openapi(descriptor, version, indicators))


def write_workbooks(release: Path, target: Path, *, kept: Kept, given_up: Event) -> None:
    """Write the workbooks of the API that ``write_api`` began: they take longer than all the rest, and no page reads them.

    Ends before the next one where ``given_up`` is set.
    """
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        for resource in datapackage.read(release)["resources"]:
            if given_up.is_set():
                return
            if resource["rows"] <= MOST_ROWS:
                rows = partial(_rows, connection, resource)
                made = kept.once("table_workbook", _contents(resource), partial(_workbook, resource, rows))
                (target / "tables" / f"{resource['name']}.xlsx").write_bytes(made)


def _contents(resource: dict[str, Any]) -> list[str]:
    """All that a file of a table is made of."""
    return [resource["hash"], json.dumps(resource["schema"]), resource["description"]]


def _rows(connection: duckdb.DuckDBPyConnection, resource: dict[str, Any]) -> dict[str, Any]:
    return _split(connection, f"from {resource['name']} order by all")


def next_changelog(before: dict[str, Any] | None, release_id: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The changelog with an entry for this release, newest first, where its columns are not those of the last entry.

    ``before`` is the changelog of the release published before; None begins one.
    """
    types = {f"{table['name']}.{field['name']}": field["type"] for table in resources for field in table["schema"]["fields"]}
    if before is None:
        first = {
            "version": FIRST_VERSION,
            "release": release_id,
            "removed": [],
            "changed": [],
            "added": [],
            "ja": "最初の版。",
            "en": "The first version.",
        }
        return {"versions": [first], "columns": types}
    known: dict[str, str] = before["columns"]
    removed = sorted(known.keys() - types.keys())
    added = sorted(types.keys() - known.keys())
    changed = sorted(name for name in known.keys() & types.keys() if known[name] != types[name])
    if not (removed or changed or added):
        return before
    entry = {
        "version": _next_version(before["versions"][0]["version"], breaks=bool(removed or changed)),
        "release": release_id,
        "removed": removed,
        "changed": changed,
        "added": added,
        "ja": f"列の削除{len(removed)}件、型の変更{len(changed)}件、追加{len(added)}件。",
        "en": f"Columns removed: {len(removed)}; of another type: {len(changed)}; added: {len(added)}.",
    }
    return {"versions": [entry, *before["versions"]], "columns": types}


def _next_version(version: str, *, breaks: bool) -> str:
    first, second, _ = (int(part) for part in version.split("."))
    return f"{first + 1}.0.0" if breaks else f"{first}.{second + 1}.0"


def _changelog_of(release: Path | None) -> dict[str, Any] | None:
    file = release / "site" / API / "changelog.json" if release is not None else None
    return json.loads(file.read_text(encoding="utf-8")) if file is not None and file.exists() else None


def _indicators(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    found = _split(connection, "from indicator order by position")
    return [dict(zip(found["columns"], row, strict=True)) for row in found["data"]]


def _indicator(connection: duckdb.DuckDBPyConnection, indicator: dict[str, Any]) -> dict[str, Any]:
    parts = {part: _split(connection, sql, [indicator["indicator_id"]]) for part, sql in _INDICATOR_PARTS.items()}
    return {"indicator": indicator, **parts}


def _split(connection: duckdb.DuckDBPyConnection, sql: str, values: list[str] | None = None) -> dict[str, Any]:
    result = connection.execute(sql, values or [])
    columns = [column[0] for column in result.description or []]
    return {"columns": columns, "data": result.fetchall()}


def _index(descriptor: dict[str, Any], version: str, indicators: list[dict[str, Any]]) -> dict[str, Any]:
    shown = ("name", "description", "rows", "bytes", "hash", "schema", "madeFrom", "steps", "tests", "usedBy")
    return {
        "version": version,
        "release": descriptor["id"],
        "released": descriptor["created"],
        "tables": [
            {
                **{key: table[key] for key in shown},
                "files": {ending: f"tables/{table['name']}.{ending}" for ending in _endings(table)},
            }
            for table in descriptor["resources"]
        ],
        "indicators": [
            {
                **{key: row[key] for key in ("indicator_id", "name_ja", "name_en", "unit_ja", "unit_en")},
                "file": f"indicators/{row['indicator_id']}.json",
            }
            for row in indicators
        ],
    }


def _endings(table: dict[str, Any]) -> tuple[str, ...]:
    return (*_LINKED, "json", "xlsx") if table["rows"] <= MOST_ROWS else (*_LINKED, "json")


def _workbook(resource: dict[str, Any], content: Callable[[], dict[str, Any]]) -> bytes:
    """The table for Excel; what it is stands on its second sheet. The release is not named: equal rows, equal file."""
    about = [(resource["name"], resource["description"]), ("", "")]
    about += [(field["name"], field["description"]) for field in resource["schema"]["fields"]]
    rows = content()
    return workbook(rows["columns"], rows["data"], about)


def _openapi(descriptor: dict[str, Any], version: str, indicators: list[dict[str, Any]]) -> dict[str, Any]:
    """The template with what this release holds: its version and the names that may stand in a path."""
    document = json.loads(_OPENAPI.read_text(encoding="utf-8"))
    document["info"]["version"] = version
    names = document["components"]["schemas"]
    names["Table"]["enum"] = [table["name"] for table in descriptor["resources"]]
    names["Indicator"]["enum"] = [row["indicator_id"] for row in indicators]
    names["TableForExcel"]["enum"] = [table["name"] for table in descriptor["resources"] if table["rows"] <= MOST_ROWS]
    names["Model"]["enum"] = sorted(
        {step["file"].removeprefix("models/") for table in descriptor["resources"] for step in table["steps"]}
    )
    return document


def _write(file: Path, content: dict[str, Any]) -> None:
    file.write_bytes(_made_json(lambda: content))


def _made_json(content: Callable[[], dict[str, Any]]) -> bytes:
    text = json.dumps(content(), ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_as_text)
    return f"{text}\n".encode()


def _as_text(value: object) -> str | float:
    """Dates as ISO 8601; exact decimals as numbers."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return float(str(value))
