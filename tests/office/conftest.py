"""The second release, of an office that was sent everything at once: the fixture `office` is of all tests that build."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import duckdb
import pytest


@pytest.fixture(scope="session")
def query(office) -> Iterator[Callable[[str], list[tuple]]]:
    with duckdb.connect(str(office.warehouse), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()
