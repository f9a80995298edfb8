"""The sample waves: what is committed is what the command writes, and it shows what it promises."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import polars as pl
import pytest
import yaml

from dagster_project.questionnaires.intake.intake import take_in
from dagster_project.questionnaires.wave_forms import find_wave
from dagster_project.samples import made_up_forms as sample_forms
from dagster_project.samples import made_up_waves as sample_wave
from dagster_project.settings import PROJECT_ROOT

COMMITTED = PROJECT_ROOT / "raw" / "questionnaires"


def table(wave_id, name):
    return pl.read_csv(COMMITTED / wave_id / name, infer_schema=False)


def test_the_committed_files_are_what_the_command_writes(tmp_path):
    for written in sample_wave.write(tmp_path):
        committed = COMMITTED / written.relative_to(tmp_path)
        assert committed.read_bytes() == written.read_bytes(), committed


def parts(form: bytes) -> dict[str, bytes] | bytes:
    """What is packed in a workbook: another zlib packs the same parts into other bytes. A broken file as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(form)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except zipfile.BadZipFile:
        return form[:4]


def test_the_committed_forms_are_what_the_command_writes(tmp_path):
    written = sample_forms.write(tmp_path)
    committed = COMMITTED / sample_forms.WAVE
    assert {path.name for path in written[1:]} == {path.name for path in (committed / "forms").iterdir()}
    for path in written:
        assert parts((committed / path.relative_to(tmp_path / sample_forms.WAVE)).read_bytes()) == parts(path.read_bytes()), (
            path
        )


def test_the_forms_show_what_intake_finds_and_no_real_body():
    wave = find_wave(PROJECT_ROOT / "raw", sample_forms.WAVE)
    intake = take_in(wave.folder, wave.instrument, wave.units)
    assert set(intake.submissions["state"]) == {"accepted", "accepted_with_errors", "refused"}
    assert intake.submissions["is_late"].any() and intake.submissions["superseded_by"].count() == 1
    assert set(intake.findings["rule"]) >= {
        "number_tidied",
        "answered_though_not_asked",
        "exclusive_combined",
        "not_a_number",
        "out_of_range",
        "more_than_one",
        "not_answered",
        "late",
        "superseded",
        "damaged",
        "nothing_filled_in",
        "unit_unknown",
    }
    assert "older_form" not in set(intake.findings["rule"])
    real = pl.read_csv(PROJECT_ROOT / "raw" / "municipalities" / "municipalities.csv", infer_schema=False)
    assert not set(wave.units["name_ja"]) & set(real["name_ja"])
    assert wave.units["name_ja"].str.starts_with("見本").all()


def test_the_files_are_small():
    for wave_id in (sample_wave.FIRST, sample_wave.SECOND, sample_forms.WAVE):
        assert sum(file.stat().st_size for file in (COMMITTED / wave_id).rglob("*")) < 1_500_000


def test_the_frame_has_the_real_numbers_of_bodies_and_no_name_or_code():
    frame = table(sample_wave.FIRST, "frame.csv")
    assert frame.columns == ["unit_id", "population_band", "region", "prefecture"]
    assert Counter(frame["population_band"]) == {"300k_plus": 85, "100k_300k": 196, "under_100k": 1460}
    real = (
        pl.read_csv(PROJECT_ROOT / "raw" / "municipalities" / "municipalities.csv", infer_schema=False)
        .filter(pl.col("counts_in_1741") == "True")["code5"]
        .str.slice(0, 2)
    )
    assert Counter(frame["prefecture"]) == Counter(real)
    assert frame["unit_id"].str.contains(r"^s\d{4}$").all()


def test_no_total_of_a_made_up_wave_is_one_that_a_survey_has_published():
    """Neither who replied nor how branches were answered on, in all or by population band."""
    results = [COMMITTED / wave / "published_results.csv" for wave in ("fy2022_expectations", "fy2023_outsourcing")]
    known = pl.concat([pl.read_csv(path, infer_schema=False).select("count", "base") for path in results])
    published = {int(value) for column in known for value in column.drop_nulls() if int(value) > 100}
    for wave_id in (sample_wave.FIRST, sample_wave.SECOND):
        answers = table(wave_id, "responses.csv").join(table(wave_id, "frame.csv"), on="unit_id")
        totals = {answers["unit_id"].n_unique()}
        for _, rows in answers.filter(pl.col("question_id") == "Q03").group_by("population_band"):
            totals |= {rows.height, *rows["option_code"].drop_nulls().value_counts()["count"]}
        totals |= {*answers.filter(pl.col("question_id") == "Q03")["option_code"].drop_nulls().value_counts()["count"]}
        assert not totals & published, totals & published


def test_the_waves_overlap_but_are_not_the_same_bodies():
    first, second = (set(table(wave_id, "responses.csv")["unit_id"]) for wave_id in (sample_wave.FIRST, sample_wave.SECOND))
    assert len(first & second) > 500
    assert first - second and second - first


@pytest.mark.parametrize("wave_id", [sample_wave.FIRST, sample_wave.SECOND, sample_forms.WAVE])
def test_the_instrument_says_that_it_is_a_sample(wave_id):
    instrument = yaml.safe_load((COMMITTED / wave_id / "instrument.yml").read_text(encoding="utf-8"))
    assert instrument["nature"] == "sample"
    assert "見本" in instrument["title"]["ja"] and "SAMPLE" in instrument["title"]["en"]


def test_every_kind_of_question_and_disclosure_occurs():
    instrument = yaml.safe_load((COMMITTED / sample_wave.FIRST / "instrument.yml").read_text(encoding="utf-8"))
    questions = instrument["questions"]
    assert {question["type"] for question in questions} == {"single", "multiple", "numeric", "text"}
    assert {question["disclosure"] for question in questions} == {"public", "aggregate", "never"}
    types = {question["id"]: question["type"] for question in questions}
    assert {types[question["asked_if"]["question"]] for question in questions if "asked_if" in question} == {
        "single",
        "multiple",
    }
