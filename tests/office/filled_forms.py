"""A wave whose bodies answer by form: two good ones, a corrected one, a faulty one, a broken one."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

import openpyxl

from dagster_project.questionnaires.wave_forms import find_wave, write_form
from tests.office.planted import Details
from tests.unit.questionnaires.filling import COMPLETE, INSTRUMENT


def drop(raw: Path, details: Details) -> None:
    """Put the wave `trial` below raw/questionnaires."""
    folder = raw / "questionnaires" / "trial"
    (folder / "forms").mkdir(parents=True)
    instrument = INSTRUMENT.replace("nature: submitted", "domains: [population_band]\nnature: submitted")
    (folder / "instrument.yml").write_text(instrument, encoding="utf-8")
    filled = {
        "a.xlsx": {},
        "b.xlsx": {"unit:round": 2, "unit:date": "2026/10/20", "answer:Q03": 13},
        "c.xlsx": {"unit:code": "011002", "unit:date": "2026/11/2", "answer:Q03": details.name("form: no number")},
        "d.xlsx": {"unit:code": "271004", "unit:date": None},
    }
    with tempfile.TemporaryDirectory() as temporary:
        blank = write_form(Path(temporary), find_wave(raw, "trial"), language="ja", unit_id=None).read_bytes()
    for name, changes in filled.items():
        book = openpyxl.load_workbook(BytesIO(blank))
        sheet = book["調査票"]
        rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
        contacts = {
            "unit:section": details.name("form: section"),
            "unit:person": details.name("form: person"),
            "unit:contact": f"{details.mail('form: contact')} {details.telephone('form: contact')}",
            "answer:Q04": f"{details.name('form: text')} {details.number('form: text')}",
        }
        for key, value in {**COMPLETE, **contacts, **changes}.items():
            sheet.cell(rows[key], 4).value = value
        book.save(folder / "forms" / name)
    (folder / "forms" / "e.xlsx").write_bytes(b"")
