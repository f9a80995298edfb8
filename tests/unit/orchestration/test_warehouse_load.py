"""Landed tables become the schema raw, and only if every file balances."""

from __future__ import annotations

import shutil

import duckdb
import openpyxl
import polars as pl
import pytest

from dagster_project.orchestration.assets.warehouse import FileDoesNotBalance, load_landing
from dagster_project.orchestration.landing import write_part
from dagster_project.orchestration.workbench import clear
from dagster_project.questionnaires.instrument.instrument import load_instrument
from dagster_project.settings import PROJECT_ROOT, Settings
from dagster_project.tables.read_result import QUARANTINED_ROW


@pytest.fixture
def settings(tmp_path):
    return Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")


def quarantined(**columns) -> pl.DataFrame:
    row = dict.fromkeys(QUARANTINED_ROW, "x") | {"row_number": 5, "rule": "not_a_number"} | columns
    return pl.DataFrame({name: [row[name]] for name in QUARANTINED_ROW})


def land(settings, *, loaded=2, read=4):
    rows = {"source_file": ["s/t.csv"], "table_name": ["t"]}
    landing = settings.landing_dir
    write_part(landing, "t", "loaded", [pl.DataFrame({"row_number": range(2, 2 + loaded)})])
    write_part(landing, "t", "quarantined", [quarantined(**{name: column[0] for name, column in rows.items()})])
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


def test_each_build_starts_from_nothing(settings):
    land(settings)
    load_landing(settings, ["t"])
    (settings.build_dir / "left_over.txt").write_text("from a killed build")
    clear(settings)
    assert [path for folder in (settings.build_dir, settings.landing_dir) for path in folder.iterdir()] == []


def test_a_table_read_again_takes_the_place_of_the_former_one(settings):
    land(settings)
    load_landing(settings, ["t"])
    land(settings, loaded=3, read=5)
    assert load_landing(settings, ["t"])["t"] == 3


@pytest.mark.parametrize("table", ["survey_frame", "survey_response"])
def test_what_stood_in_a_row_of_a_frame_or_of_answers_goes_to_the_office_and_nowhere_else(settings, table):
    folder = settings.raw_dir / "questionnaires" / "trial"
    folder.mkdir(parents=True)
    for name in ("instrument.yml", "frame.csv"):
        shutil.copyfile(PROJECT_ROOT / "raw/questionnaires/sample_form_intake" / name, folder / name)
    land(settings)
    told = "山田花子 hanako@example.jp"
    row = quarantined(
        source_file="questionnaires/trial/frame.csv",
        table_name=table,
        value=told,
        raw_text=told,
        reason_ja=told,
        reason_en=told,
    )
    write_part(settings.landing_dir, table, "loaded", [pl.DataFrame({"row_number": [2]})])
    write_part(settings.landing_dir, table, "quarantined", [row])
    load_landing(settings, ["t", table])

    with duckdb.connect(str(settings.build_database), read_only=True) as connection:
        kept = connection.sql(f"from raw.quarantined_row where table_name = '{table}'").fetchall()
    assert len(kept) == 1 and "hanako" not in str(kept) and "…" in str(kept)
    wave = load_instrument(folder / "instrument.yml").wave_id
    [file] = (settings.receipts_dir / wave).iterdir()
    assert "内部限り" in file.name
    [sheet] = openpyxl.load_workbook(file).worksheets
    assert sheet["G2"].value == told and "内部限り" in sheet.title
    assert settings.receipts_dir.stat().st_mode & 0o777 == 0o700

    # Once the row is mended, its text does not stay behind.
    write_part(settings.landing_dir, table, "quarantined", [row.clear()])
    load_landing(settings, ["t", table])
    assert not file.exists()


def test_a_reason_of_a_published_file_is_kept_with_what_it_quotes(settings):
    land(settings)
    load_landing(settings, ["t"])
    with duckdb.connect(str(settings.build_database), read_only=True) as connection:
        row = connection.sql("select raw_text, reason_en, rule_en, is_confidential from raw.quarantined_row").fetchone()
    assert row[:2] == ("x", "x") and row[2].startswith("Column … holds …, which is not a number") and not row[3]
