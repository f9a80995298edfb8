"""The history of the municipalities, made from their current list, the changes since 1970 and the splits."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from dagster_project.municipalities.event_frames import municipality_event_bodies, municipality_events
from dagster_project.municipalities.history import municipal_history, municipality_periods
from dagster_project.municipalities.succession import current_frame, split_population, succession_frame
from dagster_project.orchestration.assets.raw_table import PERIODS, derived_raw_table, landed
from dagster_project.settings import Settings

SUBJECT = "municipalities"


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

assets = [derived_raw_table(SUBJECT, table, rows, made_from) for table, (rows, made_from) in HISTORY_TABLES.items()]
