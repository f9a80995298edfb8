"""Whether damages that pass the border `raw` are noticed behind it: by a dbt test, a contract or the border `reports`.

Half a minute each: what depends on the damaged table is built again, on a copy of a warehouse, and its tables put to
their suites. `damages.py --behind` asks this of one damage a table.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl

from dagster_project.checks.run_suites import run_suites
from dagster_project.checks.suites import load_suites
from dagster_project.settings import DBT_DIR, EXPECTATIONS_DIR, PROJECT_ROOT


def noticed_behind(warehouse: Path, folder: Path, table: str, rows: pl.DataFrame) -> list[str]:
    """The dbt tests and the expectations of the border `reports` that fail under these rows of one file of the table."""
    database = folder / "warehouse.duckdb"
    shutil.copyfile(warehouse, database)
    landed = folder / "damaged.parquet"
    rows.write_parquet(landed)
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"delete from raw.{table} where source_file = ?", [rows["source_file"][0]])
        connection.execute(f"insert into raw.{table} by name from '{landed}'")
    results = folder / "target" / "run_results.json"
    results.unlink(missing_ok=True)
    subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")), "build", "--quiet",
            "--select", f"source:raw.{table}+", "--exclude-resource-type", "unit_test",
            "--project-dir", str(DBT_DIR), "--profiles-dir", str(DBT_DIR), "--target-path", str(folder / "target"),
            "--log-path", str(folder),
        ],
        cwd=PROJECT_ROOT,
        env={**os.environ, "WAREHOUSE_BUILD_DB": str(database), "PYTHONPATH": str(PROJECT_ROOT)},
        capture_output=True,
        check=False,
    )  # fmt: skip
    said = json.loads(results.read_text("utf-8"))["results"]
    failed = [result["unique_id"] for result in said if result["status"] in ("fail", "error", "warn")]
    built = {result["unique_id"].split(".")[-1] for result in said if result["status"] == "success"}
    suites = [suite for suite in load_suites(EXPECTATIONS_DIR, "reports") if suite.table_name in built]
    return failed + [result.check_id for result in run_suites(database, suites) if not result.passed]
