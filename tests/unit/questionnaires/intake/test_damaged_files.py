"""Files that cannot be read as a form: each is refused under a rule, and none stops the others."""

from __future__ import annotations

import io
import os
import random
import re
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.questionnaires.office.receipts import write_receipts
from dagster_project.tables.workbooks import workbook
from tests.unit.questionnaires.filling import COMPLETE, COMPLETE_ANSWERS, Survey, answers, edit_part, rules

SHEET = "xl/worksheets/sheet1.xml"


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("empty.xlsx", b"", "empty_file"),
        ("broken.xlsx", b"PK\x03\x04 this is no package", "damaged"),
        ("text.xlsx", "これは文字です".encode(), "damaged"),
        ("old.xls", OLE + bytes(600), "old_workbook"),
        ("renamed.xlsx", OLE + bytes(600), "old_workbook"),
        ("locked.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("macros.xlsm", b"PK\x03\x04", "macro_workbook"),
        ("answer.docx", b"PK\x03\x04", "other_file_type"),
        ("answer", b"text", "other_file_type"),
    ],
)
def test_a_file_that_is_no_form_is_refused_and_counted(survey, name, content, rule):
    survey.put(name, content)
    intake = survey.take_in()
    assert rules(intake) == {rule}
    row = intake.submissions.row(0, named=True)
    assert (row["source_file"], row["state"]) == (f"questionnaires/trial/forms/{name}", "refused")


def test_macros_inside_an_xlsx_are_refused(survey):
    path = survey.fill()
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    assert rules(survey.take_in()) == {"macro_workbook"}


def test_a_foreign_workbook_is_refused(survey):
    book = openpyxl.Workbook()
    book.active["A1"] = "別の表"
    content = io.BytesIO()
    book.save(content)
    survey.put("foreign.xlsx", content.getvalue())
    assert rules(survey.take_in()) == {"not_this_form"}


def test_a_cell_far_away_does_not_fill_the_memory(survey):
    def far(book, sheet, rows):
        sheet["XFD1048576"] = "x"

    survey.fill(damage=far)
    assert rules(survey.take_in()) == {"too_large"}


