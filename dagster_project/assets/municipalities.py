"""Municipalities: the current list, the changes since 1970, population, official lists, and the history they tell."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from dagster_project.assets.raw_table import derived_raw_table, optional_raw_table, raw_table
from dagster_project.landing import part_file
from dagster_project.readers.municipal_event_frames import municipality_event_bodies, municipality_events
from dagster_project.readers.municipal_history import municipal_history, municipality_periods
from dagster_project.readers.municipal_succession import current_frame, split_population, succession_frame
from dagster_project.settings import Settings

SUBJECT = "municipalities"

REQUIRED_TABLES = {
    "municipality": "Prefectures, municipalities, wards and villages with their codes on 1 January 2024.",
    "municipality_change": "Mergers, renames, splits and changes of status, one old-to-new pair per row.",
    "population": "Residents and residents aged 65 and over by area on 1 January.",
}

SPLITS = "municipality_split_population"

# Read as published, once somebody has put the file there; empty until then.
OPTIONAL_TABLES = {
    "municipality_code": "Local bodies in the list of local government codes.",
    "standard_area_code": "Municipalities and wards in the e-Stat list of standard area codes.",
    "area_change": "Changes in the e-Stat list of boundary and name changes, with their reasons.",
    "resident_register_age": "Registered population by local body, sex and five-year age class.",
    "census_population": "Census population by area and sex.",
    "depopulated_area": "Municipalities in the list of depopulated areas.",
    SPLITS: "Population of the parts of divided bodies; the weights of divisions.",
}


def landed(settings: Settings, table: str) -> pl.DataFrame:
    """The rows of a raw table as they were just landed."""
    return pl.read_parquet(part_file(settings.landing_dir, table, "loaded"))


def period_rows(settings: Settings) -> pl.DataFrame:
    return municipality_periods(landed(settings, "municipality"), landed(settings, "municipality_change"))


def event_rows(settings: Settings) -> pl.DataFrame:
    return municipality_events(_history(settings))


def event_body_rows(settings: Settings) -> pl.DataFrame:
    return municipality_event_bodies(_history(settings))


def succession_rows(settings: Settings) -> pl.DataFrame:
    history = _history(settings)
    return succession_frame(history, split_population(landed(settings, SPLITS), history))


def current_rows(settings: Settings) -> pl.DataFrame:
    history = _history(settings)
    return current_frame(history, split_population(landed(settings, SPLITS), history))


def _history(settings: Settings):
    return municipal_history(landed(settings, "municipality"), landed(settings, "municipality_change"))


LISTS = ("municipality", "municipality_change")

# table -> description, its rows, the raw tables they are made from
HISTORY_TABLES: dict[str, tuple[str, Callable[[Settings], pl.DataFrame], tuple[str, ...]]] = {
    "municipality_period": ("Every body since 1970 with its code, name and type, by span.", period_rows, LISTS),
    "municipality_event": ("What happened to municipalities and wards, one row per event.", event_rows, LISTS),
    "municipality_event_body": ("The bodies before and after each event.", event_body_rows, LISTS),
    "municipality_succession": (
        "Which body went into which, through which event, with its weight.",
        succession_rows,
        (*LISTS, SPLITS),
    ),
    "municipality_current_map": (
        "Where each former body is today, with weights that add up to 1.",
        current_rows,
        (*LISTS, SPLITS),
    ),
}

assets = [
    *(raw_table(SUBJECT, table, description) for table, description in REQUIRED_TABLES.items()),
    *(optional_raw_table(SUBJECT, table, description) for table, description in OPTIONAL_TABLES.items()),
    *(
        derived_raw_table(SUBJECT, table, description, rows, made_from)
        for table, (description, rows, made_from) in HISTORY_TABLES.items()
    ),
]

TABLES = [*REQUIRED_TABLES, *OPTIONAL_TABLES, *HISTORY_TABLES]
