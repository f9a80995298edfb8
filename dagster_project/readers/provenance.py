"""Provenance records: `raw/<subject>/sources.yml`, and what stops a build when they do not hold.

One record per received file; what is not known is written "not available", never guessed:

    subject: mail_volume
    files:
      - file: mail_volume.csv             # relative to the subject folder
        table: mail_volume                # raw.<table>
        layout: mail_volume.layout.yml    # relative to the subject folder; none for instrument.yml
        title: {ja: …, en: …}
        compiled_by: {ja: …, en: …}       # who compiled this file
        licence: {ja: …, en: …}
        received_on: 2024-07-01           # or "not available"
        sha256: <64 hex digits>
        nature: published                 # published | press | submitted | sample
        constants: {as_of_date: 2023-01-01}
        fetched_from: https://…           # only files that the job refresh_sources fetched
        previous: []                      # replaced versions: sha256, received_on, replaced_on
    intake_folders: []                    # folders whose files are hashed at intake instead

A folder with an instrument.yml (a questionnaire wave) is an intake folder by itself: the instrument
is its provenance. Records of its files are verified where there are any.

Recording a new or changed file is `register` (in register.py).
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import Field, model_validator

from dagster_project.readers.given import NOT_AVAILABLE
from dagster_project.readers.layout import Bilingual, Strict
from dagster_project.readers.problems import InputProblem
from dagster_project.readers.yaml_lines import Misstatement, validate_yaml

SOURCES_FILE = "sources.yml"
INSTRUMENT_FILE = "instrument.yml"
DATA_SUFFIXES = (".csv", ".xlsx", ".xls")

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Received = date | Literal["not available"]
Constant = bool | int | float | date | str


class PreviousVersion(Strict):
    """A version of a file that has been replaced."""

    sha256: Sha256
    received_on: Received
    replaced_on: date


class SourceRecord(Strict):
    """What is known of one received file."""

    file: str = Field(min_length=1)
    table: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    layout: str | None = None
    title: Bilingual
    compiled_by: Bilingual
    licence: Bilingual
    received_on: Received
    sha256: Sha256
    nature: Literal["published", "press", "submitted", "sample", "not available"]
    constants: dict[str, Constant] = {}
    fetched_from: str | None = None
    previous: list[PreviousVersion] = []

    @model_validator(mode="after")
    def _tables_have_layouts(self) -> SourceRecord:
        if self.layout is None and self.file.lower().endswith(DATA_SUFFIXES):
            raise Misstatement(
                f"{self.file} の layout がありません", f"{self.file} needs its `layout`", ("file",)
            )
        return self


class SubjectSources(Strict):
    """The records of one subject folder."""

    subject: str
    files: list[SourceRecord] = []
    intake_folders: list[str] = []

    @model_validator(mode="after")
    def _files_once(self) -> SubjectSources:
        names = [record.file for record in self.files]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise Misstatement(
                f"同じファイルが2回以上記載されています: {', '.join(twice)}",
                f"files are recorded more than once: {', '.join(twice)}",
                ("files", len(names) - 1 - names[::-1].index(twice[0])),
            )
        return self


@dataclass(frozen=True)
class VerifiedFile:
    """A received file whose contents are those of its record."""

    record: SourceRecord
    path: Path
    layout_path: Path | None  # None for files that are no tables (instrument.yml)
    source_file: str  # <subject>/<file>, as in every raw table


def raw_folder() -> Path:
    """The folder of the received files: WAREHOUSE_RAW_DIR, by default `raw`."""
    return Path(os.environ.get("WAREHOUSE_RAW_DIR", "raw"))


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file as 64 hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def load_subject(raw_dir: Path, subject: str) -> SubjectSources:
    """The records of a subject; raises InputProblem when sources.yml is missing or wrong."""
    path = Path(raw_dir) / subject / SOURCES_FILE
    if not path.is_file():
        raise InputProblem(
            file=path,
            problem_ja=f"「{subject}」の来歴の記録がありません。",
            problem_en=f'The provenance records of "{subject}" are not there.',
            fix_ja=f"make register FILE=raw/{subject}/<ファイル名> を実行すると作成されます。",
            fix_en=f"`make register FILE=raw/{subject}/<file>` creates them.",
        )
    sources = validate_yaml(path, SubjectSources)
    if sources.subject != subject:
        raise InputProblem(
            file=path,
            value=sources.subject,
            problem_ja=f"subject がフォルダ名「{subject}」と異なります。",
            problem_en=f'`subject` differs from the name of the folder, "{subject}".',
            fix_ja=f"subject: {subject} に直してください。",
            fix_en=f"Write `subject: {subject}`.",
        )
    return sources


def verified_files(raw_dir: Path, subject: str) -> list[VerifiedFile]:
    """The recorded files of a subject, each checked against its record.

    Raises InputProblem when a file is missing, when its contents changed since it was recorded,
    when its layout is missing, or when a data file in the folder has no record.
    """
    folder = Path(raw_dir) / subject
    sources = load_subject(raw_dir, subject)
    checked = [_verified(folder, subject, record) for record in sources.files]
    recorded = {PurePosixPath(record.file).as_posix() for record in sources.files}
    waves = [path.parent.relative_to(folder).as_posix() for path in folder.glob(f"*/{INSTRUMENT_FILE}")]
    for name in data_files(folder, [*sources.intake_folders, *waves]):
        if name not in recorded:
            raise InputProblem(
                file=f"{subject}/{name}",
                problem_ja="このファイルの来歴の記録がありません。",
                problem_en="This file has no provenance record.",
                fix_ja=f"make register FILE=raw/{subject}/{name} を実行し、加えられた記録の"
                f"表題・作成者・利用条件を raw/{subject}/{SOURCES_FILE} に記入してください。",
                fix_en=f"Run `make register FILE=raw/{subject}/{name}`, then fill in title, compiler and"
                f" licence of the new record in raw/{subject}/{SOURCES_FILE}.",
            )
    return checked


def data_files(folder: Path, intake_folders: list[str]) -> list[str]:
    """The data files below a folder (POSIX names relative to it), sorted.

    Hidden files, lock files of spreadsheet programs and intake folders are left out.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.suffix.lower() not in DATA_SUFFIXES or not path.is_file():
            continue
        if any(part.startswith((".", "~$")) for part in name.parts):
            continue
        if any(name.is_relative_to(intake) for intake in intake_folders):
            continue
        found.append(name.as_posix())
    return found


