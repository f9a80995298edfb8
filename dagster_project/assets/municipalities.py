"""Municipalities: current list, changes since 1970 and the history they tell, population, official lists."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from dagster_project.assets.raw_table import (
    PERIODS,
    derived_raw_table,
    landed,
    optional_raw_table,
    raw_table,
)
from dagster_project.readers.municipal_event_frames import municipality_event_bodies, municipality_events
from dagster_project.readers.municipal_history import municipal_history, municipality_periods
from dagster_project.readers.municipal_succession import current_frame, split_population, succession_frame
from dagster_project.settings import Settings

SUBJECT = "municipalities"

RECEIVED_TABLES = {
    "municipality": "Prefectures, municipalities, wards and villages with their codes on 1 January 2024.",
    "municipality_change": "Mergers, renames, splits and changes of status, one old-to-new pair per row.",
    "population": "Residents and residents aged 65 and over by area on 1 January.",
}

# Read as published, once somebody has put the file there; empty until then.
OPTIONAL_TABLES = {
    "municipality_code": "Local bodies in the list of local government codes.",
    "standard_area_code": "Municipalities and wards in the e-Stat list of standard area codes.",
    "area_change": "Changes in the e-Stat list of boundary and name changes, with their reasons.",
    "resident_register_age": "Registered population by local body, sex and five-year age class.",
    "census_population": "Census population by area and sex.",
    "depopulated_area": "Municipalities in the list of depopulated areas.",
    "municipality_split_population": "Population of the parts of divided bodies; the weights of divisions.",
}

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

# table -> description, its rows, the raw tables they are made from
HISTORY_TABLES: dict[str, tuple[str, Callable[[Settings], pl.DataFrame], tuple[str, ...]]] = {
    PERIODS: ("Every body since 1970 with its code, name and type, by span.", period_rows, LISTS),
    "municipality_event": ("What happened to municipalities and wards, one row per event.", event_rows, LISTS),
    "municipality_event_body": ("The bodies before and after each event.", event_body_rows, LISTS),
    "municipality_succession": (
        "Which body went into which, through which event, with its weight.",
        succession_rows,
        LISTS_AND_SPLITS,
    ),
    "municipality_current_map": (
        "Where each former body is today, with weights that add up to 1.",
        current_rows,
        LISTS_AND_SPLITS,
    ),
}

assets = [
    *(
        raw_table(SUBJECT, table, description, [PERIODS] if table in NAMING_MUNICIPALITIES else [])
        for table, description in RECEIVED_TABLES.items()
    ),
    *(
        optional_raw_table(SUBJECT, table, description, [PERIODS] if table in NAMING_MUNICIPALITIES else [])
        for table, description in OPTIONAL_TABLES.items()
    ),
    *(
        derived_raw_table(SUBJECT, table, description, rows, made_from)
        for table, (description, rows, made_from) in HISTORY_TABLES.items()
    ),
]

TABLES = [*RECEIVED_TABLES, *OPTIONAL_TABLES, *HISTORY_TABLES]
