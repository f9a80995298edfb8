"""Every made-up wave of these tests dropped into one raw folder and built once: one does not see the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from tests.survey import free_waves, group_waves, small_waves
from tests.survey.survey_waves import build_survey, copied_raw, drop_reference_waves


@pytest.fixture(scope="session")
def database(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("survey")
    raw = copied_raw(folder / "raw")
    drop_reference_waves(raw)
    for waves in (small_waves, group_waves, free_waves):
        waves.drop(raw)
    return build_survey(raw, folder / "data")


@pytest.fixture(scope="session")
def query(database) -> Iterator[Callable[[str], list[tuple]]]:
    connection = duckdb.connect(str(database), read_only=True)
    yield lambda sql: connection.execute(sql).fetchall()
    connection.close()
