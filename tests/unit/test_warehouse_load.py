"""Landed tables become the schema raw, and only if every file balances."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest

from dagster_project.assets.warehouse import FileDoesNotBalance, load_landing
from dagster_project.landing import write_part
from dagster_project.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")


def land(settings, *, loaded=2, read=4):
    rows = {"source_file": ["s/t.csv"], "table_name": ["t"]}
    landing = settings.landing_dir
    write_part(landing, "t", "loaded", [pl.DataFrame({"row_number": range(2, 2 + loaded)})])
    write_part(landing, "t", "quarantined", [pl.DataFrame({**rows, "row_number": [5], "rule": ["not_a_number"]})])
    write_part(landing, "t", "ignored", [pl.DataFrame({**rows, "row_number": [6], "rule": ["footnote"]})])
    balance = {"rows_read": [read], "rows_loaded": [loaded], "rows_quarantined": [1], "rows_ignored": [1]}
    write_part(landing, "t", "balance", [pl.DataFrame({**rows, **balance})])


def test_tables_and_system_tables_are_loaded(settings):
    land(settings)
    assert load_landing(settings, ["t"]) == {"t": 2, "quarantined_row": 1, "ignored_row": 1, "file_balance": 1}
    with duckdb.connect(str(settings.build_database), read_only=True) as connection:
        assert connection.sql("select rows_read from raw.file_balance").fetchall() == [(4,)]


def test_a_file_that_does_not_balance_stops_the_build_and_is_named(settings):
    land(settings, read=5)
    with pytest.raises(FileDoesNotBalance, match=r"s/t\.csv: read 5, loaded 2, quarantined 1, ignored 1"):
        load_landing(settings, ["t"])
    assert not settings.build_database.exists()


def test_each_build_starts_from_an_empty_database(settings):
    land(settings)
    load_landing(settings, ["t"])
    (settings.build_dir / "left_over.txt").write_text("from a killed build")
    load_landing(settings, ["t"])
    assert not (settings.build_dir / "left_over.txt").exists()