def test_a_truncated_workbook_is_refused(survey):
    content = survey.fill().read_bytes()
    survey.put("form.xlsx", content[: len(content) // 2])
    assert rules(survey.take_in()) == {"damaged"}


def test_the_blank_form_itself_is_no_answer(survey):
    survey.put("blank.xlsx", survey.blank.read_bytes())
    intake = survey.take_in()
    assert rules(intake) == {"nothing_filled_in"} and intake.responses.is_empty()


def test_lock_files_and_system_leftovers_are_no_submissions(survey):
    for name in ("~$form.xlsx", ".DS_Store", "Thumbs.db"):
        survey.put(name, b"x")
    assert survey.take_in().submissions.is_empty()


def test_no_folder_is_an_empty_intake(survey):
    intake = survey.take_in()
    assert intake.submissions.is_empty() and intake.responses.is_empty() and intake.findings.is_empty()


def without_dimension_and_far_away(xml: bytes) -> bytes:
    """A cell far away in a sheet that says it ends at F40."""
    cell = b'<row r="900000"><c r="A900000" t="n"><v>1</v></c></row></sheetData>'
    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:F40"', xml).replace(b"</sheetData>", cell)


def far_to_the_right(xml: bytes) -> bytes:
    return xml.replace(b'<c r="', b'<c r="XFA1" t="n"><v>1</v></c><c r="', 1)


def prefixed(xml: bytes) -> bytes:
    """The same sheet with a prefix before every name, as some programs write it."""
    named = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml)
    return named.replace(b'xmlns="', b'xmlns:x="', 1)


@pytest.mark.parametrize("edit", [without_dimension_and_far_away, far_to_the_right], ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("also", [bytes, prefixed], ids=["plain", "prefixed"])
def test_a_far_cell_is_found_whatever_the_sheet_says_of_itself(survey, edit, also):
    path = survey.fill()
    edit_part(path, SHEET, lambda xml: also(edit(xml)))
    assert rules(survey.take_in()) == {"too_large"}


def test_a_sheet_with_prefixed_names_is_read_like_any_other(survey):
    path = survey.fill({**COMPLETE, "answer:Q03": "=6*2"})
    edit_part(path, SHEET, prefixed)
    intake = survey.take_in()
    assert answers(intake) == {answer for answer in COMPLETE_ANSWERS if answer[0] != "Q03"}
    assert rules(intake) == {"formula_without_value"}


def test_a_swelling_sheet_is_refused_before_it_is_unpacked(survey):
    path = survey.fill()
    edit_part(path, SHEET, lambda xml: xml + b" " * 20_000_000)
    assert rules(survey.take_in()) == {"too_large"}


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_part_that_is_cut_off_is_a_damaged_file(survey, part):
    path = survey.fill()
    edit_part(path, part, lambda content: content[: len(content) // 2])
    assert rules(survey.take_in()) == {"damaged"}


def test_a_part_with_a_password_is_a_damaged_file(survey):
    path = survey.fill()
    content = bytearray(path.read_bytes())
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(head), bytes(content)):
            content[found.start() + flags] |= 1
    path.write_bytes(bytes(content))
    assert rules(survey.take_in()) == {"damaged"}


@pytest.mark.thorough
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), flips=st.integers(0, 30), kept=st.floats(0.3, 1))
def test_whatever_happens_to_its_bytes_a_file_is_taken_in_or_refused(written_form, good_form, seed, flips, kept):
    blank, instrument, units = written_form
    chance = random.Random(seed)
    content = bytearray(good_form[: int(len(good_form) * kept)])
    for _ in range(flips):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    with tempfile.TemporaryDirectory() as folder:
        survey = Survey(Path(folder) / "raw" / "questionnaires" / "trial", instrument, units, blank)
        survey.put("a.xlsx", bytes(content))
        survey.put("b.xlsx", good_form)
        intake = survey.take_in()
        assert intake.submissions.height == 2 and answers(intake) >= COMPLETE_ANSWERS - {("Q03", None, 12.0, None)}
        balance = intake.balance
        assert (balance["rows_read"] == balance["rows_loaded"] + balance["rows_quarantined"] + balance["rows_ignored"]).all()


@pytest.fixture(scope="module")
def good_form(written_form, tmp_path_factory) -> bytes:
    return (
        Survey(
            tmp_path_factory.mktemp("good") / "raw" / "questionnaires" / "trial",
            written_form[1],
            written_form[2],
            written_form[0],
        )
        .fill()
        .read_bytes()
    )


def test_names_in_shift_jis_are_read_and_have_their_receipts(survey, tmp_path):
    content = survey.fill(name="a.xlsx").read_bytes()
    (survey.forms / "a.xlsx").unlink()
    for name, what in (("回答", content), ("壊れた", b"")):
        (survey.forms / os.fsdecode(f"{name}.xlsx".encode("cp932"))).write_bytes(what)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert {name.rsplit("/", 1)[-1] for name in intake.submissions["source_file"]} == {"回答.xlsx", "壊れた.xlsx"}
    pages = write_receipts(tmp_path / "receipts", intake, survey.instrument, survey.units)
    assert {page.name for page in pages} == {"131016.html", "壊れた.xlsx.html"}


def test_folders_inside_the_folder_of_forms_are_looked_into(survey):
    content = survey.fill(name="a.xlsx").read_bytes()
    (survey.forms / "a.xlsx").unlink()
    for folder in ("東京都/特別区", "__MACOSX", ".hidden"):
        (survey.forms / folder).mkdir(parents=True)
    (survey.forms / "東京都/特別区/回答.xlsx").write_bytes(content)
    (survey.forms / "東京都/~$回答.xlsx").write_bytes(b"x")
    (survey.forms / "__MACOSX/._回答.xlsx").write_bytes(b"x")
    (survey.forms / ".hidden/回答.xlsx").write_bytes(content)
    intake = survey.take_in()
    assert intake.submissions["source_file"].to_list() == ["questionnaires/trial/forms/東京都/特別区/回答.xlsx"]
    assert answers(intake) == COMPLETE_ANSWERS


def test_a_panic_of_the_reading_library_refuses_the_file_alone(survey, monkeypatch):
    class PanicException(BaseException):
        pass

    def panic(data):
        raise PanicException

    survey.fill()
    monkeypatch.setattr(workbook.fastexcel, "read_excel", panic)
    assert rules(survey.take_in()) == {"damaged"}
