"""The made-up filled forms of the sample wave sample_form_intake, the same on every machine.

Twenty-four made-up bodies, one form or more from most of them: good ones, ones with the faults
people make, a correction, a file that broke on the way. What intake, receipts and follow-up do can
so be seen before a real form has come in. Names are those of no real municipality.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dagster_project.questionnaires.form.blank_form import Cell, write_blank_form
from dagster_project.questionnaires.form.wave_units import wave_units
from dagster_project.questionnaires.instrument.instrument import load_instrument
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.received.records import FORMS_FOLDER
from dagster_project.settings import PROJECT_ROOT

WAVE = "sample_form_intake"

# Prefecture, population band and kind of each body, A to X.
_PLACES = (("01", "hokkaido"), ("13", "tokyo"), ("27", "kinki"), ("47", "okinawa"))
_SIZES = ("300k_plus", "100k_300k", "100k_300k", "under_100k", "under_100k", "under_100k")
_KINDS = ("市", "市", "市", "市", "町", "村")


@dataclass(frozen=True)
class Body:
    unit_id: str
    name: str
    population_band: str
    region: str
    prefecture: str


@dataclass(frozen=True)
class Form:
    """A form as sent: by whom, when (none where the date was left empty), and what it says."""

    file: str
    sender: str
    day: int | None
    answers: Mapping[str, Cell]


def bodies() -> list[Body]:
    return [
        Body(f"g{number + 1:02}", f"見本{chr(ord('Ａ') + number)}{_KINDS[number % 6]}", _SIZES[number % 6], region, prefecture)
        for number in range(24)
        for prefecture, region in (_PLACES[number // 6],)
    ]


def _says(counters: int, ticks: str, staff: Cell, **more: Cell) -> dict[str, Cell]:
    """Answers to all questions; `counters` 0: nothing is outsourced."""
    cells: dict[str, Cell] = {"answer:Q01": "1. 委託している" if counters else "2. 委託していない", "answer:Q04": staff}
    if counters:
        cells["answer:Q02"] = counters
    cells |= {f"answer:Q03={code}": "○" for code in ticks}
    return cells | {f"answer:{question}": answer for question, answer in more.items()}


FORMS = (
    Form("見本A市.xlsx", "g01", 5, _says(6, "12", 84)),
    Form("見本B市.xlsx", "g02", 6, _says(2, "1", 41)),
    Form("回答_見本C市.xlsx", "g03", 6, _says(3, "123", "３６")),  # full-width digits
    Form("見本D市.xlsx", "g04", 7, _says(0, "9", 18, Q02=0)),  # answers a question that is not asked
    Form("調査票(見本E町).xlsx", "g05", 7, _says(0, "19", 9)),  # an option that stands alone, and another
    Form("見本F村.xlsx", "g06", 7, _says(0, "2", "約5人")),  # no digits alone
    Form("見本F村(訂正).xlsx", "g06", 11, _says(0, "2", 5)),
    Form("見本G市.xlsx", "g07", 7, _says(9, "1", 120)),
    Form("見本H市.xlsx", "g08", 10, {**_says(4, "13", 52), "answer:Q04": ""}),  # a question left out
    Form("見本I市.xlsx", "g09", 10, _says(1, "2", 33, Q05="(架空の自由記述 / made-up comment)")),
    Form("見本J市.xlsx", "g10", 10, _says(0, "3", 22)),
    Form("見本K町.xlsx", "g11", 11, _says(250, "12", 11)),  # beyond the largest number
    Form("20251112_見本M市.xlsx", "g13", None, _says(5, "1", 77)),  # the date is in the file's name
    Form("見本N市.xlsx", "g14", 12, _says(2, "23", 48)),
    Form("見本O市.xlsx", "g15", 13, _says(0, "9", 39)),
    Form("見本P市.xlsx", "g16", 13, {**_says(1, "1", 20), "answer:Q01": "委託している、委託していない"}),
    Form("見本Q町.xlsx", "g17", None, _says(0, "2", 8)),  # no date at all
    Form("見本S市.xlsx", "g19", 14, _says(7, "123", 95)),
    Form("見本T市.xlsx", "g20", 14, _says(3, "1", 44)),
    Form("見本U市.xlsx", "g21", 18, _says(0, "12", 30)),  # after the deadline
    Form("見本V町.xlsx", "g22", 14, {}),  # sent back empty
    Form("見本Y市.xlsx", "g25", 14, _says(1, "1", 20)),  # a body that was not asked
)


def write(folder: Path) -> list[Path]:
    """Write frame and forms below `folder`; returns the files."""
    wave_dir = folder / WAVE
    forms = wave_dir / FORMS_FOLDER
    forms.mkdir(parents=True, exist_ok=True)
    written = [wave_dir / "frame.csv"]
    written[0].write_bytes(_frame())
    instrument = load_instrument(PROJECT_ROOT / "raw" / "questionnaires" / WAVE / "instrument.yml")
    units = wave_units(RecordedMunicipalities(PROJECT_ROOT / "raw"), wave_dir, instrument)
    for form in FORMS:
        day = {} if form.day is None else {"unit:date": date(2025, 11, form.day)}
        number = {"unit:round": 2} if "訂正" in form.file else {}
        answers = {
            "unit:code": form.sender,
            **day,
            **number,
            **{key: answer for key, answer in form.answers.items() if answer != ""},
        }
        written.append(forms / form.file)
        write_blank_form(written[-1], instrument, units, answers=answers)
    broken = forms / "見本L村.xlsx"  # cut off on the way
    whole = written[1].read_bytes()
    broken.write_bytes(whole[: len(whole) // 3])
    return [*written, broken]


def _frame() -> bytes:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["unit_id", "unit_name_ja", "population_band", "region", "prefecture"])
    rows.writerows([body.unit_id, body.name, body.population_band, body.region, body.prefecture] for body in bodies())
    return text.getvalue().encode()
