"""What the last finished warehouse of the same project still has right: only what depends on changed rows is built anew.

A table of a warehouse is made of raw tables and of the project alone. Where a raw table has the rows it had, and where the
views of staging show what they showed, all that is made of them is what it was. dbt's own graph says what that is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import duckdb
import polars as pl

from dagster_project.release.published_tables import attach
from dagster_project.settings import Settings

KEPT_WAREHOUSE = "warehouse"


def start_from_last(settings: Settings, manifest: Mapping[str, Any]) -> list[str] | None:
    """Put the last finished warehouse on the workbench, with the raw tables of this run.

    Returns the models to build anew, each with all that depends on it; None where no finished warehouse of this project
    is kept, or where it has other raw tables: then the workbench stays as it is.
    """
    last = settings.kept.get_file(KEPT_WAREHOUSE)
    if last is None:
        return None
    landed = settings.build_database.with_name("landed.duckdb")
    started = settings.build_database.with_name("started.duckdb")
    shutil.copyfile(last, started)
    # Views name their database, which DuckDB names after the file: the file has to bear its own name to be looked into.
    os.replace(settings.build_database, landed)
    os.replace(started, settings.build_database)
    with duckdb.connect(str(settings.build_database), config={"threads": 1}) as connection:
        attach(connection, landed, "landed")
        tables = _raw_tables(connection, "landed")
        is_alike = tables == _raw_tables(connection, "warehouse")
        changed = sorted(_replaced(connection, manifest, tables)) if is_alike else None
    if changed is None:
        os.replace(landed, settings.build_database)
    else:
        landed.unlink()
    return changed


def and_what_depends_on_it(manifest: Mapping[str, Any], nodes: Iterable[str]) -> set[str]:
    """The nodes and all that is made of them, by dbt's graph."""
    found: set[str] = set()
    ahead = list(nodes)
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead += manifest["child_map"].get(node, [])
    return found


def keep_warehouse(settings: Settings) -> None:
    """Keep the finished warehouse on the workbench for the next run to start from."""
    settings.kept.keep_file(KEPT_WAREHOUSE, settings.build_database)


def _raw_tables(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    found = connection.execute(
        "select table_name from duckdb_tables() where database_name = ? and schema_name = 'raw' order by 1", [database]
    ).fetchall()
    return [name for (name,) in found]


def _replaced(connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any], tables: list[str]) -> Iterator[str]:
    """Replace the raw tables whose rows changed; yields the nodes right behind them that show something else now."""
    changed = [name for name in tables if not _rows(connection, f"raw.{name}").equals(_rows(connection, f"landed.raw.{name}"))]
    sources = {node["name"]: key for key, node in manifest["sources"].items()}
    behind = {child for name in changed if name in sources for child in manifest["child_map"][sources[name]]}
    before = {key: _shown(connection, manifest["nodes"][key]) for key in behind}
    for name in changed:
        connection.execute(f"create or replace table raw.{name} as select * from landed.raw.{name}")
    for key, showed in before.items():
        shown = _shown(connection, manifest["nodes"][key])
        if shown is None or showed is None or not shown.equals(showed):
            yield key


def _shown(connection: duckdb.DuckDBPyConnection, node: Mapping[str, Any]) -> pl.DataFrame | None:
    """What a view shows; None where it is no view, or cannot be read: dbt will say why."""
    if node["config"]["materialized"] != "view":
        return None
    try:
        return _rows(connection, f"{node['schema']}.{node['name']}")
    except duckdb.Error:
        return None


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> pl.DataFrame:
    return pl.DataFrame(connection.sql(f"from {table}"))
