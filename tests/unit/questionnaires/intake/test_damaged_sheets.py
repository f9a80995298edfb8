"""Forms edited out of shape: answers are found by their marks, and never taken for those of another question."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import polars as pl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from dagster_project.questionnaires.form.blank_form import write_blank_form
from dagster_project.questionnaires.intake.findings.file_findings import MOST_STRAY_TEXTS
from dagster_project.settings import PROJECT_ROOT
from tests.unit.questionnaires.filling import COMPLETE, COMPLETE_ANSWERS, answers, edit_part, rules, without

pytestmark = pytest.mark.thorough

FIXTURES = PROJECT_ROOT / "tests" / "fixtures" / "forms"


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


def swap_the_names_of_the_sheets(book, sheet, rows):
    sheet.title = "Sheet1"
    book["English"].title = "調査票"


def call_another_sheet_as_the_english_form(book, sheet, rows):
    sheet.title = "回答"
    book.create_sheet("Form")["A1"] = "x"


def delete_the_texts(book, sheet, rows):
    sheet.delete_cols(3)


def delete_the_hints(book, sheet, rows):
    sheet.delete_cols(5)


def take_protection_off(book, sheet, rows):
    sheet.protection.sheet = False


def insert_rows_at_the_foot(book, sheet, rows):
    sheet.insert_rows(sheet.max_row, 4)


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
    swap_the_names_of_the_sheets: set(),
    call_another_sheet_as_the_english_form: set(),
    delete_the_texts: set(),
    delete_the_hints: set(),
    take_protection_off: set(),
    insert_rows_at_the_foot: set(),
    drop_every_other_sheet: set(),
}


@pytest.mark.parametrize("damage", KEPT, ids=lambda damage: damage.__name__)
def test_a_form_edited_out_of_shape_keeps_every_answer(survey, damage):
    survey.fill(damage=damage)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert rules(intake) == KEPT[damage]


@pytest.mark.parametrize("columns", ["D", "B:E", "C:D"])
@pytest.mark.parametrize("rows_down", [1, -1, 3])
def test_answers_that_no_longer_stand_beside_their_questions_are_not_used(survey, columns, rows_down):
    def shift_cells(book, sheet, rows):
        first, last = columns[0], columns[-1]
        sheet.move_range(f"{first}{rows['answer:Q02=2']}:{last}{sheet.max_row}", rows=rows_down)

    survey.fill(damage=shift_cells)
    intake = survey.take_in()
    assert rules(intake) == {"answers_shifted"} and intake.responses.is_empty()
    assert intake.submissions["unit_id"].to_list() == ["131016"]
    balance = intake.balance.row(0, named=True)
    assert balance["rows_read"] == balance["rows_quarantined"]


def exchange(sheet, one, other, columns):
    for column in columns:
        first, second = sheet.cell(one, column), sheet.cell(other, column)
        first.value, second.value = second.value, first.value


@pytest.mark.parametrize("columns", [[1], [3, 4, 5], [3], [3, 4]], ids=["marks", "texts and answers", "texts", "no hints"])
def test_options_exchanged_with_what_is_printed_beside_them_are_found_by_it(survey, columns):
    """All marks are there and in their rows; only what stands beside them is printed for another option."""
    survey.fill(damage=lambda book, sheet, rows: exchange(sheet, rows["answer:Q02=1"], rows["answer:Q02=2"], columns))
    assert rules(survey.take_in()) == {"answers_shifted"}


def test_whole_rows_exchanged_keep_their_answers(survey):
    survey.fill(damage=lambda book, sheet, rows: exchange(sheet, rows["answer:Q02=1"], rows["answer:Q02=2"], range(1, 8)))
    assert answers(survey.take_in()) == COMPLETE_ANSWERS


def alike(question, id_, ja, en):
    return question.model_copy(update={"id": id_, "text": question.text.model_copy(update={"ja": ja, "en": en})})


@pytest.fixture
def survey_of_pairs(survey, tmp_path):
    """Each question with another of its make: nothing beside the answers tells the two apart."""
    first, _, number, comment = survey.instrument.questions
    pairs = [
        first,
        alike(first, "Q11", "郵便局への委託はありますか。", "Do post offices do any of it?"),
        number,
        alike(number, "Q13", "閉鎖した支所は何か所ですか。", "How many closed?"),
        comment,
        alike(comment, "Q14", "他に何かありますか。", "Anything else?"),
    ]
    instrument = survey.instrument.model_copy(update={"questions": pairs})
    write_blank_form(tmp_path / "pairs.xlsx", instrument, survey.units)
    return replace(survey, instrument=instrument, blank=tmp_path / "pairs.xlsx")


PAIRS = {
    "unit:code": "131016",
    "answer:Q01": "1. ある",
    "answer:Q11": "2. なし",
    "answer:Q03": 12,
    "answer:Q13": 3,
    "answer:Q04": "a",
    "answer:Q14": "b",
}


@pytest.mark.parametrize("pair", [("Q01", "Q11"), ("Q03", "Q13"), ("Q04", "Q14")])
@pytest.mark.parametrize("without_foot", [False, True])
@pytest.mark.parametrize(
    ("rows_of_block", "columns"),
    [((-2, -1, 0), "BCDE"), ((-2, -1, 0), "CD"), ((-2,), "BCE"), ((0,), "AF"), ((0,), "A")],
    ids=["blocks without their marks", "texts and answers", "printed questions alone", "marks alone", "one mark alone"],
)
def test_answers_below_the_question_of_others_are_not_used(survey_of_pairs, pair, without_foot, rows_of_block, columns):
    def damage(book, sheet, rows):
        one, other = (rows[f"answer:{question}"] for question in pair)
        for down in rows_of_block:
            exchange(sheet, one + down, other + down, [ord(column) - 64 for column in columns])
        if without_foot:
            delete_the_marks(book, sheet, rows)

    survey_of_pairs.fill(PAIRS, damage=damage)
    assert rules(survey_of_pairs.take_in()) == {"answers_shifted"}


@pytest.mark.parametrize("pair", [("Q01", "Q11"), ("Q03", "Q13"), ("Q04", "Q14")])
def test_whole_blocks_exchanged_keep_their_answers(survey_of_pairs, pair):
    def damage(book, sheet, rows):
        one, other = (rows[f"answer:{question}"] for question in pair)
        for down in (-2, -1, 0):
            exchange(sheet, one + down, other + down, range(1, 7))

    survey_of_pairs.fill(PAIRS, damage=damage)
    intake = survey_of_pairs.take_in()
    assert len(answers(intake)) == 6 and not rules(intake)


def test_two_different_marks_in_a_row_are_no_mark(survey):
    survey.fill(damage=lambda book, sheet, rows: setattr(sheet.cell(rows["answer:Q02=2"], 1), "value", "answer:Q02=9"))
    assert rules(survey.take_in()) == {"answers_shifted"}


def test_a_lost_column_of_answers_is_named_and_hints_are_not_read_as_answers(survey):
    survey.fill(damage=lambda book, sheet, rows: sheet.delete_cols(4))
    intake = survey.take_in()
    assert rules(intake) == {"answer_column_lost"} and intake.responses.is_empty()


def test_a_form_that_libreoffice_took_to_ods_and_back_keeps_every_answer(survey):
    survey.put("form.xlsx", (FIXTURES / "libreoffice_round_trip.xlsx").read_bytes())
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    row = intake.submissions.row(0, named=True)
    assert (row["unit_id"], str(row["submitted_on"])) == ("131016", "2026-10-05")
    assert row["form_version"] is not None


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


def copy_of_q03(answer):
    def copy_row(book, sheet, rows):
        sheet.cell(sheet.max_row + 1, 1).value = "answer:Q03"
        sheet.cell(sheet.max_row, 4).value = answer

    return copy_row


def test_a_block_copied_with_another_answer_is_not_guessed(survey):
    survey.fill(damage=copy_of_q03(99))
    intake = survey.take_in()
    assert answers(intake) == without("Q03")
    found = intake.findings.row(0, named=True)
    assert found["rule"] == "block_twice" and "12 / 99" in found["written"]


def test_a_block_copied_with_the_same_answer_counts_once(survey):
    survey.fill(damage=copy_of_q03(12))
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert intake.ignored["rule"].to_list() == ["same_answer_again"]


def test_writing_beside_the_answer_cells_is_quoted(survey):
    def write_beside(book, sheet, rows):
        sheet.cell(rows["answer:Q03"], 8).value = "※令和7年度末の見込み"

    survey.fill(damage=write_beside)
    found = survey.take_in().findings.row(0, named=True)
    assert (found["rule"], found["written"]) == ("text_outside", "※令和7年度末の見込み")


@pytest.mark.parametrize(
    ("key", "column", "text", "lost"),
    [
        ("answer:Q03", 5, "千か所", ["Q03"]),
        ("answer:Q03", 5, "百か所(0以上200以下の数)", ["Q03"]),
        ("answer:Q03", 5, "\uff08千か所\uff09", ["Q03"]),
        ("answer:Q03", 5, "(単位:千か所)", ["Q03"]),
        ("answer:Q03", 8, "単位は千か所で記入", ["Q03"]),
        ("answer:Q03", 8, "(単位:か所)", []),
        ("answer:Q03", 8, "(か所)", []),
        ("answer:Q01", 3, "1. なし\n2. ある", ["Q01", "Q02"]),
        ("answer:Q02=1", 3, "1. 人件費", ["Q02"]),
        ("answer:Q03", 5, "推計値(令和7年度末)", []),
        ("answer:Q03", 8, "か所", []),
        ("answer:Q02=1", 3, "1. 費用 ←", ["Q02"]),
        ("answer:Q02=1", 8, "費用が高い", []),
        ("answer:Q02=1", 3, "交通", ["Q02"]),
        ("answer:Q02=2", 3, "○2. 人員", ["Q02"]),
        ("answer:Q01", 3, "1 なし\n2 ある", ["Q01", "Q02"]),
        ("answer:Q01", 3, "2. なし\n1. ある", []),
    ],
)
def test_an_answer_beside_a_rewritten_option_or_unit_is_not_read_by_the_printed_one(survey, key, column, text, lost):
    survey.fill(damage=lambda book, sheet, rows: setattr(sheet.cell(rows[key], column), "value", text))
    intake = survey.take_in()
    assert answers(intake) == without(*lost)
    assert bool(rules(intake) & {"printed_otherwise", "ticks_half_known"}) == bool(lost)


def comment(cell, text):
    cell.comment = Comment(text, "記入者")


@pytest.mark.parametrize(
    ("column", "write"),
    [
        (2, lambda cell: setattr(cell, "value", "○")),
        (5, lambda cell: setattr(cell, "value", "レ")),
        (8, lambda cell: setattr(cell, "value", 1)),
        (4, lambda cell: comment(cell, "記入者:\n○")),
    ],
)
def test_a_tick_beside_its_cell_is_no_option_left_out(survey, column, write):
    survey.fill(damage=lambda book, sheet, rows: write(sheet.cell(rows["answer:Q02=2"], column)))
    intake = survey.take_in()
    assert answers(intake) == without("Q02") and "ticks_half_known" in rules(intake)
    survey.fill(damage=lambda book, sheet, rows: write(sheet.cell(rows["answer:Q02=1"], column)))
    assert answers(survey.take_in()) == COMPLETE_ANSWERS


def test_writing_beyond_what_a_receipt_quotes_is_counted(survey):
    def write_much(book, sheet, rows):
        for number in range(MOST_STRAY_TEXTS + 7):
            sheet.cell(40 + number, 9).value = f"メモ{number}"

    survey.fill(damage=write_much)
    found = survey.take_in().findings
    assert found.filter(pl.col("rule") == "text_outside").height == MOST_STRAY_TEXTS
    assert "7 か所" in found.filter(pl.col("rule") == "more_text_outside")["problem_ja"][0]


def test_an_answer_merged_with_the_cell_beside_it_is_used_and_named(survey):
    survey.fill(damage=lambda book, sheet, rows: sheet.merge_cells(f"D{rows['answer:Q02=1']}:E{rows['answer:Q02=1']}"))
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    found = intake.findings.filter(pl.col("rule") == "merged_cells").row(0, named=True)
    assert found["question_id"] == "Q02" and found["cell"]


@pytest.mark.parametrize(("first", "last", "lost"), [("Q02=1", "Q02=2", ["Q02"]), ("Q02=9", "Q03", ["Q02", "Q03"])])
def test_a_tick_merged_over_several_answer_cells_answers_none_of_them(survey, first, last, lost):
    def merge(book, sheet, rows):
        sheet.merge_cells(f"D{rows[f'answer:{first}']}:D{rows[f'answer:{last}']}")

    survey.fill({**COMPLETE, "answer:Q02=1": "○", "answer:Q02=9": None if first == "Q02=1" else "○"}, damage=merge)
    intake = survey.take_in()
    assert answers(intake) == without(*lost)
    found = intake.findings.filter(pl.col("rule") == "merged_answers").row(0, named=True)
    assert (found["question_id"], found["written"], found["severity"]) == ("Q02", "○", "error") and found["cell"]
    assert "merged_cells" not in rules(intake)


RED, WHITE = (PatternFill("solid", fgColor=colour) for colour in ("FFFF0000", "FFFFFFFF"))


def coloured(fill, *places):
    def colour(book, sheet, rows):
        for column, key in places:
            sheet[f"{column}{rows[key]}"].fill = fill

    return colour


@pytest.mark.parametrize("column", ["B", "D"])
def test_a_colour_in_place_of_a_tick_is_asked_back(survey, column):
    survey.fill({**COMPLETE, "answer:Q02=1": None}, damage=coloured(RED, (column, "answer:Q02=2")))
    intake = survey.take_in()
    assert answers(intake) == without("Q02")
    found = intake.findings.row(0, named=True)
    assert (found["rule"], found["question_id"], found["severity"]) == ("coloured_not_ticked", "Q02", "error")
    assert found["cell"] in found["problem_ja"] and found["cell"] in found["problem_en"] and found["cell"][0] == column
    assert intake.findings.height == 1


def test_a_colour_beside_a_tick_is_told_and_the_tick_counts(survey):
    survey.fill(damage=coloured(RED, ("D", "answer:Q02=2")))
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert intake.findings["rule"].to_list() == ["coloured_beside_ticks"]


@pytest.mark.parametrize(
    "damage",
    [
        coloured(RED, ("D", "answer:Q02=1")),
        coloured(RED, ("D", "answer:Q01"), ("D", "answer:Q03"), ("B", "unit:code")),
        coloured(WHITE, ("D", "answer:Q02=2")),
    ],
)
def test_a_colour_that_is_no_choice_says_nothing(survey, damage):
    survey.fill(damage=damage)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS and intake.findings.is_empty()


def test_a_comment_is_kept_word_for_word(survey):
    def comment(book, sheet, rows):
        sheet.cell(rows["answer:Q03"], 4).comment = Comment("精査中です", "担当")

    survey.fill(damage=comment)
    found = survey.take_in().findings.row(0, named=True)
    assert (found["rule"], found["question_id"], found["severity"]) == (
        "comment_on_answer",
        "Q03",
        "warning",
    ) and "精査中です" in found["written"]


DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col>
<xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:sp><xdr:txBody><a:p><a:r>
<a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"""


