"""Questionnaires: the instruments of all waves, their frames, answers and published results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import dagster as dg
import polars as pl

from dagster_project.common.problems import InputProblem
from dagster_project.orchestration.assets.form_intake import landed_answers
from dagster_project.orchestration.assets.raw_table import (
    derived_raw_table,
    landed,
    read_received_files,
    results_raw_table,
)
from dagster_project.questionnaires.answers.survey_frame import ATTRIBUTE_SCHEMA, FRAME_SCHEMA, FrameRead, read_frame
from dagster_project.questionnaires.answers.survey_responses import RESPONSE_SCHEMA, read_responses
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.instrument_tables import instrument_frames
from dagster_project.questionnaires.instrument.wave_files import RESULTS_LAYOUT, WaveFile, wave_files, wave_instruments
from dagster_project.questionnaires.units.wave_frame import Frame
from dagster_project.questionnaires.wave_forms import find_wave
from dagster_project.settings import Settings
from dagster_project.tables.layout import load_layout
from dagster_project.tables.read_result import ReadResult, empty_result
from dagster_project.tables.table_reader import read_table

SUBJECT = "questionnaires"

INSTRUMENT_TABLES = (
    "survey_wave",
    "survey_question",
    "survey_option",
    "survey_combined_option",
    "survey_routing",
    "survey_design",
)


def instrument_rows(settings: Settings, table: str) -> pl.DataFrame:
    """The rows of ``table`` from every ``raw/questionnaires/<wave>/instrument.yml``, by wave."""
    waves = wave_instruments(settings.raw_dir / SUBJECT)
    return pl.concat([getattr(instrument_frames(instrument), table) for _, instrument in waves], how="vertical")


def published_results(settings: Settings) -> list[ReadResult]:
    """Published results: recorded files by their records, those of dropped waves by the common layout."""
    layout = load_layout(settings.raw_dir / SUBJECT / RESULTS_LAYOUT)
    dropped = [
        read_table(
            file.path,
            layout,
            source_file=file.source_file,
            table_name="survey_result",
            constants={"wave_id": file.instrument.wave_id},
        )
        for file in _files(settings, "survey_result")
        if not file.is_recorded
    ]
    return [*read_received_files(settings, SUBJECT, "survey_result"), *dropped]


def frames(settings: Settings) -> list[FrameRead]:
    """The frames of all waves that have their own, by wave."""
    return [read_frame(file.path, file.instrument, file.source_file) for file in _files(settings, "survey_frame")]


def attribute_rows(settings: Settings) -> pl.DataFrame:
    return _stacked((frame.attributes for frame in frames(settings)), ATTRIBUTE_SCHEMA)


def columns_told_and_kept_back(settings: Settings) -> list[str]:
    """One line per own frame: which of its columns may be published, and which stay with the office."""
    lines = []
    for file in _files(settings, "survey_frame"):
        published = [
            f"{name}{'' if name in file.instrument.publishable else ' (理由の記載なし / no reason given)'}"
            for name in file.instrument.breakdowns
        ]
        kept_back = read_frame(file.path, file.instrument, file.source_file).kept_back
        lines.append(
            f"{file.source_file}: 公表に使用する列 / published {', '.join(published) or '-'}; "
            f"公表しない列 / kept back {', '.join(kept_back) or '-'}"
        )
    return lines


def unit_ids(settings: Settings, instrument: Instrument) -> pl.Series:
    """The ids that may answer: those of the wave's own frame, else of every body there is or has been.

    Whether a body existed on the first field day is decided in dbt, by its validity.
    """
    if instrument.frame is not None:
        units = _stacked((frame.units.loaded for frame in frames(settings)), FRAME_SCHEMA).filter(
            pl.col("wave_id") == instrument.wave_id
        )
        return units["unit_id"]
    listed = landed(settings, "municipality")
    is_prefecture = pl.col("municipality_type") == "prefecture"
    if instrument.universe == "prefectures":
        return listed.filter(is_prefecture)["code6"].alias("unit_id")
    changes = landed(settings, "municipality_change")
    former = changes.filter(pl.col("scope") == "municipality")["old_code6"].drop_nulls()
    current = listed.filter("counts_in_1741")["code6"]
    return pl.concat([current, former]).unique(maintain_order=True).alias("unit_id")


def responses(settings: Settings) -> list[ReadResult]:
    """The answers of every ``responses.csv`` or export, by wave, then those of the forms.

    Raises InputProblem when a unit answers one wave both by a form and in a list: which answers count is not for a
    program to say.
    """
    received = [
        read_responses(
            file.path,
            file.instrument,
            unit_ids(settings, file.instrument),
            file.source_file,
            file.responses_layout,
            _frame_with_names(settings, file),
        )
        for file in _files(settings, "survey_response")
    ]
    answers = landed_answers(settings)
    for result in received:
        twice = result.loaded.join(answers, on=["wave_id", "unit_id"], how="semi")
        if twice.height:
            raise answered_twice(twice, answers)
    return [*received, replace(empty_result(RESPONSE_SCHEMA), loaded=answers)]


def _frame_with_names(settings: Settings, file: WaveFile) -> Frame | None:
    """What names are compared with where the answers have them."""
    if file.responses_layout is None or file.responses_layout.unit_name is None:
        return None
    return find_wave(settings.raw_dir, file.instrument.wave_id).frame


def answered_twice(twice: pl.DataFrame, answers: pl.DataFrame) -> InputProblem:
    """The problem of the first unit that stands in a file of answers and has sent a form."""
    row = twice.row(0, named=True)
    form = answers.filter((pl.col("wave_id") == row["wave_id"]) & (pl.col("unit_id") == row["unit_id"]))
    return InputProblem(
        file=f"raw/{row['source_file']}",
        row=row["row_number"],
        column="unit_id",
        value=row["unit_id"],
        problem_ja=f"この団体の回答は、調査票のファイル {form['source_file'][0]} にもあります。",
        problem_en=f"This unit's answers are in the form {form['source_file'][0]} as well.",
        fix_ja="回答のファイルからこの団体の行を除くか、調査票のファイルを forms から移してください。",
        fix_en="Remove the unit's rows from the file of answers, or move the form out of the forms folder.",
    )


def _files(settings: Settings, table: str) -> list[WaveFile]:
    return [file for file in wave_files(settings.raw_dir) if file.table == table]


def _stacked(parts: Iterable[pl.DataFrame], schema: dict) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=schema), *parts], how="vertical")


def _frame_units(settings: Settings) -> list[ReadResult]:
    return [frame.units for frame in frames(settings)]


def _instrument_table(table: str) -> dg.AssetsDefinition:
    return derived_raw_table(SUBJECT, table, lambda settings: instrument_rows(settings, table))


assets = [
    results_raw_table(SUBJECT, "survey_result", published_results),
    *(_instrument_table(table) for table in INSTRUMENT_TABLES),
    results_raw_table(SUBJECT, "survey_frame", _frame_units, FRAME_SCHEMA),
    derived_raw_table(SUBJECT, "survey_frame_attribute", attribute_rows, remarks=columns_told_and_kept_back),
    results_raw_table(
        SUBJECT,
        "survey_response",
        responses,
        RESPONSE_SCHEMA,
        made_from=["municipality", "municipality_change", "form_submission"],
    ),
]
