"""An older form is never read by the meaning of today where what it printed has changed since."""

from dataclasses import replace

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from dagster_project.questionnaires.form.blank_form import write_blank_form
from tests.unit.questionnaires.filling import COMPLETE, COMPLETE_ANSWERS, answers, rules


def with_question(instrument, place: int, **changes):
    questions = list(instrument.questions)
    questions[place] = questions[place].model_copy(update=changes)
    return instrument.model_copy(update={"questions": questions})


def reordered(options):
    """The same labels under other codes."""
    first, second, *rest = options
    return [
        first.model_copy(update={"label": second.label}),
        second.model_copy(update={"label": first.label}),
        *rest,
    ]


OLDER = {
    "options of a single question": lambda wave: with_question(wave, 0, options=reordered(wave.questions[0].options)),
    "options of a multiple question": lambda wave: with_question(wave, 1, options=reordered(wave.questions[1].options)),
    "the unit": lambda wave: with_question(
        wave, 2, unit=wave.questions[2].unit.model_copy(update={"ja": "千か所", "en": "thousands"})
    ),
    "a unit where there was none": lambda wave: with_question(wave, 2, unit=None),
    "neither unit nor limit": lambda wave: with_question(wave, 2, unit=None, max=None),
    "the way to answer": lambda wave: with_question(wave, 2, type="text", unit=None, max=None),
    "the wording": lambda wave: with_question(
        wave, 2, text=wave.questions[2].text.model_copy(update={"ja": "閉鎖した支所は何か所ですか。", "en": "How many closed?"})
    ),
}


def send(survey, tmp_path, older, language="ja", damage=None):
    blank = tmp_path / "older.xlsx"
    write_blank_form(blank, older, survey.units, language=language)
    book = openpyxl.load_workbook(blank)
    sheet = book["調査票" if language == "ja" else "Form"]
    rows = survey.rows(sheet)
    for key, value in COMPLETE.items():
        sheet.cell(rows[key], 4).value = "1" if key == "answer:Q01" else value
    if damage is not None:
        damage(sheet)
    survey.forms.mkdir(parents=True, exist_ok=True)
    book.save(survey.forms / "older.xlsx")
    return survey.take_in()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("what", OLDER)
