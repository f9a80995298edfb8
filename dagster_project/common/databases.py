"""DuckDB files beside each other."""

from __future__ import annotations

from pathlib import Path

import duckdb


def attach(connection: duckdb.DuckDBPyConnection, database: Path, name: str) -> None:
    """Let a connection read another database under a name. (DuckDB takes no parameters here.)"""
    path = str(database).replace("'", "''")
    connection.execute(f"attach '{path}' as {name} (read_only)")
