"""Small helpers: a layout from YAML text, a CSV file from text, and reading the two together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from dagster_project.municipalities.history import municipality_periods
from dagster_project.settings import PROJECT_ROOT
from dagster_project.tables.layout import Layout, load_layout
from dagster_project.tables.read_result import ReadResult
from dagster_project.tables.table_reader import read_table
from tests.unit.municipalities.municipal_lists import real_lists

FIXTURES = PROJECT_ROOT / "tests" / "fixtures" / "tables"


@pytest.fixture
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture(scope="session")
def periods() -> pl.DataFrame:
    """Every body since 1970, replayed from the received lists: what names and codes resolve to."""
    return municipality_periods(*real_lists())


@pytest.fixture
def layout_of(tmp_path: Path) -> Callable[[str], Layout]:
    """A layout from the YAML below its description."""

    def make(yaml: str) -> Layout:
        path = tmp_path / "table.layout.yml"
        path.write_text(f"description: {{ja: 表, en: a table}}\n{yaml}", encoding="utf-8")
        return load_layout(path)

    return make


@pytest.fixture
def read(tmp_path: Path, layout_of: Callable[[str], Layout]) -> Callable[[str, str], ReadResult]:
    """Read CSV text by layout YAML, through the front door."""

    def run(layout_yaml: str, text: str, municipalities: pl.DataFrame | None = None, **constants: object) -> ReadResult:
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return read_table(
            path,
            layout_of(layout_yaml),
            source_file="subject/table.csv",
            table_name="table",
            constants=constants,
            municipalities=municipalities,
        )

    return run
