"""Received files are those of their records, or the build stops with the command that mends it."""

import os
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dagster_project.commands.__main__ import main
from dagster_project.common.files import sha256_of
from dagster_project.common.problems import InputProblem
from dagster_project.orchestration import raw_trial
from dagster_project.received.recorded_files import verified_files
from dagster_project.received.records import load_subject
from dagster_project.received.register import register
from dagster_project.received.table_layouts import layout_paths, received_tables

# What a trial says of files that a build takes.
TAKEN = raw_trial.Tried([], [], pl.DataFrame())

LAYOUT = (
    "description: {ja: 表, en: a table}\ntable: mail_volume\ncolumns:\n  - {name: area}\n  - {name: items, type: integer}\n"
    "  - {name: as_of_date, type: date, taken_from: {record: true}}\n"
)
RECORD = """# 引受物数の来歴
subject: mail
files:
  - file: mail.csv            # the only table
    table: mail_volume
    layout: mail.layout.yml
    title: {ja: 引受物数, en: "Items: accepted"}
    compiled_by: {ja: 当方, en: us}
    licence: {ja: 標準利用規約, en: standard terms}
    received_on: 2024-07-01
    sha256: %s
    nature: published
    constants: {as_of_date: 2023-01-01}
    previous: []
"""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw" / "mail"
    folder.mkdir(parents=True)
    (folder / "mail.layout.yml").write_text(LAYOUT, encoding="utf-8")
    (folder / "mail.csv").write_text("area,items\n全国,1\n", encoding="utf-8")
    (folder / "sources.yml").write_text(RECORD % sha256_of(folder / "mail.csv"), encoding="utf-8")
    return tmp_path / "raw"


def refusal(raw: Path) -> InputProblem:
    with pytest.raises(InputProblem) as caught:
        verified_files(raw, "mail")
    return caught.value


def test_a_day_of_receipt_that_is_yet_to_come_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "sources.yml").write_text((RECORD % ("0" * 64)).replace("2024-07-01", "2924-07-01"), encoding="utf-8")
    with pytest.raises(InputProblem, match=r"line 10.*received_on.*2924-07-01 is yet to come"):
        load_subject(tmp_path, "mail")


def test_files_that_agree_with_their_records_are_handed_on(raw: Path) -> None:
    (verified,) = verified_files(raw, "mail")
    assert verified.source_file == "mail/mail.csv"
    assert verified.path == raw / "mail" / "mail.csv"
    assert verified.layout_path == raw / "mail" / "mail.layout.yml"
    assert verified.record.constants == {"as_of_date": date(2023, 1, 1)}
    assert verified.record.title.ja == "引受物数"


def test_a_changed_file_names_the_command_that_records_it(raw: Path) -> None:
    (raw / "mail" / "mail.csv").write_text("area,items\n全国,2\n", encoding="utf-8")
    problem = refusal(raw)
    assert problem.file == "raw/mail/mail.csv"
    for fix in (problem.fix_ja, problem.fix_en):
        assert "make register FILE=raw/mail/mail.csv" in fix


@pytest.mark.parametrize("name", ["new.csv", "old/new.xlsx", "NEW.XLS", "new.tsv", "new.xlsm"])
def test_a_file_without_a_record_names_the_command_that_records_it(raw: Path, name: str) -> None:
    path = raw / "mail" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    assert f"make register FILE=raw/mail/{name}" in refusal(raw).fix_en


def test_lock_files_hidden_files_and_intake_folders_need_no_record(raw: Path) -> None:
    sources = raw / "mail" / "sources.yml"
    sources.write_text(sources.read_text() + "intake_folders: [w1/responses]\n", encoding="utf-8")
    for name in ("~$mail.xlsx", ".mail.csv", "w1/responses/131016.xlsx"):
        path = raw / "mail" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert len(verified_files(raw, "mail")) == 1


def test_a_missing_file_or_layout_is_named(raw: Path) -> None:
    (raw / "mail" / "mail.layout.yml").unlink()
    assert "layout" in refusal(raw).problem_en
    (raw / "mail" / "mail.csv").unlink()
    assert "not there" in refusal(raw).problem_en


def test_a_file_whose_name_is_spelt_otherwise_is_named(raw: Path) -> None:
    (raw / "mail" / "mail.csv").rename(raw / "mail" / "ＭAIL.csv")
    problem = refusal(raw)
    assert problem.value == "ＭAIL.csv" and "ＭAIL.csv" in problem.fix_ja and "ＭAIL.csv" in problem.fix_en


def test_records_that_are_missing_or_wrong_are_named(raw: Path) -> None:
    sources = raw / "mail" / "sources.yml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text.replace("nature: published", "nature: official"), encoding="utf-8")
    assert refusal(raw).row == 12
    sources.write_text(text.replace("subject: mail", "subject: post"), encoding="utf-8")
    assert "subject: mail" in refusal(raw).fix_en
    sources.write_text(text.replace("    layout: mail.layout.yml\n", ""), encoding="utf-8")
    assert "needs its `layout`" in refusal(raw).problem_en
    sources.unlink()
    assert "make register" in refusal(raw).fix_en


