"""A small survey with its frame: write its form, fill it in as a person would, take it in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import polars as pl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.intake.intake import Intake, take_in
from dagster_project.received.records import FORMS_FOLDER

INSTRUMENT = """wave_id: trial
title: {ja: 試行調査, en: Trial survey}
field_period: {start: 2026-10-01, end: 2026-10-30}
universe: municipalities
nature: submitted
questions:
  - id: Q01
    text: {ja: 支所の維持は困難ですか。, en: Are branches hard to maintain?}
    type: single
    disclosure: aggregate
    options:
      - {code: 1, label: {ja: ある, en: "Yes"}}
      - {code: 2, label: {ja: なし, en: "No"}}
  - id: Q02
    text: {ja: 理由は何ですか。, en: Why?}
    type: multiple
    disclosure: aggregate
    asked_if: {question: Q01, any_of: [1]}
    options:
      - {code: 1, label: {ja: 費用, en: Cost}}
      - {code: 2, label: {ja: 人員, en: Staff}}
      - {code: 9, label: {ja: 特になし, en: None}, exclusive: true}
  - id: Q03
    text: {ja: 支所は何か所ありますか。, en: How many branches?}
    type: numeric
    unit: {ja: か所, en: branches}
    max: 200
    disclosure: public
  - id: Q04
    text: {ja: 御意見を記入してください。, en: Your comments}
    type: text
    disclosure: never
"""

COMPLETE = {
    "unit:code": "131016",
    "unit:date": "2026/10/5",
    "answer:Q01": "1. ある",
    "answer:Q02=1": "○",
    "answer:Q03": 12,
    "answer:Q04": "特にありません。",
}
UNITS = [
    ("011002", "北海道", "札幌市"),
    ("131016", "東京都", "千代田区"),
    ("131024", "東京都", "中央区"),
    ("261009", "京都府", "京都市"),
    ("473820", "沖縄県", "八重山町"),
]


@dataclass(frozen=True)
class Survey:
    """One wave in a temporary raw folder."""

    wave_dir: Path
    instrument: Instrument
    units: pl.DataFrame
    blank: Path

    @property
    def forms(self) -> Path:
        return self.wave_dir / FORMS_FOLDER

    def open_blank(self) -> Workbook:
        return openpyxl.load_workbook(self.blank)

    def rows(self, sheet: Worksheet) -> dict[str, int]:
        """Key -> row of the form's sheet."""
        return {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value}

    def fill(
        self,
        answers: dict[str, object] | None = None,
        *,
        name: str = "form.xlsx",
        damage: Callable[[Workbook, Worksheet, dict[str, int]], None] | None = None,
    ) -> Path:
        """Fill in a blank form, damage it and put it into the folder of forms."""
        book = self.open_blank()
        sheet = book["調査票"]
        rows = self.rows(sheet)
        for key, value in (COMPLETE if answers is None else answers).items():
            sheet.cell(rows[key], 4).value = value
        if damage is not None:
            damage(book, sheet, rows)
        self.forms.mkdir(parents=True, exist_ok=True)
        path = self.forms / name
        book.save(path)
        return path

    def put(self, name: str, content: bytes) -> Path:
        path = self.forms / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def take_in(self) -> Intake:
        return take_in(self.wave_dir, self.instrument, self.units)


def rules(intake: Intake) -> set[str]:
    return set(intake.findings["rule"])


def answers(intake: Intake) -> set[tuple]:
    """question, option, value, text of every answer that counts."""
    used = intake.responses.filter(pl.col("status") == "ok")
    return set(used.select("question_id", "option_code", "value", "value_text").iter_rows())


COMPLETE_ANSWERS = {
    ("Q01", "1", None, None),
    ("Q02", "1", None, None),
    ("Q03", None, 12.0, None),
    ("Q04", None, None, "特にありません。"),
}


def without(*questions: str) -> set[tuple]:
    return {answer for answer in COMPLETE_ANSWERS if answer[0] not in questions}


def edit_part(path: Path, part: str, edit: Callable[[bytes], bytes]) -> None:
    """Rewrite one part of a workbook's package, as other programs would write it."""
    edited = path.with_suffix(".edited")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(edited, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            copy.writestr(entry.filename, edit(content) if entry.filename == part else content)
    edited.replace(path)
