"""A DuckDB dialect that Great Expectations can read through.

Great Expectations hands a connection back to its pool before it has fetched the rows. The
rollback that follows would close DuckDB's result, so the transaction calls do nothing here:
the checks only ever read. Primary keys are asked for on every table and used by no check;
looking them up takes a tenth of the run, so the answer is always none.
"""

from __future__ import annotations

from pathlib import Path

import duckdb_engine
from sqlalchemy.dialects import registry
from sqlalchemy.engine.interfaces import ReflectedPrimaryKeyConstraint

SCHEME = "duckdb_border"


class BorderDialect(duckdb_engine.Dialect):
    """DuckDB without transactions; for read-only connections."""

    supports_statement_cache = False

    def do_begin(self, dbapi_connection) -> None:
        pass

    def do_commit(self, dbapi_connection) -> None:
        pass

    def do_rollback(self, dbapi_connection) -> None:
        pass

    def get_pk_constraint(self, connection, table_name, schema=None, **kwargs) -> ReflectedPrimaryKeyConstraint:
        return {"constrained_columns": [], "name": None}


def connection_address(database: Path) -> str:
    """The SQLAlchemy address of ``database`` through this dialect, which is registered here."""
    registry.register(SCHEME, __name__, BorderDialect.__name__)
    return f"{SCHEME}:///{database.resolve()}"
