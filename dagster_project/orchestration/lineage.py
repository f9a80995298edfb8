"""From a table back to the received files it is made of."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

SHOWN_FILES = 12  # the others are counted


def files_behind(manifest_file: Path, database: Path, table: str) -> list[str]:
    """The received files behind a dbt model (``<schema>.<name>``), as ``raw/<subject>/<file>``, sorted.

    A model made from all tables, such as the record of received files, has all files behind it.
    """
    tables = raw_tables_behind(json.loads(manifest_file.read_text(encoding="utf-8")), table)
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(
            "select source_file from raw.received_file where list_contains(?, table_name) order by source_file", [tables]
        ).fetchall()
    return [f"raw/{source_file}" for (source_file,) in found]


def raw_tables_behind(manifest: dict, table: str) -> list[str]:
    """The raw tables that a model is made of, through all models between, sorted."""
    schema, name = table.split(".")
    todo = [
        unique_id
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and (node["schema"], node["name"]) == (schema, name)
    ]
    seen: set[str] = set()
    while todo:
        unique_id = todo.pop()
        if unique_id not in seen:
            seen.add(unique_id)
            todo += manifest["parent_map"].get(unique_id, [])
    return sorted(manifest["sources"][unique_id]["name"] for unique_id in seen if unique_id in manifest["sources"])


def files_in_words(files: list[str]) -> str:
    """One line in both languages that names the files."""
    listed = ", ".join(files[:SHOWN_FILES])
    more = f" … (+{len(files) - SHOWN_FILES})" if len(files) > SHOWN_FILES else ""
    return f"  元になった受領ファイル / received files behind it: {listed or '-'}{more}"
