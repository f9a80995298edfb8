"""Questionnaires: the instruments of all waves, their published results and who took part."""

from __future__ import annotations

import polars as pl

from dagster_project.assets.raw_table import derived_raw_table, raw_table
from dagster_project.readers.instruments import instrument_frames, load_instrument
from dagster_project.settings import Settings

SUBJECT = "questionnaires"

RECEIVED_TABLES = {
    "survey_result": "Published counts by wave, question, option and domain.",
    "survey_participation": "Municipalities surveyed, replying and answering, as the sources state them.",
}

INSTRUMENT_TABLES = {
    "survey_wave": "One row is one wave of a questionnaire.",
    "survey_question": "One row is one question of a wave.",
    "survey_option": "One row is one response option of a question.",
}


def instrument_rows(settings: Settings, table: str) -> pl.DataFrame:
    """The rows of ``table`` from every ``raw/questionnaires/<wave>/instrument.yml``, by wave."""
    files = sorted((settings.raw_dir / SUBJECT).glob("*/instrument.yml"))
    frames = [getattr(instrument_frames(load_instrument(file)), table) for file in files]
    return pl.concat(frames, how="vertical")


def _instrument_table(table: str, description: str):
    return derived_raw_table(
        SUBJECT, table, description, lambda settings: instrument_rows(settings, table)
    )


assets = [
    *(raw_table(SUBJECT, table, description) for table, description in RECEIVED_TABLES.items()),
    *(_instrument_table(table, description) for table, description in INSTRUMENT_TABLES.items()),
]

TABLES = {**RECEIVED_TABLES, **INSTRUMENT_TABLES}
