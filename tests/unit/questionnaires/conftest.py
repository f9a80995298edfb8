"""The small survey of filling.py, written once and given to each test in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dagster_project.questionnaires.form.blank_form import write_blank_form
from dagster_project.questionnaires.instrument.instrument import Instrument, load_instrument
from tests.unit.questionnaires.filling import INSTRUMENT, UNITS, Survey


@pytest.fixture(scope="session")
def written_form(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Instrument, pl.DataFrame]:
    folder = tmp_path_factory.mktemp("blank")
    (folder / "instrument.yml").write_text(INSTRUMENT, encoding="utf-8")
    instrument = load_instrument(folder / "instrument.yml")
    units = pl.DataFrame(UNITS, schema=["unit_id", "prefecture", "name_ja"], orient="row")
    write_blank_form(folder / "blank.xlsx", instrument, units)
    return folder / "blank.xlsx", instrument, units


@pytest.fixture
def survey(written_form: tuple[Path, Instrument, pl.DataFrame], tmp_path: Path) -> Survey:
    blank, instrument, units = written_form
    return Survey(tmp_path / "raw" / "questionnaires" / "trial", instrument, units, blank)
