"""Taking in 1,741 filled forms: the product, checks and findings included, against the bare libraries.

fastexcel and openpyxl only read the cells of the form's sheet. openpyxl is slow, so it reads a part
of the same files and its time is scaled by their number.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fastexcel
import openpyxl
import polars as pl

from dagster_project.questionnaires.form.blank_form import write_blank_form
from dagster_project.questionnaires.form.identity import ANSWER_SHEETS
from dagster_project.questionnaires.form.wave_units import wave_units
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.intake.intake import take_in
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.received.records import FORMS_FOLDER
from dagster_project.settings import PROJECT_ROOT
from tests.benchmarks.measuring import Row, medians_in_turn, wall_seconds

QUESTIONS = 30
READ_BY_OPENPYXL = 60
WAVE = "measured_wave"


def instrument() -> Instrument:
    """Ten single, ten multiple (six options) and ten numeric questions, some routed."""

    def both(text: str) -> dict[str, str]:
        return {"ja": f"設問の文言 {text}", "en": f"Wording of {text}"}

    questions = []
    for number in range(1, QUESTIONS + 1):
        kind = ("single", "multiple", "numeric")[number % 3]
        question = {
            "id": f"Q{number:02}",
            "text": both(str(number)),
            "type": kind,
            "disclosure": "aggregate",
            "universe": {"ja": "全ての市区町村", "en": "All municipalities"},
        }
        if kind != "numeric":
            question["options"] = [{"code": code, "label": both(f"選択肢{code}")} for code in range(1, 7)]
        if number > 3 and kind == "numeric":
            question["asked_if"] = {"question": f"Q{number - 2:02}", "any_of": [1, 2]}
        questions.append(question)
    return Instrument.model_validate(
        {
            "wave_id": WAVE,
            "title": both("measured"),
            "field_period": {"start": "2026-10-01", "end": "2026-10-30"},
            "universe": "municipalities",
            "nature": "submitted",
            "questions": questions,
        }
    )


def answers(number: int, keys: list[str]) -> dict[str, str]:
    """What form `number` says: every question, with a fault in one form of seven."""
    answers = {}
    for place, key in enumerate(keys):
        if key.startswith("unit:"):
            continue
        if "=" in key:
            answers[key] = "○" if (number + place) % 3 == 0 else ""
        else:
            answers[key] = str((number + place) % 6 + 1)
    if number % 7 == 0:
        answers[next(key for key in keys if key == "answer:Q02" or key == "answer:Q05")] = "約20人"
    return {key: text for key, text in answers.items() if text}


def fill(blank: Path, target: Path, answers: dict[str, str]) -> None:
    """A filled copy of the blank form: the texts written straight into the sheet's answer cells."""
    with zipfile.ZipFile(blank) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = _filled(content.decode(), answers, PLACES[blank]).encode()
            copy.writestr(entry, content)


PLACES: dict[Path, dict[str, int]] = {}


def _filled(xml: str, answers: dict[str, str], places: dict[str, int]) -> str:
    cells = {f"D{places[key]}": text for key, text in answers.items()}

    def written(found: re.Match) -> str:
        cell, style = found[1], found[2]
        if cell not in cells:
            return found[0]
        return f'<c r="{cell}" s="{style}" t="inlineStr"><is><t>{cells[cell]}</t></is></c>'

    return re.sub(r'<c r="(D\d+)" s="(\d+)"/>', written, xml)


def wave_dir(folder: Path) -> Path:
    return folder / "questionnaires" / WAVE


def write_forms(folder: Path, wave: Instrument, units: pl.DataFrame) -> list[Path]:
    blank = folder / "blank.xlsx"
    write_blank_form(blank, wave, units)
    sheet = fastexcel.read_excel(blank).load_sheet(ANSWER_SHEETS["ja"], header_row=None, dtypes="string").to_polars()
    keys = sheet.to_series(0).to_list()
    PLACES[blank] = {key: place for place, key in enumerate(keys, start=1) if key}
    target = wave_dir(folder) / FORMS_FOLDER
    target.mkdir(parents=True)
    asked = [key for key in keys if key]
    for number, unit_id in enumerate(units["unit_id"]):
        fill(blank, target / f"{unit_id}.xlsx", {"unit:code": unit_id, **answers(number, asked)})
    return sorted(target.iterdir())


def read_with_fastexcel(files: list[Path]) -> None:
    for file in files:
        fastexcel.read_excel(file).load_sheet(ANSWER_SHEETS["ja"], header_row=None, dtypes="string").to_polars()


def read_with_openpyxl(files: list[Path]) -> None:
    for file in files:
        workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
        for _ in workbook[ANSWER_SHEETS["ja"]].iter_rows(values_only=True):
            pass
        workbook.close()


def measure() -> Iterator[Row]:
    wave = instrument()
    units = wave_units(RecordedMunicipalities(PROJECT_ROOT / "raw"), Path(), wave)
    with tempfile.TemporaryDirectory() as folder:
        files = write_forms(Path(folder), wave, units)
        part = files[:: len(files) // READ_BY_OPENPYXL]
        ours, bare, openpyxl_part = medians_in_turn(
            lambda: wall_seconds(lambda: take_in(wave_dir(Path(folder)), wave, units)),
            lambda: wall_seconds(lambda: read_with_fastexcel(files)),
            lambda: wall_seconds(lambda: read_with_openpyxl(part)),
        )
    openpyxl_all = openpyxl_part * len(files) / len(part)
    yield Row(f"taking in {len(files)} forms / fastexcel reading their cells (s)", ours, bare, "at most 2")
    yield Row(f"taking in {len(files)} forms / openpyxl read-only, scaled (s)", ours, openpyxl_all, "at most 0.05")