def test_an_instrument_needs_no_layout_and_is_verified_too(raw: Path) -> None:
    sources, instrument = raw / "mail" / "sources.yml", raw / "mail" / "instrument.yml"
    instrument.write_text("wave_id: w1\n", encoding="utf-8")
    record = (RECORD % sha256_of(instrument)).split("files:\n")[1]
    record = record.replace("mail.csv ", "instrument.yml ").replace("    layout: mail.layout.yml\n", "")
    sources.write_text(sources.read_text(encoding="utf-8") + record, encoding="utf-8")
    assert [found.layout_path is None for found in verified_files(raw, "mail")] == [False, True]
    instrument.write_text("wave_id: w2\n", encoding="utf-8")
    assert "raw/mail/instrument.yml" in refusal(raw).fix_en
    register("raw/mail/instrument.yml", raw)
    assert len(verified_files(raw, "mail")) == 2


def test_registering_a_changed_file_keeps_the_former_record_and_the_rest_of_the_text(raw: Path) -> None:
    sources = raw / "mail" / "sources.yml"
    before, former = sources.read_text(encoding="utf-8"), sha256_of(raw / "mail" / "mail.csv")
    (raw / "mail" / "mail.csv").write_text("area,items\n全国,2\n", encoding="utf-8")
    said = register("raw/mail/mail.csv", raw, date(2024, 9, 1)).text
    assert "新しい内容を記録しました" in said and "new contents recorded" in said
    after = sources.read_text(encoding="utf-8")
    expected = (
        before.replace(former, sha256_of(raw / "mail" / "mail.csv"))
        .replace("received_on: 2024-07-01", "received_on: 2024-09-01")
        .replace(
            "    previous: []\n",
            f"    previous:\n      - sha256: {former}\n        received_on: 2024-07-01\n        replaced_on: 2024-09-01\n",
        )
    )
    assert after == expected
    (verified,) = verified_files(raw, "mail")
    assert verified.record.previous[0].sha256 == former
    assert "nothing to do" in register("raw/mail/mail.csv", raw).text
    assert sources.read_text(encoding="utf-8") == after


def test_a_record_may_say_why_a_version_was_replaced(raw: Path) -> None:
    (raw / "mail" / "mail.csv").write_text("area,items\n全国,2\n", encoding="utf-8")
    register("raw/mail/mail.csv", raw, date(2024, 9, 1))
    sources = raw / "mail" / "sources.yml"
    text = sources.read_text(encoding="utf-8")
    line = "        replaced_on: 2024-09-01\n"
    sources.write_text(text.replace(line, line + "        reason: {ja: 訂正, en: Corrected}\n"), encoding="utf-8")
    (verified,) = verified_files(raw, "mail")
    assert verified.record.previous[0].reason.en == "Corrected"
    (raw / "mail" / "mail.csv").write_text("area,items\n全国,3\n", encoding="utf-8")
    register("raw/mail/mail.csv", raw, date(2024, 9, 2))
    assert "reason: {ja: 訂正, en: Corrected}" in sources.read_text(encoding="utf-8")


def test_registering_twice_keeps_every_former_version(raw: Path) -> None:
    for number in (2, 3):
        (raw / "mail" / "mail.csv").write_text(f"area,items\n全国,{number}\n", encoding="utf-8")
        register("mail/mail.csv", raw, date(2024, 9, number))
    (verified,) = verified_files(raw, "mail")
    assert [version.replaced_on.day for version in verified.record.previous] == [2, 3]


def test_registering_a_new_file_takes_the_layout_that_fits(raw: Path) -> None:
    (raw / "mail" / "new.csv").write_text("area,items\n東,1\n", encoding="utf-8")
    assert "not available" in register(raw / "mail" / "new.csv", raw, date(2024, 9, 1)).text
    record = load_subject(raw, "mail").files[1]
    assert (record.file, record.table, record.layout) == ("new.csv", "mail_volume", "mail.layout.yml")
    assert (record.title.en, record.licence.ja) == ("not available", "not available")
    assert record.nature == "published"  # as all other files with this layout
    assert len(verified_files(raw, "mail")) == 2


def test_the_first_file_of_a_subject_creates_the_records(raw: Path) -> None:
    (raw / "mail" / "sources.yml").unlink()
    register("raw/mail/mail.csv", raw, date(2024, 9, 1))
    (verified,) = verified_files(raw, "mail")
    assert verified.record.nature == "not available"


def test_a_new_file_that_fits_no_layout_or_several_is_refused(raw: Path) -> None:
    (raw / "mail" / "new.csv").write_text("area,volume\n東,1\n", encoding="utf-8")
    with pytest.raises(InputProblem, match='header "items" is missing'):
        register("raw/mail/new.csv", raw)
    (raw / "mail" / "new.csv").write_text("area,items\n東,1\n", encoding="utf-8")
    (raw / "mail" / "other.layout.yml").write_text(LAYOUT, encoding="utf-8")
    with pytest.raises(InputProblem, match="Several layouts fit"):
        register("raw/mail/new.csv", raw)
    assert len(load_subject(raw, "mail").files) == 1


