"""Each way a form can be damaged: what is found is named, and every other answer is still taken in."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl.comments import Comment

from dagster_project.forms.blank_form import write_blank_form
from tests.unit.forms.filling import COMPLETE, COMPLETE_ANSWERS, answers, rules


FIXTURES = Path(__file__).parents[2] / "fixtures" / "forms"


def without(*questions: str) -> set[tuple]:
    return {answer for answer in COMPLETE_ANSWERS if answer[0] not in questions}


def test_a_form_filled_in_well_is_accepted_without_a_finding(survey):
    survey.fill()
    intake = survey.take_in()
    assert intake.findings.is_empty()
    assert answers(intake) == COMPLETE_ANSWERS
    row = intake.submissions.row(0, named=True)
    assert (row["unit_id"], row["state"], str(row["submitted_on"]), row["submitted_on_basis"]) == (
        "131016", "accepted", "2026-10-05", "form",
    )


# key -> what a person writes, the rule, what the finding quotes, the answers left
WRITTEN = {
    "about": ("answer:Q03", "約20", "not_a_number", without("Q03")),
    "with a unit": ("answer:Q03", "20人", "not_a_number", without("Q03")),
    "a range": ("answer:Q03", "10〜20", "not_a_number", without("Q03")),
    "too many": ("answer:Q03", 201, "out_of_range", without("Q03")),
    "negative": ("answer:Q03", -1, "out_of_range", without("Q03")),
    "full-width digits": ("answer:Q03", "１２", "number_tidied", COMPLETE_ANSWERS),
    "separators out of place": ("answer:Q03", "1,2", "not_a_number", without("Q03")),
    "an unknown option": ("answer:Q01", "たまにある", "unknown_option", without("Q01", "Q02")),
    "two options of one": ("answer:Q01", "ある、なし", "more_than_one", without("Q01", "Q02")),
    "no tick": ("answer:Q02=1", "費用が高い", "not_a_tick", without("Q02")),
    "an exclusive option with another": ("answer:Q02=9", "○", "exclusive_combined", without("Q02")),
    "a formula that was never computed": ("answer:Q03", "=6*2", "formula_without_value", without("Q03")),
    "an error": ("answer:Q03", "#REF!", "error_value", without("Q03")),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_a_bad_answer_is_named_with_its_cell_and_the_rest_is_used(survey, what):
    key, written, rule, left = WRITTEN[what]
    survey.fill({**COMPLETE, key: written})
    intake = survey.take_in()
    assert answers(intake) == left
    found = intake.findings.filter(pl.col("rule") == rule).row(0, named=True)
    assert found["question_id"] == key.removeprefix("answer:").split("=")[0]
    assert found["cell"] and found["sheet"] == "調査票"
    assert str(written) in str(found["written"]) or rule in ("exclusive_combined", "formula_without_value")
    assert all(found[text] for text in ("problem_ja", "problem_en", "fix_ja", "fix_en"))


@pytest.mark.parametrize("written", ["1", 1, "１", "ある", "1. ある", "1.ある", " ある ", "Yes", "1. yes"])
def test_an_option_may_be_written_in_every_usual_way(survey, written):
    survey.fill({**COMPLETE, "answer:Q01": written})
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS and intake.findings.is_empty()


@pytest.mark.parametrize("tick", ["○", "〇", "◯", "✓", "レ", "1", 1, True, "はい", "費用"])
def test_a_tick_may_have_every_usual_shape(survey, tick):
    survey.fill({**COMPLETE, "answer:Q02=1": tick})
    assert answers(survey.take_in()) == COMPLETE_ANSWERS


def test_a_cross_says_no_and_is_ignored_by_name(survey):
    survey.fill({**COMPLETE, "answer:Q02=2": "×"})
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert intake.ignored["rule"].to_list() == ["tick_says_no"]


def test_an_answer_to_a_question_not_asked_is_set_aside(survey):
    survey.fill({**COMPLETE, "answer:Q01": "2. なし"})
    intake = survey.take_in()
    assert ("Q02", "1", None, None) not in answers(intake)
    found = intake.findings.row(0, named=True)
    assert found["rule"] == "answered_though_not_asked" and "問1" in found["problem_ja"]
    status = intake.responses.filter(pl.col("question_id") == "Q02")["status"].to_list()
    assert status == ["skipped"]


def test_a_question_whose_way_is_open_says_which_answer_is_missing(survey):
    survey.fill({key: value for key, value in COMPLETE.items() if key != "answer:Q01"})
    intake = survey.take_in()
    found = intake.findings.filter(pl.col("question_id") == "Q02").row(0, named=True)
    assert found["rule"] == "routing_open" and "問1" in found["fix_ja"]


def test_an_unanswered_question_is_missing_and_asked_after(survey):
    survey.fill({key: value for key, value in COMPLETE.items() if key != "answer:Q03"})
    intake = survey.take_in()
    assert rules(intake) == {"not_answered"}
    assert intake.submissions["state"].to_list() == ["accepted"]
    assert intake.responses.filter(pl.col("question_id") == "Q03")["status"].to_list() == ["missing"]


def delete_block(book, sheet, rows):
    sheet.delete_rows(rows["answer:Q03"])


def insert_rows_and_columns(book, sheet, rows):
    sheet.insert_rows(rows["answer:Q02=2"], 3)
    sheet.insert_cols(2)


def move_a_block(book, sheet, rows):
    values = [cell.value for cell in sheet[rows["answer:Q03"]]]
    for column, value in enumerate(values, start=1):
        sheet.cell(sheet.max_row + (1 if column == 1 else 0), column).value = value
        sheet.cell(rows["answer:Q03"], column).value = None


def delete_the_first_key_column(book, sheet, rows):
    sheet.delete_cols(1)


def delete_the_marks(book, sheet, rows):
    sheet.delete_rows(sheet.max_row)
    sheet.delete_rows(1)


def rename_and_hide_the_sheet(book, sheet, rows):
    sheet.title = "回答(千代田区)"
    book.create_sheet("メモ")
    book.active = book["メモ"]
    sheet.sheet_state = "hidden"


def put_another_sheet_first(book, sheet, rows):
    book.create_sheet("表紙", 0)["A1"] = "表紙です"


def drop_every_other_sheet(book, sheet, rows):
    for name in book.sheetnames:
        if name != sheet.title:
            del book[name]


KEPT = {
    insert_rows_and_columns: set(),
    move_a_block: set(),
    delete_the_first_key_column: set(),
    delete_the_marks: set(),
    rename_and_hide_the_sheet: {"extra_sheet"},
    put_another_sheet_first: {"extra_sheet"},
    drop_every_other_sheet: set(),
}


@pytest.mark.parametrize("damage", KEPT, ids=lambda damage: damage.__name__)
def test_a_form_edited_out_of_shape_keeps_every_answer(survey, damage):
    survey.fill(damage=damage)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert rules(intake) == KEPT[damage]


def test_a_form_that_libreoffice_took_to_ods_and_back_keeps_every_answer(survey):
    survey.put("form.xlsx", (FIXTURES / "libreoffice_round_trip.xlsx").read_bytes())
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    row = intake.submissions.row(0, named=True)
    assert (row["unit_id"], str(row["submitted_on"])) == ("131016", "2026-10-05")
    assert row["form_version"] is not None


@pytest.mark.parametrize("number", [-(10**15), 312345678])
def test_a_number_that_is_no_day_in_the_date_cell_is_quoted_and_stops_nothing(survey, number):
    def wild_date(book, sheet, rows):
        cell = sheet.cell(rows["unit:date"], 4)
        cell.value, cell.number_format = number, "yyyy/m/d"

    survey.fill(damage=wild_date)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert intake.findings.select("rule", "written").rows() == [("date_unreadable", str(number))]


def test_a_number_formatted_as_a_date_is_still_a_number_or_told(survey):
    def as_date(book, sheet, rows):
        sheet.cell(rows["answer:Q03"], 4).number_format = "yyyy/m/d"

    survey.fill(damage=as_date)
    assert rules(survey.take_in()) == {"date_in_number"}


def test_answers_on_a_copy_of_the_sheet_are_pointed_to(survey):
    def copy_sheet(book, sheet, rows):
        book.copy_worksheet(sheet).title = "調査票 (2)"
        for key in rows:
            if key.startswith("answer:"):
                sheet.cell(rows[key], 4).value = None

    survey.fill(damage=copy_sheet)
    assert rules(survey.take_in()) == {"nothing_filled_in", "extra_sheet"}


def test_a_deleted_block_is_named_and_the_rest_is_used(survey):
    survey.fill(damage=delete_block)
    intake = survey.take_in()
    assert answers(intake) == without("Q03")
    assert intake.findings.select("rule", "question_id").rows() == [("block_missing", "Q03")]


def test_a_block_copied_with_another_answer_is_not_guessed(survey):
    def copy_row(book, sheet, rows):
        sheet.cell(sheet.max_row + 1, 1).value = "answer:Q03"
        sheet.cell(sheet.max_row, 4).value = 99

    survey.fill(damage=copy_row)
    intake = survey.take_in()
    assert answers(intake) == without("Q03")
    found = intake.findings.row(0, named=True)
    assert found["rule"] == "block_twice" and "12 / 99" in found["written"]


def test_a_block_copied_with_the_same_answer_counts_once(survey):
    def copy_row(book, sheet, rows):
        sheet.cell(sheet.max_row + 1, 1).value = "answer:Q03"
        sheet.cell(sheet.max_row, 4).value = 12

    survey.fill(damage=copy_row)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert intake.ignored["rule"].to_list() == ["same_answer_again"]


def test_writing_beside_the_answer_cells_is_quoted(survey):
    def write_beside(book, sheet, rows):
        sheet.cell(rows["answer:Q03"], 8).value = "※令和7年度末の見込み"

    survey.fill(damage=write_beside)
    found = survey.take_in().findings.row(0, named=True)
    assert (found["rule"], found["written"]) == ("text_outside", "※令和7年度末の見込み")


def test_merged_answer_cells_are_named(survey):
    def merge(book, sheet, rows):
        sheet.merge_cells(f"D{rows['answer:Q02=1']}:D{rows['answer:Q02=9']}")

    survey.fill(damage=merge)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert "merged_cells" in rules(intake)


def test_a_comment_is_kept_word_for_word(survey):
    def comment(book, sheet, rows):
        sheet.cell(rows["answer:Q03"], 4).comment = Comment("精査中です", "担当")

    survey.fill(damage=comment)
    found = survey.take_in().findings.row(0, named=True)
    assert found["rule"] == "comment" and "精査中です" in found["written"]


def test_a_computed_formula_counts_with_its_saved_value_and_is_noted(survey):
    path = survey.fill({**COMPLETE, "answer:Q03": "=6*2"})
    cells = path.with_suffix(".tmp")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(cells, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content, saved = re.subn(rb"<f>6\*2</f><v ?(/>|></v>)", b"<f>6*2</f><v>12</v>", content)
                assert saved == 1
            copy.writestr(entry, content)
    cells.replace(path)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert rules(intake) == {"formula"}


def test_answers_of_an_older_form_are_used_where_the_questions_are_the_same(survey, tmp_path):
    first, *others = survey.instrument.questions
    fewer = first.model_copy(update={"options": [*first.options, first.options[0].model_copy(update={"code": "3"})]})
    older = survey.instrument.model_copy(update={"questions": [fewer, *others]})
    blank = tmp_path / "older.xlsx"
    write_blank_form(blank, older, survey.units)
    book = openpyxl.load_workbook(blank)
    rows = survey.rows(book["調査票"])
    for key, value in COMPLETE.items():
        book["調査票"].cell(rows[key], 4).value = value
    survey.forms.mkdir(parents=True)
    book.save(survey.forms / "older.xlsx")
    intake = survey.take_in()
    assert rules(intake) == {"older_form"}
    assert answers(intake) == COMPLETE_ANSWERS


def test_the_form_of_another_wave_is_refused(survey, tmp_path):
    blank = tmp_path / "other.xlsx"
    write_blank_form(blank, survey.instrument.model_copy(update={"wave_id": "another"}), survey.units)
    book = openpyxl.load_workbook(blank)
    rows = survey.rows(book["調査票"])
    book["調査票"].cell(rows["answer:Q01"], 4).value = "1"
    content = io.BytesIO()
    book.save(content)
    survey.put("other.xlsx", content.getvalue())
    intake = survey.take_in()
    assert rules(intake) == {"another_wave"} and intake.responses.is_empty()
    assert intake.balance.row(0, named=True)["rows_quarantined"] == 1


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


def test_every_filled_cell_is_loaded_quarantined_or_ignored(survey):
    survey.fill(name="a.xlsx")
    survey.fill({**COMPLETE, "unit:round": 2, "answer:Q03": "約20", "answer:Q02=2": "×"}, name="b.xlsx")
    survey.fill({**COMPLETE, "unit:code": "999999"}, name="c.xlsx")
    survey.put("d.xlsx", b"")
    intake = survey.take_in()
    balance = intake.balance
    assert (balance["rows_read"] == balance["rows_loaded"] + balance["rows_quarantined"] + balance["rows_ignored"]).all()
    assert balance.select("rows_read", "rows_loaded", "rows_quarantined", "rows_ignored").rows() == [
        (4, 0, 0, 4), (5, 3, 1, 1), (4, 0, 4, 0), (0, 0, 0, 0),
    ]
    assert intake.quarantined.height == balance["rows_quarantined"].sum()
    assert intake.ignored.height == balance["rows_ignored"].sum()
    assert not any("約20" in text for text in [*intake.quarantined["reason_ja"], *intake.quarantined["reason_en"]])
