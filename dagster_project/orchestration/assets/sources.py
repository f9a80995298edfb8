"""The record of every received file of all subjects, and the files that nothing reads."""

from __future__ import annotations

import polars as pl

from dagster_project.orchestration.assets.raw_table import derived_raw_table
from dagster_project.questionnaires.instrument.wave_files import received_row, wave_files
from dagster_project.received.records import load_subject
from dagster_project.received.unread_files import unread_files
from dagster_project.settings import RAW_SUBJECTS, Settings

SUBJECT = "sources"


def received_file_rows(settings: Settings) -> pl.DataFrame:
    """One row per provenance record of all subjects, then per file of a wave that has no record."""
    return pl.DataFrame(
        [
            *_recorded_rows(settings),
            *(received_row(file) for file in wave_files(settings.raw_dir) if not file.is_recorded),
        ]
    )


def _recorded_rows(settings: Settings) -> list[dict[str, str]]:
    return [
        {
            "source_file": f"{subject}/{record.file}",
            "table_name": record.table,
            "subject": subject,
            "title_ja": record.title.ja,
            "title_en": record.title.en,
            "compiled_by_ja": record.compiled_by.ja,
            "compiled_by_en": record.compiled_by.en,
            "licence_ja": record.licence.ja,
            "licence_en": record.licence.en,
            "received_on": str(record.received_on),
            "sha256": record.sha256,
            "nature": record.nature,
        }
        for subject in RAW_SUBJECTS
        for record in load_subject(settings.raw_dir, subject).files
    ]


def unread_file_rows(settings: Settings) -> pl.DataFrame:
    """One row per place below ``raw/`` with files that nothing reads."""
    waves = {file.source_file for file in wave_files(settings.raw_dir)}
    found = unread_files(settings.raw_dir, RAW_SUBJECTS, waves)
    return pl.DataFrame(
        {"place": list(found), "file_count": list(found.values())}, schema={"place": pl.String, "file_count": pl.Int64}
    )


def named(settings: Settings) -> list[str]:
    """What the build says of them."""
    return [
        f"raw/{row['place']}: 読み取られないファイル {row['file_count']} 件 / {row['file_count']} not read by anything"
        for row in unread_file_rows(settings).iter_rows(named=True)
    ]


assets = [
    derived_raw_table(SUBJECT, "received_file", received_file_rows),
    derived_raw_table(SUBJECT, "unread_file", unread_file_rows, remarks=named),
]
