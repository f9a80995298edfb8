"""The one writer of the new database: landed tables become the schema ``raw``, if they balance."""

from pathlib import Path

import dagster as dg
import duckdb
import polars as pl

from dagster_project.common.files import private_directory
from dagster_project.common.problems import Problem
from dagster_project.orchestration.assets.raw_descriptions import raw_descriptions
from dagster_project.orchestration.assets.raw_table import load_table, raw_key
from dagster_project.orchestration.landing import part_file, write_part
from dagster_project.orchestration.workbench import step
from dagster_project.questionnaires.confidential import for_the_warehouse, is_confidential
from dagster_project.questionnaires.intake.cell_outcomes import TABLE as FORMS
from dagster_project.questionnaires.wave_forms import write_rows_set_aside
from dagster_project.settings import Settings

# System table -> the landing part it gathers over all tables.
SYSTEM_TABLES = {
    "quarantined_row": "quarantined",
    "ignored_row": "ignored",
    "file_balance": "balance",
}


class FileDoesNotBalance(Problem):
    """Rows of a file got lost or doubled while reading: a defect of the reader, never of the file."""


def landed_files(landing_dir: Path, tables: list[str], part: str) -> list[str]:
    """The files of one part over all tables; tables made from descriptions have only loaded rows."""
    files = (part_file(landing_dir, table, part) for table in tables)
    return [str(file) for file in files if file.exists()]


def require_balance(balance: pl.DataFrame) -> None:
    """Raise FileDoesNotBalance naming every file whose rows do not add up."""
    unbalanced = balance.filter(
        pl.col("rows_read") != pl.col("rows_loaded") + pl.col("rows_quarantined") + pl.col("rows_ignored")
    )
    if unbalanced.height:
        lines = [
            f"{row['source_file']}: read {row['rows_read']}, loaded {row['rows_loaded']}, "
            f"quarantined {row['rows_quarantined']}, ignored {row['rows_ignored']}"
            for row in unbalanced.iter_rows(named=True)
        ]
        raise FileDoesNotBalance(
            "Rows read are not rows loaded + quarantined + ignored. / 読込行数が取込・隔離・除外の合計と一致しない。\n"
            + "\n".join(lines)
        )


def load_landing(settings: Settings, tables: list[str]) -> dict[str, int]:
    """Put all landed tables into the schema ``raw`` of the warehouse; returns row counts by table.

    Rows set aside come without what bodies wrote; the office finds that beside its receipts.

    Raises:
        FileDoesNotBalance: a file's rows do not add up; nothing is loaded then.
    """
    landing = {table: [str(part_file(settings.landing_dir, table, "loaded"))] for table in tables}
    landing |= {name: landed_files(settings.landing_dir, tables, part) for name, part in SYSTEM_TABLES.items()}
    require_balance(pl.read_parquet(landing["file_balance"]))
    set_aside = pl.read_parquet(landing["quarantined_row"])
    for_the_office = set_aside.filter(is_confidential(), pl.col("table_name") != FORMS)
    write_rows_set_aside(settings.receipts_dir, settings.raw_dir, for_the_office)
    write_part(settings.landing_dir, "quarantined_row", "loaded", [for_the_warehouse(set_aside)])
    landing["quarantined_row"] = [str(part_file(settings.landing_dir, "quarantined_row", "loaded"))]

    private_directory(settings.build_dir)
    with duckdb.connect(str(settings.build_database)) as connection:
        connection.execute("create schema if not exists raw")
        for table, files in landing.items():
            load_table(connection, table, files)
        counts = {table: len(connection.table(f"raw.{table}")) for table in landing}
    settings.landed_marker.touch()
    return counts


def warehouse_asset(tables: list[str]) -> dg.AssetsDefinition:
    """The system tables of ``raw``, written together with all landed tables."""

    @dg.multi_asset(
        name="load_raw_schema",
        can_subset=True,
        specs=[
            dg.AssetSpec(
                key=raw_key(name),
                deps=[raw_key(table) for table in tables],
                group_name="warehouse",
                owners=["team:data-engineering"],
                kinds={"duckdb"},
                description=raw_descriptions()[name],
                skippable=True,
            )
            for name in SYSTEM_TABLES
        ],
    )
    def load_raw_schema(context: dg.AssetExecutionContext):
        with step(context) as settings:
            counts = load_landing(settings, tables)
        context.log.info(
            f"{sum(counts.values()):,} rows in {len(counts)} raw tables; "
            f"{counts['quarantined_row']} rows quarantined; every file balances"
        )
        for name in SYSTEM_TABLES:
            if raw_key(name) in context.selected_asset_keys:
                yield dg.MaterializeResult(asset_key=raw_key(name), metadata={"dagster/row_count": counts[name]})

    return load_raw_schema
