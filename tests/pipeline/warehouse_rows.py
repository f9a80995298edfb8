"""Rows of a built warehouse, for tests that look into it."""

import duckdb
import polars as pl


def tables(warehouse, sql) -> pl.DataFrame:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.sql(sql)
        return pl.DataFrame(found.fetchall(), schema=found.columns, orient="row", infer_schema_length=None)
