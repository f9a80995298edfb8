"""The blank form is complete, protected, guided by drop-downs, and says which form it is in many places."""

from __future__ import annotations

import zipfile

import fastexcel
import openpyxl
import polars as pl
import pytest

from dagster_project.questionnaires.form.blank_form import write_blank_form
from dagster_project.questionnaires.form.form_rows import answer_keys
from dagster_project.questionnaires.form.identity import form_version


@pytest.fixture
def sheet(survey):
    return survey.open_blank()["調査票"]


def test_every_question_and_option_has_its_keyed_row_in_two_hidden_columns(survey, sheet):
    keys = [key for key in survey.rows(sheet) if key.startswith("answer:")]
    assert keys == answer_keys(survey.instrument)
    again = [sheet.cell(row, 6).value for row in survey.rows(sheet).values()]
    assert again == list(survey.rows(sheet))
    assert sheet.column_dimensions["A"].hidden and sheet.column_dimensions["F"].hidden


def test_only_answer_cells_may_be_written_in_and_no_password_is_needed(survey, sheet):
    assert sheet.protection.sheet and not sheet.protection.password
    unlocked = {cell.row for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == set(survey.rows(sheet).values())


def test_drop_downs_limits_and_messages_guide_the_hand(survey, sheet):
    rows = survey.rows(sheet)
    by_cell = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    single, tick, number = (by_cell[f"D{rows[key]}"] for key in ("answer:Q01", "answer:Q02=9", "answer:Q03"))
    assert (single.type, tick.type, number.type) == ("list", "list", "decimal")
    assert tick.formula1 == '"○"'
    assert (float(number.formula1), float(number.formula2)) == (0, 200)
    assert "数字だけ" in number.prompt and "200" in number.error
    assert "OFFSET" in by_cell[f"D{rows['unit:municipality']}"].formula1
    assert set(by_cell) >= {f"D{row}" for key, row in rows.items() if key.startswith("answer:")}


def test_questions_not_asked_turn_grey_and_exclusive_options_red(survey, sheet):
    rows = survey.rows(sheet)
    formulas = {
        str(area.sqref): [rule.formula[0] for rule in found] for area, found in sheet.conditional_formatting._cf_rules.items()
    }
    text = " ".join(formula for found in formulas.values() for formula in found)
    assert f'LEFT($D${rows["answer:Q01"]},3)<>"1. "' in text
    assert f'$D${rows["answer:Q02=9"]}<>""' in text


def test_wave_and_version_stand_in_cells_names_properties_and_print(survey):
    version = form_version(survey.instrument)
    book = survey.open_blank()
    sheet = book["調査票"]
    for row in (1, sheet.max_row):
        assert sheet.cell(row, 2).value == "form:wave=trial"
        assert sheet.cell(row, 3).value == f"form:version={version}"
        assert sheet.row_dimensions[row].hidden
    assert book["様式情報"].sheet_state == "hidden"
    assert book["様式情報"]["A2"].value == f"form:version={version}"
    assert "form_version" in book.defined_names
    assert {prop.name: prop.value for prop in book.custom_doc_props.props}["form_version"] == version
    assert version in sheet["B3"].value and version in sheet.oddFooter.left.text


def test_it_prints_on_a4_with_frozen_heads(sheet):
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"


def test_the_other_language_stands_beside_it_to_be_read(survey):
    english = survey.open_blank()["English"]
    texts = {cell.value for row in english.iter_rows() for cell in row if cell.value}
    assert {"Trial survey", "Why?", "9. None"} <= texts
    assert all(cell.protection.locked for row in english.iter_rows() for cell in row)
    assert not any(str(text).startswith("answer:") for text in texts)


def test_routing_is_printed_in_words(survey, sheet):
    texts = [cell.value for cell in sheet["C"] if cell.value]
    assert any("問1で「1. ある」を選んだ団体のみ回答" in text for text in texts)


def test_an_english_form_has_english_lists(survey, tmp_path):
    path = tmp_path / "en.xlsx"
    write_blank_form(path, survey.instrument, survey.units, language="en")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:2] == ["Form", "日本語"]
    assert "1. Yes" in {cell.value for row in book["一覧"].iter_rows() for cell in row}


def test_a_form_for_one_body_names_it(survey, tmp_path):
    path = tmp_path / "one.xlsx"
    write_blank_form(path, survey.instrument, survey.units, unit_id="261009")
    sheet = openpyxl.load_workbook(path)["調査票"]
    rows = survey.rows(sheet)
    assert [sheet.cell(rows[f"unit:{name}"], 4).value for name in ("prefecture", "municipality", "code")] == [
        "京都府",
        "京都市",
        "261009",
    ]


def test_an_unknown_body_is_refused_with_words(survey, tmp_path):
    with pytest.raises(ValueError, match="対象団体に 999999 はありません"):
        write_blank_form(tmp_path / "x.xlsx", survey.instrument, survey.units, unit_id="999999")


def test_a_frame_without_names_asks_for_the_code_alone(survey, tmp_path):
    path = tmp_path / "codes.xlsx"
    write_blank_form(path, survey.instrument, survey.units.select("unit_id"))
    keys = survey.rows(openpyxl.load_workbook(path)["調査票"])
    assert "unit:code" in keys and "unit:prefecture" not in keys


def test_a_frame_with_names_and_no_prefectures_asks_for_the_code_alone(survey, tmp_path):
    path = tmp_path / "names.xlsx"
    units = survey.units.with_columns(prefecture=pl.lit(None, pl.String))
    write_blank_form(path, survey.instrument, units)
    keys = survey.rows(openpyxl.load_workbook(path)["調査票"])
    assert "unit:code" in keys and "unit:prefecture" not in keys


def test_the_same_questionnaire_gives_the_same_file(survey, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_blank_form(tmp_path / name, survey.instrument, survey.units)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_version_changes_with_what_is_asked_and_not_with_how_it_is_weighted(survey):
    instrument = survey.instrument
    first, *others = instrument.questions
    reworded = first.model_copy(update={"text": first.text.model_copy(update={"ja": "別の文言"})})
    assert form_version(instrument.model_copy(update={"questions": [reworded, *others]})) != form_version(instrument)
    assert form_version(instrument.model_copy(update={"domains": ["prefecture"]})) == form_version(instrument)


def test_a_reconstructed_form_says_that_it_is_one(survey, tmp_path):
    path = tmp_path / "published.xlsx"
    published = survey.instrument.model_copy(update={"nature": "published"})
    write_blank_form(path, published, survey.units)
    cells = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string").to_polars()
    texts = [text for name in cells.columns for text in cells[name].drop_nulls()]
    assert any("実際に配布された調査票ではありません" in text for text in texts)


def test_option_texts_that_look_like_formulas_stay_texts(survey, tmp_path):
    first, *others = survey.instrument.questions
    odd = first.model_copy(update={"text": first.text.model_copy(update={"ja": '=HYPERLINK("http://example.invalid")'})})
    path = tmp_path / "odd.xlsx"
    write_blank_form(path, survey.instrument.model_copy(update={"questions": [odd, *others]}), survey.units)
    with zipfile.ZipFile(path) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_units_are_listed_by_prefecture_for_the_second_drop_down(survey):
    lists = survey.open_blank()["一覧"]
    pairs = [(lists.cell(row, 2).value, lists.cell(row, 3).value) for row in range(1, survey.units.height + 1)]
    assert pairs == survey.units.select("prefecture", "name_ja").rows()
