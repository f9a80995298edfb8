"""``datapackage.json``: the release described in the Frictionless Data Package standard (v1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb

from dagster_project.common.files import files_below, sha256_of, write_text_atomically
from dagster_project.release import origin, recipe
from dagster_project.release.lineage import Reader, read_manifest, readers, received_tables
from dagster_project.release.published_tables import PublishedTable

DESCRIPTOR = "datapackage.json"
# https://specs.frictionlessdata.io/table-schema/#types-and-formats
FIELD_TYPES = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "DECIMAL": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
}
NO_UNIT = "none"
# What the last word of a column's name says of its unit: values are in base units.
UNITS = {
    "pct": "percent",
    "points": "points",
    "yen": "yen",
    "persons": "persons",
    "items": "items",
    "rows": "rows",
} | dict.fromkeys(("position", "rank", "year", "no", "number"), NO_UNIT)


def describe(
    release: Path,
    tables: list[PublishedTable],
    manifest_file: Path,
    *,
    release_id: str,
    created: datetime,
    raw_fingerprint: str,
    uses_kept: bool,
    received: list[dict[str, Any]] | None = None,
) -> dict:
    """The package descriptor of the release folder ``release``.

    ``received``: which rows of the received files were loaded (recipe.received_rows).
    ``uses_kept``: whether results of earlier builds were used where nothing that they depend on changed.

    Raises:
        KeyError: a published column has a type that the standard does not know by one name.
    """
    manifest = read_manifest(manifest_file)
    shown_in, made_from = readers(manifest), received_tables(manifest)
    steps, tests = recipe.steps(manifest), recipe.tests(manifest)
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        terms, documents = origin.terms_of_use(connection), origin.documents(connection)
        resources = [
            {
                **_resource(release, table, connection),
                **origin.stated(
                    licenses=origin.licences(terms, made_from.get(table.name, [])),
                    sources=origin.documents_of(table.name, table.columns, connection, documents),
                ),
                "madeFrom": made_from.get(table.name, []),
                "steps": steps.get(table.name, []),
                "tests": tests.get(table.name, []),
                "usedBy": [_reader(reader) for reader in shown_in.get(table.name, [])],
            }
            for table in tables
        ]
    return {
        "profile": "tabular-data-package",
        "name": "municipal-outsourcing-warehouse",
        "id": release_id,
        "title": "Post offices and municipalities: published tables / 郵便局と地方公共団体 公表データ",
        "version": release_id,
        "created": created.isoformat(timespec="seconds"),
        "raw_fingerprint": raw_fingerprint,
        "build": "kept" if uses_kept else "full",
        **origin.stated(licenses=origin.licences(terms, terms), sources=list(documents.values())),
        "received": received or [],
        "resources": resources,
    }


def write(release: Path, descriptor: dict) -> None:
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    write_text_atomically(release / DESCRIPTOR, text)  # of a release that is read meanwhile, where another is withdrawn


def read(release: Path) -> dict:
    return json.loads((release / DESCRIPTOR).read_text(encoding="utf-8"))


def complete(release: Path, release_id: str, previous: Path | None = None) -> None:
    """Enter the id and every file of the complete release into its descriptor: path, bytes, SHA-256.

    A release holds no other file, so that whoever copies it can see that nothing was lost or added. A file of several names
    is read once; one that ``previous`` has, too, under any name, not at all.
    """
    descriptor = read(release)
    descriptor["id"] = descriptor["version"] = release_id
    hashes = {} if previous is None else _hashes_by_file(previous)

    def entry(name: str) -> dict[str, str | int]:
        file = release / name
        stat = file.stat()
        key = (stat.st_dev, stat.st_ino)
        if key not in hashes:
            hashes[key] = f"sha256:{sha256_of(file)}"
        return {"path": name, "bytes": stat.st_size, "hash": hashes[key]}

    descriptor["files"] = [entry(name) for name in files_below(release) if PurePosixPath(name).name != DESCRIPTOR]
    write(release, descriptor)


def _hashes_by_file(release: Path) -> dict[tuple[int, int], str]:
    """What a release says of its files, by the file that is behind a name."""
    files = [((release / file["path"]), file["hash"]) for file in read(release).get("files", [])]
    return {((stat := path.stat()).st_dev, stat.st_ino): known for path, known in files if path.is_file()}


def gone_or_changed(release: Path, descriptor: dict) -> list[str]:
    """Files that are not as the descriptor lists them, as far as their sizes tell: thousands are looked at in a moment."""
    sizes = {file["path"]: file["bytes"] for file in descriptor.get("files", [])}
    return [path for path, size in sizes.items() if not (place := release / path).is_file() or place.stat().st_size != size]


def _resource(release: Path, table: PublishedTable, connection: duckdb.DuckDBPyConnection) -> dict:
    csv_file = release / "tables" / f"{table.name}.csv"
    types = connection.execute(
        "select column_name, data_type from information_schema.columns where table_name = ? order by ordinal_position",
        [table.name],
    ).fetchall()
    names = [name for name, _ in types]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"tables/{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "rows": _rows(connection, table.name),
        "bytes": csv_file.stat().st_size,
        "hash": f"sha256:{sha256_of(csv_file)}",
        "schema": {
            "fields": [
                {
                    "name": name,
                    "type": FIELD_TYPES[kind.partition("(")[0]],
                    "description": table.columns[name],
                    **_unit(name, kind, names, table),
                }
                for name, kind in types
            ],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    ((rows,),) = connection.execute(f"select count(*) from {table}").fetchall()
    return rows


def _unit(name: str, kind: str, names: list[str], table: PublishedTable) -> dict[str, str]:
    if FIELD_TYPES[kind.partition("(")[0]] not in ("integer", "number"):
        return {}
    return unit_of(name, names, table.units.get(name, {}))


def unit_of(name: str, names: Iterable[str], stated: Mapping[str, str]) -> dict[str, str]:
    """The unit of a column of numbers, or the column of the same row that says it; nothing where neither is known.

    What its YAML has ``stated`` comes first, then what its name tells.
    """
    if "unit" in stated:
        return {"unit": stated["unit"]}
    if "unit_column" in stated:
        return {"unitColumn": stated["unit_column"]}
    first, last = name.partition("_")[0], name.rpartition("_")[2]
    if first in ("rank", "rows"):  # rank_high, rows_read
        return {"unit": {"rank": NO_UNIT, "rows": "rows"}[first]}
    if last in UNITS and "_per_" not in name:
        return {"unit": UNITS[last]}
    if name == "value" and "unit_en" in names:
        return {"unitColumn": "unit_en"}
    return {}


def _reader(reader: Reader) -> dict:
    return {"label_ja": reader.label.ja, "label_en": reader.label.en, "address": reader.address}
