"""What holds for every fact of municipalities, those of tomorrow too."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dagster_project.settings import DBT_DIR

FACTS = sorted(file for file in (DBT_DIR / "models/core").glob("*/fct_*.yml") if "." not in file.stem)


def columns_of(file: Path) -> set[str]:
    return {
        column["name"] for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"] for column in model["columns"]
    }


OF_MUNICIPALITIES = [file for file in FACTS if columns_of(file) & {"municipality_id", "code6"}]


def test_there_are_facts_of_municipalities():
    assert len(OF_MUNICIPALITIES) >= 10


@pytest.mark.parametrize("file", OF_MUNICIPALITIES, ids=lambda file: file.stem)
def test_a_fact_of_municipalities_says_of_which_day_it_is(file):
    dates = [name for name in columns_of(file) if name.endswith("_date") or name == "fiscal_year"]
    assert dates, f"{file.stem} has no date: give it the day of its figures, or the first and last day of what it rests on"