@pytest.mark.parametrize(("text", "written"), [("", "—"), ("別紙のとおり", "別紙のとおり")])
def test_a_circle_or_a_text_box_over_the_sheet_is_told_beside_its_question(survey, text, written):
    rows = {}

    def draw(book, sheet, places):
        rows.update(places)
        sheet.cell(places["answer:Q02=1"], 4).value = None
        sheet.add_chart(BarChart(), f"C{places['answer:Q02=2']}")

    path = survey.fill(damage=draw)
    drawn = DRAWING.format(row=rows["answer:Q02=2"] - 1, text=text)
    edit_part(path, "xl/drawings/drawing1.xml", lambda _: drawn.encode())
    intake = survey.take_in()
    assert rules(intake) == {"drawing", "not_answered"} and answers(intake) == without("Q02")
    found = intake.findings.filter(pl.col("rule") == "drawing").row(0, named=True)
    assert (found["question_id"], found["cell"], found["written"]) == ("Q02", f"C{rows['answer:Q02=2']}", written)


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


def copied(answer, title):
    def copy(book, sheet, rows):
        other = book.copy_worksheet(sheet)
        other.title = title
        other.cell(rows["answer:Q03"], 4).value = answer

    return copy


@pytest.mark.parametrize("title", ["調査票 (2)", "Form"])
def test_two_filled_forms_in_one_workbook_are_refused(survey, title):
    survey.fill(damage=copied(77, title))
    intake = survey.take_in()
    assert intake.submissions["state"].to_list() == ["refused"]
    assert rules(intake) == {"several_forms"}
    assert title in intake.findings["problem_ja"][0]


