"""The product's whole build against a bare ``dbt build`` and against its compiled SQL alone."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dagster_project.orchestration.dbt_project import dbt_environment, dbt_executable
from dagster_project.settings import DBT_DIR, PROJECT_ROOT, Settings
from tests.benchmarks.measuring import Row, cpu_seconds, medians_in_turn

RUN_SQL = """
import json, sys, duckdb
connection = duckdb.connect(sys.argv[1])
for statement in json.load(open(sys.argv[2], encoding="utf-8")):
    connection.execute(statement)
"""


def compiled_statements(target: Path) -> list[str]:
    """Every SQL model's compiled query, in the order of their dependencies, as create-table statements.

    Python models are no SQL: their tables stay as the bare dbt build has left them.
    """
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    models = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    ordered: list[str] = []

    def visit(key: str) -> None:
        if key in ordered or key not in models:
            return
        for upstream in models[key]["depends_on"]["nodes"]:
            visit(upstream)
        ordered.append(key)

    for key in models:
        visit(key)
    return [
        f"create or replace table {models[key]['schema']}.{models[key]['name']} as {models[key]['compiled_code']}"
        for key in ordered
        if models[key]["language"] == "sql"
    ]


def python_models(target: Path) -> set[str]:
    """The names of the Python models."""
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    return {
        node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "model" and node["language"] == "python"
    }


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(raw_dir=PROJECT_ROOT / "raw", data_dir=Path(folder) / "data")
        product_environment = {"WAREHOUSE_DATA_DIR": str(settings.data_dir)}
        product = [sys.executable, "-m", "dagster_project.commands", "tables"]
        cpu_seconds(product, product_environment)  # warm: manifest parsed, raw schema built

        database = Path(folder) / "bare.duckdb"
        shutil.copy(settings.internal_dir / "t0001" / "warehouse.duckdb", database)
        target = Path(folder) / "target"
        dbt_call = [
            dbt_executable(),
            "build",
            "--quiet",
            "--project-dir",
            str(DBT_DIR),
            "--target-path",
            str(target),
            "--log-path",
            str(Path(folder) / "logs"),
        ]
        bare_environment = {**dbt_environment(settings), "WAREHOUSE_BUILD_DB": str(database)}
        cpu_seconds(dbt_call, bare_environment)

        script, statements = Path(folder) / "run_sql.py", Path(folder) / "statements.json"
        script.write_text(RUN_SQL, encoding="utf-8")
        statements.write_text(json.dumps(compiled_statements(target)), encoding="utf-8")
        # Compiled SQL names its database, and DuckDB names that after the file.
        sql_database = Path(folder) / "compiled" / database.name
        sql_database.parent.mkdir()
        shutil.copy(database, sql_database)
        for kind in ("view", "table"):
            _drop_models(sql_database, kind, python_models(target))

        ours, bare, sql = medians_in_turn(
            lambda: cpu_seconds(product, product_environment),
            lambda: cpu_seconds(dbt_call, bare_environment),
            lambda: cpu_seconds([sys.executable, str(script), str(sql_database), str(statements)], {}),
        )
    yield Row("whole build / bare dbt build (CPU s)", ours, bare, "at most 1.5")
    yield Row("whole build / its compiled SQL alone (CPU s)", ours, sql, "at most 15")


def _drop_models(database: Path, kind: str, kept: set[str]) -> None:
    """Make room for tables where dbt had made views (seeds and Python models stay: they are input)."""
    import duckdb

    with duckdb.connect(str(database)) as connection:
        names = connection.execute(
            "select table_schema, table_name from information_schema.tables "
            "where table_type = ? and table_schema not in ('raw')",
            ["VIEW" if kind == "view" else "BASE TABLE"],
        ).fetchall()
        seeds = {path.stem for path in (DBT_DIR / "seeds").rglob("*.csv")}
        for schema, name in names:
            if name not in seeds | kept:
                connection.execute(f"drop {kind} if exists {schema}.{name} cascade")
