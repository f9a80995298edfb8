"""Sources: the register of documents that rows cite, and the record of every received file."""

from __future__ import annotations

import polars as pl

from dagster_project.assets.raw_table import derived_raw_table, raw_table
from dagster_project.readers.provenance import received_files
from dagster_project.settings import RAW_SUBJECTS, Settings

SUBJECT = "sources"

TABLES = {
    "source": "Documents that rows cite: title, publisher, address, date, nature and rank.",
    "received_file": "Files as received: title, compiler, licence, date of receipt and SHA-256.",
}


def received_file_rows(settings: Settings) -> pl.DataFrame:
    return received_files(settings.raw_dir, RAW_SUBJECTS)


assets = [
    raw_table(SUBJECT, "source", TABLES["source"]),
    derived_raw_table(SUBJECT, "received_file", TABLES["received_file"], received_file_rows),
]
