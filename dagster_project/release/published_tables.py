"""The published tables: which they are, what their columns mean, how they are written.

The allow-list is dbt's own: a ``reports`` model with an enforced contract is published with
the columns of that contract and no others. ``check_result`` is the one table that the check
step writes instead of dbt.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl

from dagster_project.common.csv_cells import without_formulas

CHECK_RESULT = (
    "One row is one check at a border, of received or of published tables, and its outcome. / "
    "1行は、受領した表又は公表する表の境界における検査1件とその結果。"
)
CHECK_RESULT_COLUMNS = {
    "check_id": "Name of the expectation, unique over the project. / 検査の名称(全体で一意)。",
    "table_name": "Checked table. / 検査した表。",
    "border": "raw: what came in; reports: what goes out. / 境界(raw=受領したデータ、reports=公表するデータ)。",
    "severity": (
        "critical blocks the release; warning is shown on the data quality page. / "
        "重大度(critical=公表を止める、warning=データ品質のページに示す)。"
    ),
    "passed": "True where the expectation held. / 検査に適合したか。",
    "checked_rows": (
        "Rows of the checked table, of which an expectation that held says nothing where there are none; "
        "empty for answers given to the survey office. / "
        "検査した表の行数。0行のときは、適合していても何も示さない。調査担当に提出された回答では空欄。"
    ),
    "unexpected_count": (
        "Rows that did not meet the expectation; empty where it does not count rows. / "
        "適合しない行の数。行を数えない検査では空欄。"
    ),
    "at_fault": (
        "What did not meet the expectation, by code and name, where the expectation names it; empty elsewhere. / "
        "適合しないもののコード及び名称。名称を示す検査以外では空欄。"
    ),
    "error_message": (
        "Why the expectation could not be evaluated; empty where it could. / 評価できなかった理由。評価できた場合は空欄。"
    ),
    "description_ja": "What is expected, in Japanese. / 検査の内容(日本語)。",
    "description_en": "What is expected, in English. / 検査の内容(英語)。",
    "owner": "Team that answers for the expectation. / 検査の担当。",
}


CHECK_RESULT_UNITS = {"unexpected_count": {"unit": "rows"}}


@dataclass(frozen=True)
class PublishedTable:
    """A table of the release: name, meaning, columns with descriptions, key.

    ``units``: what the YAML says of a column's unit where its name does not (datapackage.unit_of): ``unit``, or as
    ``unit_column`` the column that says it row by row.
    """

    name: str
    description: str
    columns: dict[str, str]
    key: tuple[str, ...]
    units: dict[str, dict[str, str]] = field(default_factory=dict)


def published_tables(manifest_file: Path) -> list[PublishedTable]:
    """The allow-list from dbt's manifest, sorted by name.

    The key is what the model's ``meta.key`` says; it identifies a row across releases.
    """
    manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
    tables = [
        PublishedTable(
            name=node["name"],
            description=" ".join(node["description"].split()),
            columns={name: " ".join(column["description"].split()) for name, column in node["columns"].items()},
            key=tuple(node["config"]["meta"]["key"]),
            units={name: column.get("config", {}).get("meta", {}) for name, column in node["columns"].items()},
        )
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "reports" and node["config"]["contract"]["enforced"]
    ]
    checks = PublishedTable(
        name="check_result",
        description=CHECK_RESULT,
        columns=CHECK_RESULT_COLUMNS,
        key=("check_id",),
        units=CHECK_RESULT_UNITS,
    )
    return sorted([*tables, checks], key=lambda table: table.name)


def attach(connection: duckdb.DuckDBPyConnection, database: Path, name: str) -> None:
    """Let a connection read another database under a name. (DuckDB takes no parameters here.)"""
    path = str(database).replace("'", "''")
    connection.execute(f"attach '{path}' as {name} (read_only)")


def write_reports_database(warehouse: Path, target: Path, tables: list[PublishedTable]) -> None:
    """Copy the published columns with their meanings, and nothing else, into a database of their own.

    Rows are ordered by all columns, so that equal content gives equal order. The tables lie in
    the default schema: DuckDB names the database ``reports`` after its file, so that
    ``reports.<table>`` means the same here as in the warehouse (a schema of that name would be
    ambiguous).
    """
    with duckdb.connect(str(target)) as connection:
        attach(connection, warehouse, "warehouse")
        connection.execute("begin")
        for table in tables:
            columns = ", ".join(table.columns)
            connection.execute(
                f"create table {table.name} as select {columns} from warehouse.reports.{table.name} order by all"
            )
        connection.execute(";\n".join(comment for table in tables for comment in _comments(table)))
        connection.execute("commit")


def _comments(table: PublishedTable) -> list[str]:
    """What the table and its columns mean, said where a database is asked for it."""
    meanings = {f"table {table.name}": table.description}
    meanings |= {f"column {table.name}.{name}": meaning for name, meaning in table.columns.items()}
    return ["comment on {} is '{}'".format(what, meaning.replace("'", "''")) for what, meaning in meanings.items()]


def write_table_files(database: Path, directory: Path, tables: list[PublishedTable]) -> None:
    """Write ``<table>.parquet`` and ``<table>.csv`` (UTF-8 with BOM, for spreadsheets) per table."""
    directory.mkdir(parents=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in tables:
            frame = pl.DataFrame(connection.sql(f"from {table.name} order by all"))
            frame.write_parquet(directory / f"{table.name}.parquet")
            without_formulas(frame).write_csv(directory / f"{table.name}.csv", include_bom=True)
