"""Files of results that a reader takes away, one folder per wave with answers.

`estimates_<wave>.csv`, `numbers_<wave>.csv` and `group_differences_<wave>.csv` are tidy tables in both
languages, a machine column saying what is hidden; `results_<wave>_<language>.xlsx` holds the same with
notes and marks.
They are made from `reports.duckdb` and nothing else, so that what is hidden there is hidden here.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from dagster_project.common.csv_cells import without_formulas
from dagster_project.common.kept import Kept, rows_as_contents
from dagster_project.questionnaires.takeaway.results_workbook import LANGUAGES, PublishedWords, write_results

# Sheet -> its rows of one wave, in the order of the questionnaire.
_ROWS = {
    "questions": "select * from survey_question where wave_id = $wave order by question_position",
    "shares": """
        select * from survey_estimate where wave_id = $wave
        order by question_position, domain, domain_value_position, domain_value, base desc, weighting, option_position
    """,
    "numbers": """
        select * from survey_numeric_estimate where wave_id = $wave
        order by question_position, domain, domain_value_position, domain_value, weighting, statistic
    """,
    "tests": "select * from survey_association_test where wave_id = $wave order by all",
    "groups": """
        select * from survey_group_difference where wave_id = $wave
        order by question_position, option_position, domain, weighting,
            domain_value_position, domain_value, other_domain_value_position, other_domain_value
    """,
    "differences": """
        select * from survey_wave_difference where to_wave_id = $wave
        order by question_id, option_position, from_wave_id, method
    """,
    "rates": """
        select * from survey_response_rate where wave_id = $wave
        order by domain, domain_value_position, domain_value
    """,
    "weights": """
        select * from survey_weighting where wave_id = $wave
        order by weighting, attribute, attribute_value_position, attribute_value
    """,
}
# Sheets that are also tidy tables, and what their files are called.
_TIDY = {"shares": "estimates", "numbers": "numbers", "groups": "group_differences"}


def write_survey_downloads(database: Path, directory: Path, kept: Kept) -> list[Path]:
    """Write the files of every wave that has answers below `directory`; returns where they are.

    A workbook of the same tables as before is taken from what was kept.
    """
    written = []
    with duckdb.connect(str(database), read_only=True) as connection:
        waves = _frame(
            connection, "select * from survey_wave where wave_id in (select wave_id from survey_base) order by wave_id"
        )
        words = _published_words(connection)
        for wave in waves.iter_rows(named=True):
            frames = {name: _frame(connection, sql, wave["wave_id"]) for name, sql in _ROWS.items()}
            written += _write_wave(directory / wave["wave_id"], wave, frames, words, kept)
    return written


def _frame(connection: duckdb.DuckDBPyConnection, sql: str, wave_id: str | None = None) -> pl.DataFrame:
    return pl.DataFrame(connection.sql(sql, params=None if wave_id is None else {"wave": wave_id}))


def _published_words(connection: duckdb.DuckDBPyConnection) -> PublishedWords:
    codes = connection.sql("select column_name, code, label_ja, label_en from survey_code order by all").fetchall()
    thresholds = connection.sql("select threshold, value from survey_threshold order by all").fetchall()
    return PublishedWords({(column, code): (ja, en) for column, code, ja, en in codes}, dict(thresholds))


def _workbook(path: Path, *tables: Any) -> bytes:
    write_results(path, *tables)
    return path.read_bytes()


def _write_wave(folder: Path, wave: dict, frames: dict[str, pl.DataFrame], words: PublishedWords, kept: Kept) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    wave_id = wave["wave_id"]
    wordings = frames["questions"].select("question_id", "question_ja", "question_en")
    written = []
    for sheet, name in _TIDY.items():
        if not frames[sheet].is_empty():
            path = folder / f"{name}_{wave_id}.csv"
            tidy = frames[sheet].join(wordings, on="question_id", how="left", maintain_order="left")
            without_formulas(tidy).write_csv(path, include_bom=True)
            written.append(path)
    for language in LANGUAGES:
        path = folder / f"results_{wave_id}_{language}.xlsx"
        contents: list[bytes | str] = [
            path.name,
            repr(wave),
            repr(words),
            *(text for frame in frames.values() for text in rows_as_contents(frame)),
        ]
        path.write_bytes(kept.once("results", contents, partial(_workbook, path, wave, frames, language, words)))
        written.append(path)
    return written
