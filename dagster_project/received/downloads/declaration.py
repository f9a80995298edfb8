"""What may be fetched: `raw/sources/downloads.yml`, which an analyst edits.

    limits: {…}                     # see Limits
    downloads:
      - id: depopulated_areas       # name used in messages
        enabled: false              # true: refresh_sources fetches it
        address: https://…          # of the file itself; or estat: {table_id: "0003448237", select: {…}}
        subject: municipalities     # goes to raw/<subject>/<file>
        file: 000807167.xlsx
        table: depopulated_area
        layout: depopulated_area.layout.yml
        title: {ja: …, en: …}
        compiled_by: {ja: …, en: …}
        licence: {ja: …, en: …}
        nature: published
        constants: {}               # as in sources.yml

An e-Stat table becomes a CSV file (UTF-8): for each of its axes the code (`area`) and its name
(`area_label`), then `unit` and `value`, all as text and as published.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from dagster_project.common.yaml_lines import Misstatement, validate_yaml
from dagster_project.common.yaml_values import Bilingual, Strict
from dagster_project.received.records import Constant

DECLARATION_FILE = Path("sources") / "downloads.yml"
_FILE_NAME = r"^[^/\\.~][^/\\]*\.(csv|xlsx|xls)$"


class Limits(Strict):
    """How patient and how trusting a download is; each with its range and the reason for its default."""

    attempts: int = Field(default=4, ge=1, le=10)  # 3 pauses bridge a restart of the server
    pause_seconds: float = Field(default=2.0, ge=0, le=60)  # doubled after each attempt
    connect_seconds: float = Field(default=10.0, gt=0, le=120)
    read_seconds: float = Field(default=30.0, gt=0, le=600)  # without any byte arriving
    total_seconds: float = Field(default=300.0, gt=0, le=3600)  # for one file, all attempts together
    max_megabytes: float = Field(default=50.0, gt=0, le=1000)  # the largest known file has 30
    max_rows: int = Field(default=500_000, ge=1, le=10_000_000)  # of one e-Stat table


class EstatTable(Strict):
    """A table of the e-Stat database; `select` narrows it by axis, as pyestat describes."""

    table_id: str = Field(pattern=r"^[0-9]{10}$")
    select: dict[str, str | list[str] | dict[str, str | list[str]]] = {}


class Download(Strict):
    """One file that may be fetched, and the record it gets."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    enabled: bool = False
    address: Annotated[str | None, Field(pattern=r"^https?://[^\s]+$")] = None
    estat: EstatTable | None = None
    subject: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    file: str = Field(pattern=_FILE_NAME)
    table: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    layout: str = Field(pattern=r"^[^/\\.][^/\\]*\.layout\.yml$")
    title: Bilingual
    compiled_by: Bilingual
    licence: Bilingual
    nature: Literal["published", "press", "submitted", "sample"]
    constants: dict[str, Constant] = {}

    @model_validator(mode="after")
    def _one_origin(self) -> Download:
        if (self.address is None) == (self.estat is None):
            raise Misstatement("address か estat のどちらか一方を書いてください", "give either address or estat", ("id",))
        if self.estat is not None and not self.file.endswith(".csv"):
            raise Misstatement("e-Stat の表は csv として保存されます", "an e-Stat table is kept as csv", ("file",))
        return self


class Declaration(Strict):
    """All downloads, and the limits they share."""

    limits: Limits = Limits()
    downloads: list[Download] = []

    @model_validator(mode="after")
    def _targets_once(self) -> Declaration:
        for what, names in (
            ("id", [download.id for download in self.downloads]),
            ("file", [f"{download.subject}/{download.file}" for download in self.downloads]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise Misstatement(
                    f"同じ {what} が2回以上記載されています: {', '.join(twice)}",
                    f"{what} occurs more than once: {', '.join(twice)}",
                    ("downloads", len(names) - 1 - names[::-1].index(twice[0])),
                )
        return self


def load_declaration(raw_dir: Path) -> Declaration:
    """The declared downloads; raises InputProblem naming line, key and fix."""
    return validate_yaml(raw_dir / DECLARATION_FILE, Declaration)
