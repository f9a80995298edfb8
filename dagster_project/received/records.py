"""Provenance records: `raw/<subject>/sources.yml`.

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
        next_expected: 2025-08-01         # only where it is known: by when the next edition is there (late after it)
        previous: []                      # replaced versions: sha256, received_on, replaced_on, and why (reason: {ja, en})
    intake_folders: []                    # folders whose files are hashed at intake instead

A folder with an instrument.yml (a questionnaire wave) is an intake folder by itself: the instrument
is its provenance. Records of its files are verified where there are any.

Whether a file is that of its record is asked in recorded_files.py; recording a new or changed one is
`register` (in register.py).
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from dagster_project.common.problems import InputProblem
from dagster_project.common.yaml_lines import Misstatement, validate_yaml
from dagster_project.common.yaml_values import Bilingual, Strict

WAVES = "questionnaires"  # the subject whose folders are waves, each with an instrument
SOURCES_FILE = "sources.yml"
INSTRUMENT_FILE = "instrument.yml"
FORMS_FOLDER = "forms"  # of a wave: its filled forms, as bodies sent them
RESPONSES_LAYOUT = "responses.layout.yml"  # of a wave: where answers stand in an export; no layout of a raw table
DATA_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".geojson", ".json")


Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def _not_to_come(day: date) -> date:
    if day > date.today() + timedelta(days=1):  # it may be tomorrow where the record was written
        raise Misstatement(
            f"{day} はまだ来ていません。受け取った日を書いてください", f"{day} is yet to come: write the day of receipt"
        )
    return day


Received = Annotated[date, AfterValidator(_not_to_come)] | Literal["not available"]
Constant = bool | int | float | date | str


def lies_outside(name: str) -> bool:
    """Whether a name that counts from a folder leads out of it."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts


class PreviousVersion(Strict):
    """A version of a file that has been replaced."""

    sha256: Sha256
    received_on: Received
    replaced_on: date
    reason: Bilingual | None = None


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
    next_expected: date | None = None
    previous: list[PreviousVersion] = []

    @model_validator(mode="after")
    def _lies_in_its_folder(self) -> SourceRecord:
        for key, name in (("file", self.file), ("layout", self.layout)):
            if name is not None and lies_outside(name):
                raise Misstatement(
                    f"「{name}」は、分野のフォルダの中のファイル名で書いてください",
                    f'"{name}" must be the name of a file within the folder of the subject',
                    (key,),
                )
        return self

    @model_validator(mode="after")
    def _tables_have_layouts(self) -> SourceRecord:
        if self.layout is None and self.file.lower().endswith(DATA_SUFFIXES):
            raise Misstatement(
                f"{self.file} を読むための layout がありません。layout: <table>.layout.yml と書いてください",
                f"{self.file} needs its `layout`: write `layout: <table>.layout.yml`",
                ("layout",),
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
