"""A DuckDB dialect that Great Expectations can read through.

Great Expectations hands a connection back to its pool before it has fetched the rows. The
rollback that follows would close DuckDB's result, so the transaction calls do nothing here:
the checks only ever read. Of a table Great Expectations asks for primary keys and for columns with
their types, of which checks use the names of columns alone: the catalogue that it would look through
takes a third of the run, so the answer is no key, and names of no type.
"""

from __future__ import annotations

from pathlib import Path

import duckdb_engine
from sqlalchemy.dialects import registry
from sqlalchemy.engine.interfaces import ReflectedColumn, ReflectedPrimaryKeyConstraint
from sqlalchemy.types import NULLTYPE

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

    def get_columns(self, connection, table_name, schema=None, **kwargs) -> list[ReflectedColumn]:
        quote = self.identifier_preparer.quote_identifier
        place = ".".join(quote(name) for name in (schema, table_name) if name)
        return [
            {"name": name, "type": NULLTYPE, "nullable": True, "default": None}
            for name, *_ in connection.exec_driver_sql(f"describe {place}")
        ]


def connection_address(database: Path) -> str:
    """The SQLAlchemy address of ``database`` through this dialect, which is registered here."""
    registry.register(SCHEME, __name__, BorderDialect.__name__)
    return f"{SCHEME}:///{database.resolve()}"