@pytest.mark.parametrize("answer", [12, None])
def test_a_copy_that_says_nothing_else_is_no_second_form(survey, answer):
    survey.fill(damage=copied(answer, "控え"))
    assert rules(survey.take_in()) == {"extra_sheet"}


def test_a_copy_that_lost_its_marks_is_a_second_form_all_the_same(survey):
    def copy(book, sheet, rows):
        copied(77, "調査票 (2)")(book, sheet, rows)
        delete_the_marks(book, book["調査票 (2)"], rows)

    survey.fill(damage=copy)
    assert rules(survey.take_in()) == {"several_forms"}


@pytest.mark.parametrize("emptied", [False, True])
def test_two_columns_of_answers_that_differ_are_refused(survey, emptied):
    def copy_the_column(book, sheet, rows):
        sheet.insert_cols(5)
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 5).value = sheet.cell(row, 4).value
        if emptied:
            for key in COMPLETE:
                sheet.cell(rows[key], 4).value = None
        sheet.cell(rows["answer:Q03"], 5).value = 13

    survey.fill(damage=copy_the_column)
    intake = survey.take_in()
    assert rules(intake) == {"several_answer_columns"} and "D, E" in intake.findings["problem_ja"][0]


def test_a_copied_column_with_the_same_answers_is_told(survey):
    def copy_the_column(book, sheet, rows):
        sheet.insert_cols(5)
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 5).value = sheet.cell(row, 4).value

    survey.fill(damage=copy_the_column)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS and rules(intake) == {"text_outside"}


def test_an_answer_on_the_sheet_that_is_only_read_is_told(survey):
    def on_both(book, sheet, rows):
        book["English"].cell(rows["answer:Q03"], 4).value = 99
        book["English"].cell(rows["answer:Q04"], 4).value = "a comment"

    survey.fill(damage=on_both)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    told = intake.findings.row(0, named=True)
    assert (told["rule"], told["severity"], told["written"]) == ("on_sheet_to_read", "warning", "99")
    assert "English: D" in told["problem_en"]
