"""The commands: a form is written, forms are taken in, and a wave that is not there is named."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from dagster_project.commands import __main__ as command
from dagster_project.questionnaires.form.wave_units import wave_units
from dagster_project.questionnaires.wave_forms import write_downloads
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.settings import PROJECT_ROOT
from tests.unit.questionnaires.filling import COMPLETE, INSTRUMENT, UNITS

FRAME = "unit_id,prefecture,name_ja\n" + "".join(f"{code},{place},{name}\n" for code, place, name in UNITS)


@pytest.fixture
def raw(tmp_path, monkeypatch) -> Path:
    wave = tmp_path / "raw" / "questionnaires" / "trial"
    wave.mkdir(parents=True)
    instrument = INSTRUMENT.replace("universe: municipalities", "universe: custom\nframe: frame.csv")
    (wave / "instrument.yml").write_text(instrument, encoding="utf-8")
    (wave / "frame.csv").write_text(FRAME, encoding="utf-8")
    monkeypatch.setenv("WAREHOUSE_RAW_DIR", str(tmp_path / "raw"))
    monkeypatch.setenv("WAREHOUSE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "raw"


def fill(path: Path, target: Path, answers: dict) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for key, value in answers.items():
        sheet.cell(rows[key], 4).value = value
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)


def test_a_form_is_written_filled_in_and_taken_in(raw, tmp_path, capsys):
    assert command.main(["form", "trial"]) == 0
    form = tmp_path / "data" / "forms" / "trial" / "form_trial.xlsx"
    fill(form, raw / "questionnaires" / "trial" / "forms" / "a.xlsx", COMPLETE)
    assert command.main(["intake", "trial"]) == 0
    said = capsys.readouterr().out
    assert "回答団体 1 / 対象団体 5、未回答 4" in said and "1 of 5 bodies have answered" in said
    receipts = {path.name for path in (tmp_path / "data" / "receipts" / "trial").iterdir()}
    assert receipts == {"131016.html", "office.xlsx"}


def test_an_english_form_for_one_body_is_read_all_the_same(raw, tmp_path, capsys):
    assert command.main(["form", "trial", "--unit", "131016", "--lang", "en"]) == 0
    form = tmp_path / "data" / "forms" / "trial" / "form_trial_131016_en.xlsx"
    answers = {"answer:Q01": "1. Yes", "answer:Q02=9": "○", "answer:Q03": 3}
    fill(form, raw / "questionnaires" / "trial" / "forms" / "a.xlsx", answers)
    assert command.main(["intake", "trial"]) == 0
    assert "1 accepted" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["form", "other"], ["intake", "other"]])
def test_a_wave_that_is_not_there_is_named_with_those_there_are(raw, capsys, arguments):
    assert command.main(arguments) == 1
    said = capsys.readouterr().err
    assert "other" in said and "trial" in said and "WAVE" in said


def test_without_a_wave_those_there_are_are_named(raw, capsys):
    assert command.main(["intake", ""]) == 1
    said = capsys.readouterr().err
    assert "指定されていません" in said and "trial" in said


def test_a_form_for_an_unknown_body_says_so(raw, capsys):
    assert command.main(["form", "trial", "--unit", "000000"]) == 1
    assert "対象団体に 000000 はありません" in capsys.readouterr().err


def test_the_release_carries_form_and_codebook_of_every_wave(raw, tmp_path):
    written = write_downloads(tmp_path / "questionnaires", raw)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "questionnaires/trial/form_trial.xlsx",
        "questionnaires/trial/codebook_trial.xml",
    ]


def test_the_default_frame_is_the_municipalities_of_the_raw_folder(survey):
    municipalities = RecordedMunicipalities(PROJECT_ROOT / "raw")
    units = wave_units(municipalities, survey.wave_dir, survey.instrument)
    assert units.height == 1741 and units["unit_id"].is_unique().all()
    assert not units.select("prefecture", "name_ja").is_duplicated().any()
    prefectures = wave_units(municipalities, survey.wave_dir, survey.instrument.model_copy(update={"universe": "prefectures"}))
    assert prefectures.height == 47


def test_a_fault_of_a_frame_names_the_file_by_its_place_in_raw(raw, capsys):
    (raw / "questionnaires" / "trial" / "frame.csv").write_text(FRAME.replace("unit_id", "code"), encoding="utf-8")
    assert command.main(["form", "trial"]) == 1
    assert "raw/questionnaires/trial/frame.csv" in capsys.readouterr().err


def test_forms_behind_a_link_that_nobody_follows_are_not_passed_over(raw, tmp_path, capsys):
    (tmp_path / "elsewhere").mkdir()
    (raw / "questionnaires" / "trial" / "forms").mkdir()
    (raw / "questionnaires" / "trial" / "forms" / "prefecture").symlink_to(tmp_path / "elsewhere")
    assert command.main(["intake", "trial"]) == 1
    assert "raw/questionnaires/trial/forms/prefecture" in capsys.readouterr().err
