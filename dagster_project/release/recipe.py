"""How a published table is computed, for a reader who wants to follow it: its SQL and that of every step before it, the
tests that guard it, the rows of the received files that it is made from.

All of it is dbt's manifest and the warehouse's own account; nothing is written by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

_ENDINGS = {"sql": "sql", "python": "py"}


def steps(manifest: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Model of ``reports`` -> itself and the models it is made from, nearest first: ``name``, ``schema``, ``file``."""
    models = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    return {
        node["name"]: [_step(models[one]) for one in _behind(key, models)]
        for key, node in models.items()
        if node["schema"] == "reports"
    }


def _behind(start: str, models: dict[str, Any]) -> list[str]:
    found = [start]
    for key in found:  # it grows while it is gone through
        parents = models[key]["depends_on"].get("nodes", [])
        found += [parent for parent in parents if parent in models and parent not in found]
    return found


def _step(node: dict[str, Any]) -> dict[str, str]:
    return {"name": node["name"], "schema": node["schema"], "file": _file_of(node)}


def _file_of(node: dict[str, Any]) -> str:
    return f"models/{node['name']}.{_ENDINGS[node.get('language', 'sql')]}"


def write_models(manifest: dict[str, Any], target: Path) -> None:
    """Write the code of every model behind a published table below ``target``, each as it stands in the project."""
    wanted = {step["file"] for found in steps(manifest).values() for step in found}
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model" and _file_of(node) in wanted:
            (target / _file_of(node)).write_text(node["raw_code"].rstrip() + "\n", encoding="utf-8")


def tests(manifest: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Model -> dbt's tests that look at it: ``name`` and, where they are rules of a list, ``rules``."""
    found: dict[str, list[dict[str, Any]]] = {}
    for node in manifest["nodes"].values():
        if node["resource_type"] != "test":
            continue
        rules = {key: value for key, value in node.get("test_metadata", {}).get("kwargs", {}).items() if key != "model"}
        for parent in node["depends_on"]["nodes"]:
            found.setdefault(parent.rsplit(".", 1)[-1], []).append({"name": node["name"], "rules": rules})
    for unit_test in manifest.get("unit_tests", {}).values():
        found.setdefault(unit_test["model"], []).append({"name": unit_test["name"], "rules": {}})
    return {model: sorted(of_model, key=lambda test: test["name"]) for model, of_model in found.items()}


def received_rows(warehouse: Path) -> list[dict[str, Any]]:
    """The rows of each received file that were loaded into a table: file, table, number of rows, first and last of them.

    Numbers are those a spreadsheet program shows for the file. Files of questionnaires' answers are not among them.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute(
            """
            select table_name from duckdb_columns()
            where schema_name = 'raw' and column_name in ('source_file', 'row_number')
                and table_name not in ('quarantined_row', 'ignored_row')
            group by table_name having count(*) = 2 order by table_name
            """
        ).fetchall()
        found = []
        for (table,) in tables:
            found += connection.execute(
                f"""
                select source_file, '{table}', count(*), min(row_number), max(row_number) from raw.{table}
                where source_file in (select source_file from reports.received_file)
                group by source_file order by source_file
                """
            ).fetchall()
    return [dict(zip(("source_file", "table", "rows", "first_row", "last_row"), row, strict=True)) for row in found]
