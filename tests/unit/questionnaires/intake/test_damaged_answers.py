"""What people write into answer cells: each fault is named with its cell, and every other answer is used."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font, PatternFill

from dagster_project.common.files import content_files
from dagster_project.common.yaml_values import Bilingual
from dagster_project.questionnaires.instrument.questions import LARGEST_NUMBER
from dagster_project.questionnaires.intake.answer_meanings import Reader
from dagster_project.questionnaires.intake.locate import locate
from dagster_project.questionnaires.intake.read_forms import read_forms
from tests.unit.questionnaires.filling import COMPLETE, COMPLETE_ANSWERS, answers, edit_part, rules, without
from tests.unit.tables.hand_made import SHAPES

pytestmark = pytest.mark.thorough

SHEET = "xl/worksheets/sheet1.xml"


def test_a_form_filled_in_well_is_accepted_without_a_finding(survey):
    survey.fill()
    intake = survey.take_in()
    assert intake.findings.is_empty()
    assert answers(intake) == COMPLETE_ANSWERS
    row = intake.submissions.row(0, named=True)
    assert (row["unit_id"], row["state"], str(row["submitted_on"]), row["submitted_on_basis"]) == (
        "131016",
        "accepted",
        "2026-10-05",
        "form",
    )


# key -> what a person writes, the rule, what the finding quotes, the answers left
WRITTEN = {
    "about": ("answer:Q03", "約20", "not_a_number", without("Q03")),
    "with a unit": ("answer:Q03", "20人", "not_a_number", without("Q03")),
    "a range": ("answer:Q03", "10〜20", "not_a_number", without("Q03")),
    "too many": ("answer:Q03", 201, "out_of_range", without("Q03")),
    "negative": ("answer:Q03", -1, "out_of_range", without("Q03")),
    "a date": ("answer:Q03", date(2026, 4, 1), "date_in_number", without("Q03")),
    "two numbers in one cell": ("answer:Q03", "1\n2", "not_a_number", without("Q03")),
    "full-width digits": ("answer:Q03", "１２", "number_tidied", COMPLETE_ANSWERS),
    "the unit asked for": ("answer:Q03", "12か所", "number_tidied", COMPLETE_ANSWERS),
    "that unit in other signs": ("answer:Q03", "１２ ヶ所", "number_tidied", COMPLETE_ANSWERS),
    "that unit in English": ("answer:Q03", "12 branches", "number_tidied", COMPLETE_ANSWERS),
    "thousands of that unit": ("answer:Q03", "12千か所", "not_a_number", without("Q03")),
    "about so many of that unit": ("answer:Q03", "約12か所", "not_a_number", without("Q03")),
    "a number less than nothing": ("answer:Q03", "△5", "out_of_range", without("Q03")),
    "a number that a spreadsheet showed shortly": ("answer:Q03", "1.2E+01", "not_a_number", without("Q03")),
    "digits of another script": ("answer:Q03", "٥", "not_a_number", without("Q03")),
    "a decimal comma": ("answer:Q03", "0,123", "not_a_number", without("Q03")),
    "separators out of place": ("answer:Q03", "1,2", "not_a_number", without("Q03")),
    "an unknown option": ("answer:Q01", "たまにある", "unknown_option", without("Q01", "Q02")),
    "two options of one": ("answer:Q01", "ある、なし", "more_than_one", without("Q01", "Q02")),
    "two options below each other": ("answer:Q01", "ある\nなし", "more_than_one", without("Q01", "Q02")),
    "a code with the wording of another option": ("answer:Q01", "2. ある", "unknown_option", without("Q01", "Q02")),
    "a raised digit as a tick": ("answer:Q02=1", "¹", "raised_digit", without("Q02")),
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


@pytest.mark.parametrize(("key", "written"), [("answer:Q04", "特に_x0001_ない"), ("answer:Q01", "1. あ_x0001_る")])
def test_a_control_character_is_no_part_of_an_answer(survey, key, written):
    """_x0001_ is how workbooks write U+0001; what people see of it in a receipt is ␁."""
    survey.fill({**COMPLETE, key: written})
    intake = survey.take_in()
    found = intake.findings.filter(pl.col("rule") == "control_character").row(0, named=True)
    assert key.removeprefix("answer:") not in {answer[0] for answer in answers(intake)}
    assert found["written"] == written.replace("_x0001_", "␁")
    assert "U+0001" in found["problem_ja"] and "␁" in found["problem_en"] and "\x01" not in found["problem_en"]
    assert intake.quarantined["raw_text"].to_list()[0] == found["written"]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("〓原支所", "broken_character"),
        ("\ue000原支所", "broken_character"),
        ("支所\ufffd", "broken_character"),
        ("Err:502", "error_text"),
        ("1.00002E+12", "shortened_number"),
    ],
)
def test_a_text_of_which_characters_were_lost_is_asked_back(survey, written, rule):
    survey.fill({**COMPLETE, "answer:Q04": written})
    intake = survey.take_in()
    assert answers(intake) == without("Q04")
    assert rule in rules(intake)


@pytest.mark.parametrize(("code", "label", "written"), [("0", "予定", "0"), ("1", "なし", "なし"), ("1", "×", "×")])
def test_a_no_that_is_the_option_itself_is_asked_back(written_form, code, label, written):
    question = next(each for each in written_form[1].questions if each.type == "multiple")
    option = question.options[0].model_copy(update={"code": code, "label": Bilingual(ja=label, en=label)})
    reader = Reader(question.model_copy(update={"options": [option]}))
    assert reader.read(code, written).rule == "not_a_tick"
    assert reader.read(code, "○").option_code == code


@pytest.mark.parametrize("unread", ["△", "#N/A", "レ?"])
def test_ticks_beside_one_that_cannot_be_read_are_asked_back_with_it(survey, unread):
    """Used without it, they would say that its option was not chosen."""
    survey.fill({**COMPLETE, "answer:Q02=1": "○", "answer:Q02=2": unread})
    intake = survey.take_in()
    assert answers(intake) == without("Q02")
    found = intake.findings.filter(pl.col("rule") == "ticks_half_known").row(0, named=True)
    assert "(選択肢 1)" in found["problem_ja"] and "(options 1)" in found["problem_en"]


@pytest.mark.parametrize(("one", "other"), [(1, 2), ("１", "２"), ("1", "2.0"), ("1番", "(2)"), ("○", "●"), ("◉", "〇")])
def test_different_numbers_in_place_of_ticks_are_asked_back(survey, one, other):
    """1 and 2 may be a yes and a no, or a first and a second place; ○ and ● are a no and a yes on screens."""
    survey.fill({**COMPLETE, "answer:Q02=1": one, "answer:Q02=2": other})
    intake = survey.take_in()
    assert answers(intake) == without("Q02")
    found = intake.findings.filter(pl.col("rule") == "codes_for_ticks").row(0, named=True)
    assert f"{one} / {other}" in found["problem_ja"] and f"{one} / {other}" in found["problem_en"] and found["cell"]


@pytest.mark.parametrize(("one", "other"), [(1, 0), (0, 1), (1, 1), (None, 2)])
def test_equal_numbers_and_one_alone_are_ticks(survey, one, other):
    survey.fill({**COMPLETE, "answer:Q02=1": one, "answer:Q02=2": other})
    chosen = [code for code, written in (("1", one), ("2", other)) if written]
    assert {answer for answer in answers(survey.take_in()) if answer[0] == "Q02"} == {
        ("Q02", code, None, None) for code in chosen
    }


@pytest.mark.parametrize(("one", "other"), [("○", "◯"), ("●", "●"), ("◎", "○"), ("レ", "○"), ("●", "1")])
def test_signs_that_all_say_yes_are_ticks(survey, one, other):
    survey.fill({**COMPLETE, "answer:Q02=1": one, "answer:Q02=2": other})
    assert {code for question, code, *_ in answers(survey.take_in()) if question == "Q02"} == {"1", "2"}


def test_a_no_beside_ticks_takes_nothing_from_them(survey):
    survey.fill({**COMPLETE, "answer:Q02=1": "○", "answer:Q02=2": "×"})
    assert answers(survey.take_in()) == COMPLETE_ANSWERS


def test_ticks_of_a_question_with_a_row_gone_are_asked_back(survey):
    survey.fill(damage=lambda book, sheet, rows: sheet.delete_rows(rows["answer:Q02=9"]))
    intake = survey.take_in()
    assert answers(intake) == without("Q02")
    assert set(intake.findings["rule"]) >= {"block_missing", "ticks_half_known"}


@pytest.mark.parametrize("code", [";;;", '"-"', "#,##0,", '[=12]"なし";0'])
def test_an_answer_that_the_format_of_its_cell_does_not_show_is_asked_back(survey, code):
    survey.fill(damage=lambda book, sheet, rows: setattr(sheet.cell(rows["answer:Q03"], 4), "number_format", code))
    intake = survey.take_in()
    assert answers(intake) == without("Q03")
    found = intake.findings.row(0, named=True)
    assert (found["rule"], found["question_id"], found["written"]) == ("shown_otherwise", "Q03", "12")


@pytest.mark.parametrize(
    ("code", "shown"),
    [('"34〜"0', "34〜12"), ('0"〜"', "12〜"), ('0"〜20"', "12〜20"), ('"約"0', "約12"), ('0"%"', "12%"), ('0"割"', "12割")],
)
def test_words_of_the_format_of_an_answer_are_quoted_with_it(survey, code, shown):
    survey.fill(damage=lambda book, sheet, rows: setattr(sheet.cell(rows["answer:Q03"], 4), "number_format", code))
    intake = survey.take_in()
    assert answers(intake) == without("Q03")
    assert intake.findings.select("rule", "written").rows() == [("not_a_number", shown)]


@pytest.mark.parametrize("key", ["answer:Q01", "answer:Q02=1"])
@pytest.mark.parametrize("code", ['"34〜"0', '0"〜"', '"3"0', '0"0"', '0". なし"'])
def test_words_and_digits_of_a_format_are_those_of_an_option_too(survey, key, code):
    """1 that shows as 10 or 1〜 names no option 1."""
    survey.fill({**COMPLETE, key: 1}, damage=lambda book, sheet, rows: setattr(sheet.cell(rows[key], 4), "number_format", code))
    assert key[7:10] not in {answer[0] for answer in answers(survey.take_in())}


UNITS_SHOWN = [
    ("千円", '#,##0"円"', "12円"),
    ("千円", '"¥"0', "¥12"),
    ("円", "[$USD]0", "USD12"),
    ("人", '0"世帯"', "12世帯"),
    ("t", '0"kg"', "12kg"),
]


@pytest.mark.parametrize(("unit", "code", "shown"), UNITS_SHOWN)
def test_a_number_shown_in_another_unit_than_asked_for_is_asked_back(survey, unit, code, shown):
    survey.fill(damage=lambda book, sheet, rows: setattr(sheet.cell(rows["answer:Q03"], 4), "number_format", code))
    questions = [
        each.model_copy(update={"unit": Bilingual(ja=unit, en=unit)}) if each.id == "Q03" else each
        for each in survey.instrument.questions
    ]
    instrument = survey.instrument.model_copy(update={"questions": questions})
    cells = read_forms(content_files(survey.forms), survey.wave_dir.parents[1])
    entry = locate(*cells, instrument).entries.filter(pl.col("key") == "answer:Q03").row(0, named=True)
    assert (entry["written"], entry["kind"]) == (shown, "another_unit")


@pytest.mark.parametrize("code", ['"△"0', '0"千"'])
def test_what_the_format_of_an_answer_adds_is_read_with_it(survey, code):
    survey.fill(damage=lambda book, sheet, rows: setattr(sheet.cell(rows["answer:Q03"], 4), "number_format", code))
    assert answers(survey.take_in()) == without("Q03")


@pytest.mark.parametrize(
    "written",
    [
        "1",
        1,
        "１",
        "①",
        "(1)",
        "1)",
        "ある",
        "「ある」",
        "1. ある",
        "1.ある",
        "１．ある",
        "1 ある",
        "1:ある",
        "1、ある",
        " ある ",
        "ある\n",
        "Yes",
        "1. yes",
    ],
)
def test_an_option_may_be_written_in_every_usual_way(survey, written):
    survey.fill({**COMPLETE, "answer:Q01": written})
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS and intake.findings.is_empty()


@pytest.mark.parametrize("tick", ["○", "〇", "◯", "✓", "レ", "レ点", "1", 1, True, "はい", "費用", "1.費用"])
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


def test_a_comment_is_kept_also_where_the_sheet_is_read_without_its_formats(survey):
    def wild_date_and_comment(book, sheet, rows):
        cell = sheet.cell(rows["unit:date"], 4)
        cell.value, cell.number_format = 312345678, "yyyy/m/d"
        cell.comment = Comment("精査中です", "担当")

    survey.fill(damage=wild_date_and_comment)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert rules(intake) == {"date_unreadable", "comment"}


@pytest.mark.parametrize("number", [-(10**15), 312345678])
def test_a_number_that_is_no_day_in_the_date_cell_is_quoted_and_stops_nothing(survey, number):
    def wild_date(book, sheet, rows):
        cell = sheet.cell(rows["unit:date"], 4)
        cell.value, cell.number_format = number, "yyyy/m/d"

    survey.fill(damage=wild_date)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert intake.findings.select("rule", "written").rows() == [("date_unreadable", str(number))]


@pytest.mark.parametrize(
    ("number", "look", "shown"), [(0.5, "0%", "50%"), (12, "0.0%", "1200%"), (0.125, '0"パーセント"%', "12.5%")]
)
def test_a_number_shown_as_per_cent_is_quoted_as_people_see_it(survey, number, look, shown):
    def as_per_cent(book, sheet, rows):
        sheet.cell(rows["answer:Q03"], 4).number_format = look

    survey.fill({**COMPLETE, "answer:Q03": number}, damage=as_per_cent)
    intake = survey.take_in()
    assert answers(intake) == without("Q03")
    found = intake.findings.row(0, named=True)
    assert (found["rule"], found["written"]) == ("not_a_number", shown)


def test_looks_that_leave_the_number_as_it_is_do_no_harm(survey):
    def with_unit(book, sheet, rows):
        sheet.cell(rows["answer:Q03"], 4).number_format = '#,##0"か所"'

    survey.fill(damage=with_unit)
    assert answers(survey.take_in()) == COMPLETE_ANSWERS


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("1万2千", "12000"),
        ("3万", "30000"),
        ("12,000円", "12000"),
        ("￥1,200", "1200"),
        ("約20", "20"),
        ("1.5億", "150000000"),
        ("なし", "0"),
        ("不明", "20"),
        ("△12人", "-12"),
        ("-3千円", "-3000"),
    ],
)
def test_the_example_in_a_finding_is_the_number_that_was_meant(written_form, written, digits):
    question = next(each for each in written_form[1].questions if each.type == "numeric")
    assert Reader(question).read(None, written).expected == digits


@pytest.mark.parametrize("written", ["△12", "▲ 12", "-12", "−12", "△12%", "-12 %", "△１２"])
def test_a_number_may_be_negative_where_the_instrument_says_so(written_form, written):
    question = next(each for each in written_form[1].questions if each.type == "numeric")
    share = question.model_copy(update={"min": -100, "unit": Bilingual(ja="%", en="%")})
    meaning = Reader(share).read(None, written)
    assert (meaning.usable, meaning.value) == (True, -12)
    assert (meaning.rule, meaning.expected) == ((None, None) if written == "-12" else ("number_tidied", "-12"))


@given(number=st.integers(10**16, 10**300))
def test_a_number_larger_than_a_spreadsheet_can_hold_is_out_of_range(written_form, number):
    question = next(each for each in written_form[1].questions if each.type == "numeric")
    meaning = Reader(question.model_copy(update={"max": None})).read(None, str(number))
    assert meaning.rule == "out_of_range" and f"{LARGEST_NUMBER:,.0f}" in meaning.expected


@given(first=st.integers(0, 99), second=st.integers(0, 99), between=st.sampled_from(["\n", "\r\n", " \n ", "\n\n"]))
def test_two_numbers_in_one_cell_are_never_read_as_one(written_form, first, second, between):
    question = next(each for each in written_form[1].questions if each.type == "numeric")
    assert not Reader(question).read(None, f"{first}{between}{second}").usable


def test_free_text_left_empty_is_not_asked_after(survey):
    survey.fill({key: value for key, value in COMPLETE.items() if key != "answer:Q04"})
    intake = survey.take_in()
    assert intake.findings.is_empty()
    assert intake.responses.filter(pl.col("question_id") == "Q04")["status"].to_list() == ["missing"]


@pytest.mark.parametrize("written", ["1 2", "1\n2", "1\u30002", "①②", "① ②", "1 \n 2", "2 1", "1 2 1"])
def test_two_codes_in_one_cell_are_never_the_code_that_their_digits_make(written_form, written):
    single = written_form[1].questions[0]
    many = [single.options[0].model_copy(update={"code": str(code)}) for code in range(1, 22)]
    meaning = Reader(single.model_copy(update={"options": many})).read(None, written)
    assert (meaning.usable, meaning.rule) == (False, "more_than_one")


@pytest.mark.parametrize(
    ("written", "code"), [("1. 100m²以上", "1"), ("100m²以上", "1"), ("1", "1"), ("100m²以上¹", None), ("1²", None)]
)
def test_the_raised_digit_of_an_options_own_text_is_none_of_a_footnote(written_form, written, code):
    single = written_form[1].questions[0]
    label = single.options[0].label.model_copy(update={"ja": "100m²以上"})
    options = [single.options[0].model_copy(update={"label": label}), *single.options[1:]]
    meaning = Reader(single.model_copy(update={"options": options})).read(None, written)
    assert (meaning.option_code, meaning.rule) == (code, None if code else "raised_digit")


def struck(key: str, column: int):
    return lambda book, sheet, rows: setattr(sheet.cell(rows[key], column), "font", Font(strike=True))


@pytest.mark.parametrize(("key", "questions"), [("answer:Q02=1", ("Q02",)), ("answer:Q01", ("Q01", "Q02"))])
def test_an_answer_whose_printed_option_is_struck_through_is_asked_back(survey, key, questions):
    survey.fill(damage=struck(key, 3))
    intake = survey.take_in()
    assert answers(intake) == without(*questions)
    found = intake.findings.filter(pl.col("rule") == "beside_struck_out").row(0, named=True)
    assert (found["question_id"], found["severity"]) == (questions[0], "error") and found["cell"]
    assert all(found["written"] in found[text] for text in ("problem_ja", "problem_en"))


@pytest.mark.parametrize("key", ["answer:Q02=2", "unit:code"])
def test_what_is_struck_through_beside_no_answer_is_told(survey, key):
    survey.fill(damage=struck(key, 3))
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    found = intake.findings.row(0, named=True)
    assert (found["rule"], found["severity"]) == ("printed_struck_out", "warning") and found["written"] in found["problem_en"]


@pytest.mark.parametrize(("key", "rule", "state"), [
    ("unit:code", "unit_struck_out", "refused"),
    ("unit:date", "date_unreadable", "accepted"),
    ("unit:round", "round_unreadable", "accepted"),
])  # fmt: skip
def test_an_entry_of_the_respondent_that_is_struck_through_is_not_used(survey, key, rule, state):
    survey.fill({**COMPLETE, "unit:round": 2}, damage=struck(key, 4))
    intake = survey.take_in()
    assert (rules(intake), intake.submissions["state"].to_list()) == ({rule}, [state])
    assert intake.submissions["round_number"].to_list() == [1 if key == "unit:round" else 2]


@pytest.mark.parametrize(("key", "column"), [("answer:Q03", 4), ("answer:Q03", 5), ("answer:Q02=2", 3)])
def test_a_comment_that_may_correct_an_answer_is_one_to_check(survey, key, column):
    def comment(book, sheet, rows):
        sheet.cell(rows[key], column).comment = Comment("正しくは14です", "担当")

    survey.fill(damage=comment)
    found = survey.take_in().findings.row(0, named=True)
    assert (found["rule"], found["severity"], found["question_id"]) == ("comment_on_answer", "warning", key[7:10])
    assert "正しくは14です" in found["problem_ja"] and "正しくは14です" in found["problem_en"]


def test_an_answer_in_a_hidden_row_is_used_and_told(survey):
    survey.fill(damage=lambda book, sheet, rows: setattr(sheet.row_dimensions[rows["answer:Q03"]], "hidden", True))
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert intake.findings.select("rule", "severity", "question_id", "written").rows() == [
        ("hidden_answer", "warning", "Q03", "12")
    ]


def test_answers_in_a_hidden_column_are_told(survey):
    survey.fill(damage=lambda book, sheet, rows: setattr(sheet.column_dimensions["D"], "hidden", True))
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    told = intake.findings.filter(rule="hidden_answer")
    assert told["question_id"].n_unique() == len({question for question, *_ in answers(intake)})


UNSEEN = {
    "white": {"font": Font(color="FFFFFFFF")},
    "white of the theme": {"font": Font(color=Color(theme=0))},
    "almost white": {"font": Font(color=Color(theme=0, tint=-0.05))},
    "white of the palette": {"font": Font(color=Color(indexed=9)), "fill": PatternFill()},
    "black on black": {"font": Font(color="FF000000"), "fill": PatternFill("solid", fgColor="FF000000")},
    "a format without texts": {"number_format": "0;-0;0;"},
}


@pytest.mark.parametrize("look", UNSEEN)
def test_an_answer_whose_letters_nobody_sees_is_used_and_told(survey, look):
    def unseen(book, sheet, rows):
        for name, value in UNSEEN[look].items():
            setattr(sheet.cell(rows["answer:Q01"], 4), name, value)

    survey.fill(damage=unseen)
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert intake.findings.select("rule", "severity", "question_id", "written").rows() == [
        ("hidden_answer", "warning", "Q01", "1. ある")
    ]


@pytest.mark.parametrize(
    "look",
    [
        {"font": Font(color="FFFF0000")},
        {"font": Font(color=Color(theme=1))},
        {"font": Font(color="FFFFFFFF"), "fill": PatternFill("solid", fgColor="FF1F3B64")},
        {"number_format": '0;-0;0;@"様"'},
    ],
)
def test_letters_in_another_colour_than_their_ground_are_seen(survey, look):
    def coloured(book, sheet, rows):
        for name, value in look.items():
            setattr(sheet.cell(rows["answer:Q01"], 4), name, value)

    survey.fill(damage=coloured)
    assert "hidden_answer" not in rules(survey.take_in())


def test_a_number_formatted_as_a_date_is_still_a_number_or_told(survey):
    def as_date(book, sheet, rows):
        sheet.cell(rows["answer:Q03"], 4).number_format = "yyyy/m/d"

    survey.fill(damage=as_date)
    assert rules(survey.take_in()) == {"date_in_number"}


def test_a_computed_formula_counts_with_its_saved_value_and_is_noted(survey):
    path = survey.fill({**COMPLETE, "answer:Q03": "=6*2"})
    edit_part(path, SHEET, lambda xml: re.sub(rb"<f>6\*2</f><v ?(/>|></v>)", b"<f>6*2</f><v>12</v>", xml))
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS
    assert rules(intake) == {"formula"}


def test_a_zero_in_a_form_that_no_program_has_calculated_is_no_answer(survey):
    """The package written here asks to be calculated by whoever opens it, as does any that was made by a program."""
    path = survey.fill({**COMPLETE, "answer:Q03": "=X1"})
    edit_part(path, SHEET, lambda xml: re.sub(rb"<f>X1</f><v ?(/>|></v>)", b"<f>X1</f><v>0</v>", xml))
    intake = survey.take_in()
    assert answers(intake) == without("Q03")
    assert intake.findings.select("rule", "written").rows() == [("formula_without_value", "=")]


def test_an_error_is_named_by_its_cell_where_columns_on_the_left_are_empty(survey):
    def two_columns_more(book, sheet, rows):
        sheet.insert_cols(1, 2)

    survey.fill({**COMPLETE, "answer:Q03": "#REF!"}, damage=two_columns_more)
    found = survey.take_in().findings.filter(rule="error_value").row(0, named=True)
    assert found["written"] == "#REF!" and found["cell"].startswith("F")


@pytest.mark.parametrize("shape", SHAPES[1:], ids=lambda shape: shape.__name__)
def test_an_error_is_found_whoever_wrote_the_form(survey, shape):
    path = survey.fill({**COMPLETE, "answer:Q03": "#REF!"})
    if shape.__name__ == "without_addresses":
        edit_part(path, SHEET, lambda xml: filled_up(xml.decode()).encode())
    edit_part(path, SHEET, lambda xml: shape(xml.decode()).encode())
    intake = survey.take_in()
    assert answers(intake) == without("Q03")
    assert intake.findings.select("rule", "written").rows() == [("error_value", "#REF!")]


def filled_up(xml: str) -> str:
    """Every row with all its cells from A and every row from 1, so that each follows the one before it."""

    def whole(row: re.Match) -> str:
        cells = dict(re.findall(r'<c r="([A-Z]+)\d+"([^>]*/>|.*?</c>)', row[3]))
        texts = (f'<c r="{letter}{row[1]}"{cells.get(letter, "/>")}' for letter in "ABCDEF")
        return f'<row r="{row[1]}"{row[2]}>{"".join(texts)}</row>'

    return re.sub(r'<row r="(\d+)"([^>]*)>(.*?)</row>', whole, xml)


def test_every_filled_cell_is_loaded_quarantined_or_ignored(survey):
    survey.fill(name="a.xlsx")
    survey.fill({**COMPLETE, "unit:round": 2, "answer:Q03": "約20", "answer:Q02=2": "×"}, name="b.xlsx")
    survey.fill({**COMPLETE, "unit:code": "999999"}, name="c.xlsx")
    survey.put("d.xlsx", b"")
    intake = survey.take_in()
    balance = intake.balance
    assert (balance["rows_read"] == balance["rows_loaded"] + balance["rows_quarantined"] + balance["rows_ignored"]).all()
    assert balance.select("rows_read", "rows_loaded", "rows_quarantined", "rows_ignored").rows() == [
        (4, 0, 0, 4),
        (5, 3, 1, 1),
        (4, 0, 4, 0),
        (0, 0, 0, 0),
    ]
    assert intake.quarantined.height == balance["rows_quarantined"].sum()
    assert intake.ignored.height == balance["rows_ignored"].sum()
    assert not any("約20" in text for text in [*intake.quarantined["reason_ja"], *intake.quarantined["reason_en"]])
