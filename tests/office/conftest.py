"""A release with its site as a survey office makes it: one wave with forms, one in which every cell carries a detail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import openpyxl
import pytest

from dagster_project.questionnaires.wave_forms import find_wave, write_form
from tests.office.planted import Details, plant
from tests.survey.survey_waves import copied_raw
from tests.unit.questionnaires.filling import COMPLETE, INSTRUMENT


@dataclass(frozen=True)
class Office:
    """Where everything was written, and the details that may be found in the office's own folders only."""

    data: Path
    details: Details

    @property
    def release(self) -> Path:
        return self.data / "current"


@pytest.fixture(scope="session")
def office(tmp_path_factory) -> Office:
    """The project's raw folder with two more waves, published.

    ``trial`` has two good forms, a corrected one, a faulty one, a broken one; ``planted`` is planted.py's.
    Built in a data folder of its own, so that the release other tests look at stays as it is.
    """
    data = tmp_path_factory.mktemp("office") / "data"
    raw = copied_raw(data.parent / "raw")
    details = Details()
    plant(raw, details)
    folder = raw / "questionnaires" / "trial"
    (folder / "forms").mkdir(parents=True)
    instrument = INSTRUMENT.replace("nature: submitted", "domains: [population_band]\nnature: submitted")
    (folder / "instrument.yml").write_text(instrument, encoding="utf-8")
    blank = write_form(tmp_path_factory.mktemp("blank"), find_wave(raw, "trial"), language="ja", unit_id=None)
    filled = {
        "a.xlsx": {},
        "b.xlsx": {"unit:round": 2, "unit:date": "2026/10/20", "answer:Q03": 13},
        "c.xlsx": {"unit:code": "011002", "unit:date": "2026/11/2", "answer:Q03": details.name("form: no number")},
        "d.xlsx": {"unit:code": "271004", "unit:date": None},
    }
    for name, changes in filled.items():
        book = openpyxl.load_workbook(blank)
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
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAREHOUSE_RAW_DIR", str(raw))
        patch.setenv("WAREHOUSE_DATA_DIR", str(data))
        patch.setenv("DAGSTER_HOME", "")  # set by the run, put back after the tests
        from dagster_project.commands.build import build
        from dagster_project.settings import load_settings

        # Through the command line's own door: its run history and logs are written as in every build.
        assert build(load_settings()) == 0
    return Office(data, details)


@pytest.fixture(scope="session")
def query(office) -> Iterator:
    warehouse = office.data / "internal" / "current" / "warehouse.duckdb"
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()
