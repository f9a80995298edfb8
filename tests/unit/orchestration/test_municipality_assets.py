"""What is resolved against the periods of municipalities is read after them, and nothing else is."""

from __future__ import annotations

import pytest

from dagster_project.definitions import raw_tables
from dagster_project.orchestration.assets.raw_table import PERIODS, raw_key
from dagster_project.received.table_layouts import layout_paths
from dagster_project.settings import PROJECT_ROOT, RAW_SUBJECTS
from dagster_project.tables.layout import load_layout, table_of


@pytest.mark.parametrize("subject", RAW_SUBJECTS)
def test_tables_that_name_municipalities_depend_on_the_periods(subject: str) -> None:
    layouts = {path: load_layout(path) for path in layout_paths(PROJECT_ROOT / "raw" / subject)}
    naming = {table_of(path, layout) for path, layout in layouts.items() if layout.municipality}
    received = {table_of(path, layout) for path, layout in layouts.items()}
    depending = {key.path[-1] for asset in raw_tables for key in asset.keys if raw_key(PERIODS) in asset.asset_deps[key]}
    assert depending & received == naming
