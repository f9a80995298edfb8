"""Municipalities: current list, changes since 1970 and the history they tell, population, official lists."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from dagster_project.municipalities.event_frames import municipality_event_bodies, municipality_events
from dagster_project.municipalities.history import municipal_history, municipality_periods
from dagster_project.municipalities.succession import current_frame, split_population, succession_frame
from dagster_project.orchestration.assets.raw_table import PERIODS, derived_raw_table, landed, optional_raw_table, raw_table
from dagster_project.settings import Settings

SUBJECT = "municipalities"

RECEIVED_TABLES = ("municipality", "municipality_change", "population")

# Read as published, once somebody has put the file there; empty until then.
OPTIONAL_TABLES = (
    "municipality_code",
    "standard_area_code",
    "area_change",
    "resident_register_age",
    "census_population",
    "depopulated_area",
    "municipality_split_population",
)

# Tables whose rows name a municipality: read when the periods they are resolved with have landed.
NAMING_MUNICIPALITIES = {"population", "resident_register_age", "census_population", "depopulated_area"}


def period_rows(settings: Settings) -> pl.DataFrame:
    return municipality_periods(landed(settings, "municipality"), landed(settings, "municipality_change"))


def event_rows(settings: Settings) -> pl.DataFrame:
    return municipality_events(_history(settings))


def event_body_rows(settings: Settings) -> pl.DataFrame:
    return municipality_event_bodies(_history(settings))


def succession_rows(settings: Settings) -> pl.DataFrame:
    history = _history(settings)
    return succession_frame(history, split_population(landed(settings, "municipality_split_population"), history))


def current_rows(settings: Settings) -> pl.DataFrame:
    history = _history(settings)
    return current_frame(history, split_population(landed(settings, "municipality_split_population"), history))


def _history(settings: Settings):
    return municipal_history(landed(settings, "municipality"), landed(settings, "municipality_change"))


LISTS = ("municipality", "municipality_change")
LISTS_AND_SPLITS = (*LISTS, "municipality_split_population")

# table -> its rows, the raw tables they are made from
HISTORY_TABLES: dict[str, tuple[Callable[[Settings], pl.DataFrame], tuple[str, ...]]] = {
    PERIODS: (period_rows, LISTS),
    "municipality_event": (event_rows, LISTS),
    "municipality_event_body": (event_body_rows, LISTS),
    "municipality_succession": (succession_rows, LISTS_AND_SPLITS),
    "municipality_current_map": (current_rows, LISTS_AND_SPLITS),
}

assets = [
    *(raw_table(SUBJECT, table, [PERIODS] if table in NAMING_MUNICIPALITIES else []) for table in RECEIVED_TABLES),
    *(optional_raw_table(SUBJECT, table, [PERIODS] if table in NAMING_MUNICIPALITIES else []) for table in OPTIONAL_TABLES),
    *(derived_raw_table(SUBJECT, table, rows, made_from) for table, (rows, made_from) in HISTORY_TABLES.items()),
]

TABLES = (*RECEIVED_TABLES, *OPTIONAL_TABLES, *HISTORY_TABLES)
