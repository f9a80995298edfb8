"""A table that waits for its file is empty with all its columns, takes the file when it comes, and lets go of it."""

from __future__ import annotations

import datetime

import polars as pl
import pytest

from dagster_project.orchestration.assets.raw_table import land_optional_files
from dagster_project.orchestration.landing import PARTS, part_file
from dagster_project.received.register import register
from dagster_project.settings import PROJECT_ROOT, Settings

TABLE = "municipality_split_population"
LAYOUT = PROJECT_ROOT / "raw" / "municipalities" / f"{TABLE}.layout.yml"
TEXT = (
    "effective_date,old_code,new_code,population_persons,as_of_date,source\n"
    "2006-03-01,19341,19201,300,2005-10-01,Census of 2005\n"
)


@pytest.fixture
def settings(tmp_path) -> Settings:
    folder = tmp_path / "raw" / "municipalities"
    folder.mkdir(parents=True)
    (folder / LAYOUT.name).write_text(LAYOUT.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "sources.yml").write_text("subject: municipalities\nfiles: []\n", encoding="utf-8")
    return Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")


def receive(settings: Settings) -> None:
    file = settings.raw_dir / "municipalities" / "split_population.csv"
    file.write_text(TEXT, encoding="utf-8")
    register(file, raw_dir=settings.raw_dir)


def landed(settings: Settings) -> pl.DataFrame:
    return pl.read_parquet(part_file(settings.landing_dir, TABLE, "loaded"))


def test_without_a_file_the_table_has_its_columns_and_no_rows(settings):
    land_optional_files(settings, "municipalities", TABLE)
    empty = landed(settings)
    receive(settings)
    land_optional_files(settings, "municipalities", TABLE)
    assert empty.height == 0
    assert empty.schema == landed(settings).schema


def test_the_file_is_read_by_its_layout_when_it_comes(settings):
    receive(settings)
    land_optional_files(settings, "municipalities", TABLE)
    assert landed(settings).select("effective_date", "old_code6", "new_code6", "population_persons").rows() == [
        (datetime.date(2006, 3, 1), "193411", "192015", 300)
    ]


def test_nothing_of_the_file_stays_when_its_record_is_taken_back(settings):
    receive(settings)
    land_optional_files(settings, "municipalities", TABLE)
    (settings.raw_dir / "municipalities" / "split_population.csv").unlink()
    (settings.raw_dir / "municipalities" / "sources.yml").write_text("subject: municipalities\nfiles: []\n", "utf-8")
    land_optional_files(settings, "municipalities", TABLE)
    left = {part: pl.read_parquet(part_file(settings.landing_dir, TABLE, part)).height for part in PARTS}
    assert left == dict.fromkeys(PARTS, 0)
