"""Putting a fetched file into `raw/` with its record, and leaving alone what a person placed there.

Only a file whose record says that it was fetched, and whose contents are those of its record, is
ever replaced. The record is written before the file: if the machine stops in between, the build
says that the two differ, and the next refresh finishes the work.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from ruamel.yaml.comments import CommentedMap

from dagster_project.common.files import sha256_of
from dagster_project.received.downloads.declaration import Download
from dagster_project.received.record_file import append_entry, entry_of, open_records, supersede, write_records
from dagster_project.received.records import SourceRecord

Kept = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True)
class Owner:
    """Whose file it is: `may_write` is true for none's and for the job's own."""

    may_write: bool
    reason_ja: str = ""
    reason_en: str = ""


def owner_of(raw_dir: Path, download: Download) -> Owner:
    """Whether the job may write the file of this download."""
    sources, _ = open_records(raw_dir, download.subject)
    record = next((record for record in sources.files if record.file == download.file), None)
    path = raw_dir / download.subject / download.file
    if record is None:
        if path.exists():
            return Owner(False, "記録のない、人が置いたファイルです。", "A person placed it there; it has no record yet.")
        return Owner(True)
    if record.fetched_from is None:
        return Owner(False, "人が置いて記録したファイルです。", "A person placed and recorded it.")
    if path.exists() and sha256_of(path) not in _own_versions(record):
        return Owner(
            False,
            "取得した後に、人が内容を変更しています。",
            "A person changed its contents after it had been fetched.",
        )
    return Owner(True)


def keep(fetched: Path, raw_dir: Path, download: Download, address: str, today: date) -> Kept:
    """Move the fetched file to its place and record it; nothing is written when it is the same."""
    path = raw_dir / download.subject / download.file
    _, document = open_records(raw_dir, download.subject)
    entry, sha256 = entry_of(document, download.file), sha256_of(fetched)
    if entry is None:
        append_entry(document, _new_entry(download, address, sha256, today))
        kept: Kept = "added"
    elif entry["sha256"] == sha256:
        if path.exists() and sha256_of(path) == sha256:
            return "unchanged"
        kept = "added"
    else:
        supersede(entry, sha256, today)
        entry["fetched_from"] = address
        kept = "updated"
    write_records(raw_dir, download.subject, document)
    os.replace(fetched, path)
    return kept


def _own_versions(record: SourceRecord) -> set[str]:
    return {record.sha256, *(version.sha256 for version in record.previous)}


def _new_entry(download: Download, address: str, sha256: str, today: date) -> CommentedMap:
    entry = CommentedMap(
        file=download.file,
        table=download.table,
        layout=download.layout,
        title=CommentedMap(download.title.model_dump()),
        compiled_by=CommentedMap(download.compiled_by.model_dump()),
        licence=CommentedMap(download.licence.model_dump()),
        received_on=today,
        sha256=sha256,
        nature=download.nature,
    )
    if download.constants:
        entry["constants"] = CommentedMap(download.constants)
    entry["fetched_from"] = address
    entry["previous"] = []
    return entry