def _verified(folder: Path, subject: str, record: SourceRecord) -> VerifiedFile:
    path = folder / record.file
    layout_path = None if record.layout is None else folder / record.layout
    source_file = f"{subject}/{PurePosixPath(record.file).as_posix()}"
    if not path.is_file():
        raise InputProblem(
            file=source_file,
            problem_ja="記録されているファイルが見つかりません。",
            problem_en="The file is recorded but not there.",
            fix_ja=f"raw/{source_file} に置き直すか、提供を取りやめた場合は raw/{subject}/{SOURCES_FILE} の"
            "記録を削除してください。",
            fix_en=f"Put it back as raw/{source_file}, or delete its record from"
            f" raw/{subject}/{SOURCES_FILE} if it was withdrawn.",
        )
    if layout_path is not None and not layout_path.is_file():
        raise InputProblem(
            file=source_file,
            value=record.layout,
            problem_ja="このファイルの layout が見つかりません。",
            problem_en="The layout of this file is not there.",
            fix_ja=f"raw/{subject}/{record.layout} を置くか、記録の layout を直してください。",
            fix_en=f"Put raw/{subject}/{record.layout} there, or correct `layout` in the record.",
        )
    actual = file_sha256(path)
    if actual != record.sha256:
        raise InputProblem(
            file=source_file,
            value=f"sha256 {actual}",
            problem_ja=f"ファイルの内容が記録(sha256 {record.sha256})と異なります。",
            problem_en=f"The contents of the file differ from its record (sha256 {record.sha256}).",
            fix_ja=f"差し替えが意図したものであれば make register FILE=raw/{source_file} を実行してください。"
            "そうでなければ元のファイルに戻してください。",
            fix_en=f"If the change is intended, run `make register FILE=raw/{source_file}`;"
            " otherwise put the original file back.",
        )
    return VerifiedFile(record, path, layout_path, source_file)


if __name__ == "__main__":
    from dagster_project.readers.register import main

    raise SystemExit(main())