def test_a_form_that_printed_something_else_is_refused_whole_with_the_reason(survey, tmp_path, what, language):
    intake = send(survey, tmp_path, OLDER[what](survey.instrument), language)
    assert rules(intake) == {"older_form_differs"} and intake.responses.is_empty()
    found = intake.findings.row(0, named=True)
    number = {"options of a single question": "問1", "options of a multiple question": "問2"}.get(what, "問3")
    assert number in found["problem_ja"] and number in found["problem_en"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_form_that_differs_in_what_is_not_asked_any_more_is_used(survey, tmp_path, language):
    more = with_question(survey.instrument, 2, max=500)
    intake = send(survey, tmp_path, more, language)
    assert rules(intake) == {"older_form"} and answers(intake) == COMPLETE_ANSWERS


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_form_in_which_two_questions_had_the_wordings_of_each_other_is_refused(survey, tmp_path, language):
    number = survey.instrument.questions[2]
    another = number.model_copy(
        update={"id": "Q05", "text": number.text.model_copy(update={"ja": "出張所は何か所ありますか。", "en": "Outposts?"})}
    )
    exchanged = [number.model_copy(update={"text": another.text}), another.model_copy(update={"text": number.text})]
    first, second, _, text = survey.instrument.questions
    older = survey.instrument.model_copy(update={"questions": [first, second, exchanged[0], text, exchanged[1]]})
    today = survey.instrument.model_copy(update={"questions": [first, second, number, text, another]})
    assert rules(send(replace(survey, instrument=today), tmp_path, older, language)) == {"older_form_differs"}


@pytest.mark.parametrize("unit", ["千円(税込)", "% (小数可)"])
def test_a_unit_with_brackets_is_the_same_in_an_older_form(survey, tmp_path, unit):
    with_unit = with_question(
        survey.instrument, 2, unit=survey.instrument.questions[2].unit.model_copy(update={"ja": unit, "en": unit})
    )
    older = with_question(with_unit, 2, max=500)
    intake = send(replace(survey, instrument=with_unit), tmp_path, older)
    assert rules(intake) == {"older_form"} and answers(intake) == COMPLETE_ANSWERS


def without_marks(sheet):
    for row in (1, sheet.max_row):
        for column in range(1, 8):
            if str(sheet.cell(row, column).value or "").startswith(("form:", "column:")):
                sheet.cell(row, column).value = None


def test_a_form_without_marks_is_used_where_its_texts_stand_where_they_belong(survey, tmp_path):
    intake = send(survey, tmp_path, survey.instrument, damage=without_marks)
    assert answers(intake) == COMPLETE_ANSWERS


def test_a_form_without_marks_whose_option_texts_were_exchanged_is_refused(survey, tmp_path):
    def exchange(sheet):
        without_marks(sheet)
        rows = survey.rows(sheet)
        one, other = (sheet.cell(rows[f"answer:Q02={code}"], 3) for code in (1, 2))
        one.value, other.value = other.value, one.value

    assert rules(send(survey, tmp_path, survey.instrument, damage=exchange)) == {"answers_shifted"}


@pytest.mark.parametrize("what", ["the wording", "the way to answer", "the unit"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_older_form_without_marks_is_known_by_the_version_it_prints(survey, tmp_path, what, language):
    intake = send(survey, tmp_path, OLDER[what](survey.instrument), language, damage=without_marks)
    assert rules(intake) == {"older_form_differs"}


def without_heads(sheet):
    """Nothing is left of what says which form it is but its texts and keys."""
    without_marks(sheet)
    for row in (2, 3):
        for column in range(1, 8):
            if not isinstance(sheet.cell(row, column), MergedCell):
                sheet.cell(row, column).value = None


@pytest.mark.parametrize("what", ["the wording", "the way to answer", "the unit", "options of a single question"])
def test_a_form_without_marks_and_heads_whose_questions_are_not_those_of_today_is_refused(survey, tmp_path, what):
    def damage(sheet):
        without_heads(sheet)
        del sheet.parent["様式情報"]

    intake = send(survey, tmp_path, OLDER[what](survey.instrument), damage=damage)
    assert rules(intake) == {"answers_shifted"} and intake.responses.is_empty()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_form_of_another_wave_with_the_same_questions_is_known_by_its_title(survey, tmp_path, language):
    def damage(sheet):
        without_marks(sheet)
        del sheet.parent["様式情報"]

    title = survey.instrument.title.model_copy(update={"ja": "前回調査", "en": "Survey of last year"})
    before = survey.instrument.model_copy(update={"wave_id": "before", "title": title})
    intake = send(survey, tmp_path, before, language, damage=damage)
    assert rules(intake) == {"another_wave"} and intake.responses.is_empty()
    assert getattr(title, language) in intake.findings["problem_ja"][0]


def test_a_question_that_is_asked_no_more_shifts_nothing(survey, tmp_path):
    """Its unit and its hint are printed for questions of today as well."""
    *first, number, comment = survey.instrument.questions
    older = survey.instrument.model_copy(
        update={"questions": [number.model_copy(update={"id": "Q00"}), *first, number, comment]}
    )
    intake = send(survey, tmp_path, older)
    assert rules(intake) == {"older_form"} and answers(intake) == COMPLETE_ANSWERS


def test_a_field_period_that_was_extended_is_no_writing_of_the_respondent(survey, tmp_path):
    period = survey.instrument.field_period
    older = survey.instrument.model_copy(update={"field_period": period.model_copy(update={"end": "2026-10-20"})})
    intake = send(survey, tmp_path, older)
    assert rules(intake) == set() and answers(intake) == COMPLETE_ANSWERS


@pytest.mark.parametrize("written", ["52¹", "5²", "①2", "4₂"])
def test_a_footnote_digit_is_never_a_digit_of_an_answer(survey, written):
    survey.fill({**COMPLETE, "answer:Q03": written})
    found = survey.take_in().findings.row(0, named=True)
    assert (found["rule"], found["question_id"]) == ("raised_digit", "Q03") and written in found["problem_ja"]


def test_a_footnote_digit_behind_an_option_is_asked_back_and_a_circled_code_is_an_answer(survey):
    survey.fill({**COMPLETE, "answer:Q01": "1¹"}, name="a.xlsx")
    assert "raised_digit" in rules(survey.take_in())
    survey.fill({**COMPLETE, "answer:Q01": "①"}, name="a.xlsx")
    assert answers(survey.take_in()) == COMPLETE_ANSWERS


def test_a_raised_digit_of_rich_text_is_none_of_the_answer_either(survey):
    survey.fill({**COMPLETE, "answer:Q03": CellRichText("5", TextBlock(InlineFont(vertAlign="superscript"), "2"))})
    found = survey.take_in().findings.row(0, named=True)
    assert (found["rule"], found["written"]) == ("raised_digit", "5²")


def test_of_an_answer_that_is_struck_in_part_nobody_decides_what_holds(survey):
    struck = CellRichText(TextBlock(InlineFont(strike=True), "5"), "2")
    survey.fill({**COMPLETE, "answer:Q03": struck})
    found = survey.take_in().findings.row(0, named=True)
    assert (found["rule"], found["question_id"], found["written"]) == ("struck_out", "Q03", "52")
