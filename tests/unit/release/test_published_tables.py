"""What is published: the allow-list and nothing else, in a stable order."""

from __future__ import annotations

import json

import duckdb
import polars as pl
import pytest

from dagster_project.release.published_tables import PublishedTable, published_tables, write_reports_database, write_table_files


@pytest.fixture
def warehouse(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema reports")
        connection.execute(
            "create table reports.trend as select * from (values (2, 'b', 'secret'), (1, 'a', 'secret')) "
            "as rows(year, label, internal_note)"
        )
        connection.execute("create table reports.hidden as select 1 as x")
    return path


TREND = PublishedTable("trend", "A trend.", {"year": "Year. / 年。", "label": "The year's label. / 表示名。"}, ("year",))


def test_only_listed_tables_and_columns_leave_the_warehouse(tmp_path, warehouse):
    target = tmp_path / "reports.duckdb"
    write_reports_database(warehouse, target, [TREND])
    with duckdb.connect(str(target), read_only=True) as connection:
        names = connection.sql("select table_name, column_name from information_schema.columns").fetchall()
    assert set(names) == {("trend", "year"), ("trend", "label")}


def test_tables_and_columns_carry_their_meaning(tmp_path, warehouse):
    target = tmp_path / "reports.duckdb"
    write_reports_database(warehouse, target, [TREND])
    with duckdb.connect(str(target), read_only=True) as connection:
        tables = connection.sql("select table_name, comment from duckdb_tables()").fetchall()
        columns = connection.sql("select column_name, comment from duckdb_columns() where not internal").fetchall()
    assert tables == [("trend", TREND.description)]
    assert dict(columns) == TREND.columns


def test_table_files_are_equal_byte_by_byte_whatever_the_order_of_rows(tmp_path, warehouse):
    contents = []
    for name in ("first", "second"):
        database = tmp_path / f"{name}.duckdb"
        write_reports_database(warehouse, database, [TREND])
        write_table_files(database, tmp_path / name, [TREND])
        contents.append([path.read_bytes() for path in sorted((tmp_path / name).iterdir())])
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute("create or replace table reports.trend as from reports.trend order by year")
    assert contents[0] == contents[1]
    assert pl.read_parquet(tmp_path / "first" / "trend.parquet").rows() == [(1, "a"), (2, "b")]


def test_a_model_without_an_enforced_contract_is_not_published(tmp_path):
    def node(name, schema, enforced):
        return {
            "name": name,
            "resource_type": "model",
            "schema": schema,
            "description": "One row is one thing.",
            "columns": {"id": {"description": "Key."}},
            "config": {"contract": {"enforced": enforced}, "meta": {"key": ["id"]}},
        }

    manifest = tmp_path / "manifest.json"
    nodes = [node("open", "reports", True), node("loose", "reports", False), node("inner", "core", True)]
    manifest.write_text(json.dumps({"nodes": {n["name"]: n for n in nodes}}))
    assert [table.name for table in published_tables(manifest)] == ["check_result", "open"]