def test_what_is_not_a_received_file_is_refused(raw: Path) -> None:
    for name in ("raw/mail/nowhere.csv", "/etc/hostname", "raw/mail/mail.layout.yml"):
        with pytest.raises(InputProblem):
            register(name, raw)


def test_the_command_says_what_it_did(raw: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("WAREHOUSE_RAW_DIR", str(raw))
    monkeypatch.setattr(raw_trial, "tried", lambda *_: TAKEN)  # this folder is not all that a build needs
    assert main(["register", "raw/mail/mail.csv"]) == 0
    assert "記録どおりです" in capsys.readouterr().out
    (raw / "mail" / "sources.yml").write_text((raw / "mail" / "sources.yml").read_text().replace("mail_volume", "nobodys"))
    assert main(["register", "raw/mail/mail.csv"]) == 1
    assert "make new" not in capsys.readouterr().err  # the layout says another table: it is misspelt, not missing
    (raw / "mail" / "mail.layout.yml").write_text(LAYOUT.replace("mail_volume", "nobodys"), encoding="utf-8")
    assert main(["register", "raw/mail/mail.csv"]) == 1
    assert "make new TABLE=nobodys SUBJECT=mail" in capsys.readouterr().err
    assert main(["register", "raw/mail/nowhere.csv"]) == 1
    assert "How to fix" in capsys.readouterr().err
    assert main(["register"]) == 1


def test_the_files_of_a_questionnaire_wave_need_no_record(raw: Path) -> None:
    """The instrument is their provenance; a file that has a record is still held to it."""
    wave = raw / "mail" / "fy2025"
    wave.mkdir()
    (wave / "instrument.yml").write_text("wave_id: fy2025\n", encoding="utf-8")
    (wave / "responses.csv").write_text("unit_id,question_id\n", encoding="utf-8")
    assert len(verified_files(raw, "mail")) == 1
    (wave / "instrument.yml").unlink()
    assert "make register FILE=raw/mail/fy2025/responses.csv" in refusal(raw).fix_en


def test_how_the_answers_of_a_wave_are_read_is_no_layout_of_a_table(tmp_path: Path) -> None:
    wave = tmp_path / "questionnaires" / "w"
    wave.mkdir(parents=True)
    (wave / "instrument.yml").write_text("wave_id: w\n", encoding="utf-8")
    (wave / "responses.layout.yml").write_text("file: export.csv\nunit_id: id\n", encoding="utf-8")
    (tmp_path / "questionnaires" / "survey_result.layout.yml").write_text(LAYOUT, encoding="utf-8")
    assert [path.name for path in layout_paths(tmp_path / "questionnaires")] == ["survey_result.layout.yml"]
    assert [table.name for table in received_tables(tmp_path / "questionnaires")] == ["mail_volume"]


def test_a_file_whose_name_is_no_utf8_is_named_in_letters(raw):
    """As one unpacked from an archive made by Windows: neither the record nor a message could hold its bytes."""
    name = os.fsdecode("市町村.csv".encode("cp932"))
    (raw / "mail" / name).write_text("x")
    for look in (lambda: verified_files(raw, "mail"), lambda: register(raw / "mail" / name, raw)):
        with pytest.raises(InputProblem, match="UTF-8") as caught:
            look()
        assert "raw/mail/市町村.csv" in str(caught.value)


def test_a_record_whose_table_is_not_that_of_its_layout_is_named_with_its_line(raw: Path) -> None:
    records = raw / "mail" / "sources.yml"
    records.write_text(records.read_text("utf-8").replace("table: mail_volume", "table: mail_volumes"), encoding="utf-8")
    problem = refusal(raw)
    assert (problem.file, problem.row, problem.value) == ("raw/mail/sources.yml", 5, "mail_volumes")
    assert "`table: mail_volume`" in problem.fix_en
    said = register("raw/mail/mail.csv", raw, date(2024, 9, 1))
    assert said.is_refused and str(problem) in said.text


@pytest.mark.parametrize("layout", ["../other/mail.layout.yml", "/etc/mail.layout.yml"])
def test_a_layout_outside_the_folder_is_refused(raw: Path, layout: str) -> None:
    records = raw / "mail" / "sources.yml"
    records.write_text(records.read_text("utf-8").replace("layout: mail.layout.yml", f"layout: {layout}"), encoding="utf-8")
    problem = refusal(raw)
    assert problem.row == 6 and layout in problem.problem_en


def test_files_of_a_wave_without_an_instrument_ask_for_it(raw: Path) -> None:
    wave = raw / "questionnaires" / "autumn"
    wave.mkdir(parents=True)
    (raw / "questionnaires" / "sources.yml").write_text("subject: questionnaires\nfiles: []\n", encoding="utf-8")
    (wave / "responses.csv").write_text("unit_id,q01\n131016,1\n", encoding="utf-8")
    for ask in (
        lambda: verified_files(raw, "questionnaires"),
        lambda: register("raw/questionnaires/autumn/responses.csv", raw),
    ):
        with pytest.raises(InputProblem, match="instrument") as caught:
            ask()
        assert "raw/questionnaires/autumn/instrument.yml" in caught.value.fix_ja
