"""Waves made from the reference survey, dropped into a raw folder as anybody would, and built as far as the survey schema."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import polars as pl
import yaml

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "tests/fixtures/survey"
WEIGHTINGS = {
    "unweighted": {"method": "none"},
    "stratified": {"method": "stratified", "strata": "pop_class"},
    "poststratified": {"method": "poststratified", "strata": "pop_class"},
    "raked": {"method": "raked", "margins": ["pop_class", "region", "depop"]},
}


def instrument() -> dict:
    """The reference instrument as plain data, to be changed by a test."""
    return yaml.safe_load((FIXTURE / "instrument.yml").read_text(encoding="utf-8"))


def frame() -> pl.DataFrame:
    return pl.read_csv(FIXTURE / "frame.csv", infer_schema=False)


def answers() -> pl.DataFrame:
    return pl.read_parquet(FIXTURE / "answers.parquet")


def drop_wave(raw: Path, described: dict, units: pl.DataFrame | None, rows: pl.DataFrame) -> None:
    """Put a wave folder below raw/questionnaires; no record is written for it."""
    folder = raw / "questionnaires" / described["wave_id"]
    folder.mkdir()
    text = yaml.safe_dump(described, allow_unicode=True, sort_keys=False)
    (folder / "instrument.yml").write_text(text, encoding="utf-8")
    if units is not None:
        units.write_csv(folder / described["frame"])
    rows.write_csv(folder / "responses.csv")


def drop_reference_waves(raw: Path) -> None:
    """The reference survey four times, once for each weighting."""
    for weighting, described in WEIGHTINGS.items():
        wave = {**instrument(), "wave_id": f"w_{weighting}", "weighting": described}
        if weighting == "raked":  # to protect as many weights takes a minute, and what is protected is no matter of these tests
            wave["questions"] = [public(question) for question in wave["questions"]]
        drop_wave(raw, wave, frame(), answers())


def public(question: dict) -> dict:
    """The question with answers that may be shown, if any may."""
    return question if question["disclosure"] == "never" else {**question, "disclosure": "public"}


def build_survey(raw: Path, data: Path) -> Path:
    """Raw files → landing → DuckDB → dbt, up to the survey schema; returns the database."""
    import dagster as dg

    from dagster_project.definitions import raw_tables
    from dagster_project.orchestration.assets.raw_tables import table_names
    from dagster_project.orchestration.assets.warehouse import warehouse_asset
    from dagster_project.orchestration.dbt_project import dbt_environment, dbt_executable, ensure_manifest
    from dagster_project.orchestration.workbench import run_on
    from dagster_project.settings import DBT_DIR, Settings

    settings = Settings(raw_dir=raw, data_dir=data)
    with run_on(settings) as tags:
        assert dg.materialize([*raw_tables, warehouse_asset(table_names(raw_tables))], tags=tags).success
    ensure_manifest(settings)
    done = subprocess.run(
        [
            dbt_executable(), "build", "--select", "+survey", "--indirect-selection", "cautious",
            "--exclude-resource-type", "unit_test",
            "--project-dir", str(DBT_DIR),
        ],
        cwd=DBT_DIR,
        env={**os.environ, **dbt_environment(settings)},
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
    return settings.build_database


def copied_raw(folder: Path) -> Path:
    shutil.copytree(ROOT / "raw", folder)
    return folder
