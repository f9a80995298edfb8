"""What survey tools export is read as it comes: one row a respondent, nothing reshaped, nothing guessed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl.styles import Font

from dagster_project.common.problems import InputProblem
from dagster_project.common.yaml_values import Bilingual
from dagster_project.questionnaires.answers.survey_responses import read_responses
from dagster_project.questionnaires.instrument.instrument import Instrument
from dagster_project.questionnaires.instrument.responses_layout import load_responses_layout
from dagster_project.questionnaires.instrument.wave_files import wave_files
from dagster_project.questionnaires.units.known_bodies import known_bodies
from dagster_project.questionnaires.units.wave_frame import Frame
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.settings import PROJECT_ROOT

UNITS = pl.Series("unit_id", ["011002", "131016", "131024"])


def question(name: str, kind: str, **options: tuple[str, str]) -> dict:
    listed = [{"code": code[1:], "label": {"ja": ja, "en": en}} for code, (ja, en) in options.items()]
    return {"id": name, "text": {"ja": name, "en": name}, "type": kind, "disclosure": "aggregate", "options": listed}


INSTRUMENT = Instrument.model_validate(
    {
        "wave_id": "w",
        "title": {"ja": "調査", "en": "survey"},
        "field_period": {"start": "2025-10-01", "end": "2025-10-31"},
        "universe": "municipalities",
        "nature": "sample",
        "questions": [
            question("S", "single", o1=("ある", "Yes"), o2=("ない", "No")),
            question("M", "multiple", o1=("人手不足", "Staff"), o2=("老朽化", "Age"), o3=("その他, 未定", "Other, open")),
            question("N", "numeric"),
            question("T", "text"),
            {**question("P", "numeric"), "min": 0, "max": 200},
        ],
    }
)


@pytest.fixture
def read(tmp_path: Path):
    """The answers of a file whose rows are given, by a layout whose lines are."""

    def run(rows: list[list[object]], layout: str, name: str = "export.csv", frame: Frame | None = None):
        path = tmp_path / name
        if name.endswith(".xlsx"):
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append(row)
            book.save(path)
        else:
            pl.DataFrame([[str(cell) for cell in row] for row in rows], orient="row").write_csv(path, include_header=False)
        (tmp_path / "responses.layout.yml").write_text(f"file: {name}\n{layout}", encoding="utf-8")
        return read_responses(
            path, INSTRUMENT, UNITS, f"questionnaires/w/{name}", load_responses_layout(tmp_path / "responses.layout.yml"), frame
        )

    return run


def answers(result) -> list[tuple]:
    told = pl.coalesce("option_code", pl.col("value").cast(pl.Int64).cast(pl.String), "value_text", "status")
    return result.loaded.select("unit_id", "question_id", told.alias("told")).rows()


def set_aside(result) -> list[tuple]:
    return result.quarantined.select("row_number", "column_name", "value", "rule").rows()


ONE_COLUMN_EACH = """
unit_id: 団体コード
answers:
  - {question: S, header: 支所はありますか}
  - {question: M, header: 課題}
  - {question: N, header: 箇所数}
  - {question: T, header: 自由記述}
unused_columns: [タイムスタンプ]
"""
HEADER = ["タイムスタンプ", "団体コード", "支所はありますか", "課題", "箇所数", "自由記述"]


def test_google_forms_texts_of_options_several_in_a_cell(read) -> None:
    result = read(
        [
            HEADER,
            ["2025/10/01 9:00:00", "13101", "ある", "人手不足, その他, 未定", "１２", "Ａ，Ｂ"],
            ["2025/10/02 9:00:00", "011002", "No", "老朽化;人手不足", "", ""],
            ["2025/10/03 9:00:00", "131024", "2", "1、3", "NA", ""],
        ],
        ONE_COLUMN_EACH,
    )
    assert result.quarantined.is_empty()
    by_question = {name: [row for row in answers(result) if row[1] == name] for name in "SMNT"}
    assert by_question["S"] == [("131016", "S", "1"), ("011002", "S", "2"), ("131024", "S", "2")]
    assert by_question["M"] == [
        *(("131016", "M", code) for code in "13"),
        *(("011002", "M", code) for code in "21"),
        *(("131024", "M", code) for code in "13"),
    ]
    assert by_question["N"] == [("131016", "N", "12"), ("011002", "N", "missing"), ("131024", "N", "missing")]
    assert by_question["T"][0] == ("131016", "T", "Ａ，Ｂ")
    assert result.loaded["row_number"].unique().sort().to_list() == [2, 3, 4]


def test_lime_survey_a_column_for_each_option(read) -> None:
    layout = """
unit_id: token
answers:
  - {question: S, header: S}
  - {question: M, header_matches: '^M\\[SQ00(\\d)\\]'}
  - {question: N, header: N}
skipped: [表示なし]
unused_columns: [{matches: '^id'}]
"""
    result = read(
        [
            ["id. 回答ID", "token", "S", "M[SQ001]", "M[SQ002]", "M[SQ003]", "N"],
            ["1", "131016", "1", "Y", "N", "Y", "3.0000000000"],
            ["2", "131024", "2", "N", "N", "N", "表示なし"],
            ["3", "011002", "1", "表示なし", "表示なし", "表示なし", ""],
        ],
        layout,
    )
    assert result.quarantined.is_empty()
    assert [row for row in answers(result) if row[1] == "M"] == [
        ("131016", "M", "1"),
        ("131016", "M", "3"),
        ("131024", "M", "missing"),
        ("011002", "M", "skipped"),
    ]
    assert [row[2] for row in answers(result) if row[1] == "N"] == ["3", "skipped", "missing"]


BY_OPTION = """
unit_id: token
answers:
  - {question: M, header_matches: '^M(\\d)'}
"""


def test_a_code_in_the_column_of_another_option_is_no_choice_of_its_own_and_spoils_the_question(read) -> None:
    rows = [["token", "M1", "M2", "M3"], ["131016", 1, 2, 2], ["131024", "", "", 2], ["011002", "老朽化", "N", "N"]]
    result = read(rows, BY_OPTION)
    assert answers(result) == []
    assert (
        set_aside(result)
        == [
            (2, "M1", "1", "choices_half_known"),
            (2, "M2", "2", "not_a_mark"),
            (2, "M3", "2", "not_a_mark"),
            (3, "M3", "2", "not_a_mark"),
            (4, "M1", "老朽化", "not_a_mark"),
        ]
        and "chosen: 1, 1.0" in result.quarantined["reason_en"][1]
    )


def test_the_own_code_of_an_option_is_a_mark_where_no_column_holds_that_of_another(read) -> None:
    rows = [["token", "M1", "M2", "M3"], ["131016", 1, 2, ""], ["131024", "", "2.0", 3]]
    assert answers(read(rows, BY_OPTION)) == [
        *(("131016", "M", code) for code in "12"),
        *(("131024", "M", code) for code in "23"),
    ]


def test_what_the_layout_calls_not_chosen_may_be_the_code_of_an_option(read) -> None:
    result = read([["token", "M1", "M2", "M3"], ["131016", 1, 2, 2]], BY_OPTION + 'not_chosen: ["2"]\n')
    assert answers(result) == [("131016", "M", "1")] and result.quarantined.is_empty()


def test_a_code_where_the_layout_has_texts_alone_is_no_option(read) -> None:
    layout = "unit_id: token\nanswers: [{question: S, header: S}]\nwritten_as: texts\n"
    result = read([["token", "S"], ["131016", 1], ["131024", "ある"]], layout)
    assert answers(result) == [("131024", "S", "1")]
    assert set_aside(result) == [(2, "S", "1", "unknown_option")]


def test_a_raised_digit_is_no_code_of_an_option_in_either_shape(read) -> None:
    layout = "unit_id: id\nanswers: [{question: S, header: S}, {question: M, options: {1: a, 2: b, 3: c}}]\n"
    result = read([["id", "S", "a", "b", "c"], ["131016", "¹", "¹", "", ""]], layout)
    assert answers(result) == []
    assert set_aside(result) == [(2, "S", "¹", "unknown_option"), (2, "a", "¹", "not_a_mark")]


@pytest.mark.parametrize(("written", "loaded"), [("①②", []), ("1②", []), ("②", ["2"]), ("12", ["12"])])
def test_circled_codes_in_a_row_are_no_other_code(tmp_path, written, loaded) -> None:
    labels = {f"o{code}": (f"ja{code}", f"en{code}") for code in range(1, 13)}
    many = Instrument.model_validate({**INSTRUMENT.model_dump(), "questions": [question("S", "single", **labels)]})
    (tmp_path / "export.csv").write_text(f"id,S\n131016,{written}\n", encoding="utf-8")
    layout = tmp_path / "responses.layout.yml"
    layout.write_text("file: export.csv\nunit_id: id\nanswers: [{question: S, header: S}]\n", encoding="utf-8")
    result = read_responses(tmp_path / "export.csv", many, UNITS, "q/w/export.csv", load_responses_layout(layout))
    assert result.loaded["option_code"].to_list() == loaded


@pytest.mark.parametrize("code", ["13101⁶", "①31016"])
def test_a_footnote_mark_is_no_digit_of_the_code_of_a_respondent(read, code) -> None:
    layout = "unit_id: code\nanswers:\n  - {question: S, header: s}\n"
    result = read([["code", "s"], [code, "1"]], layout)
    assert not answers(result) and set_aside(result) == [(2, "code", code, "unknown_respondent")]


def test_a_respondent_struck_out_is_set_aside_with_all_answers(tmp_path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "S", "N"], ["131016", 1, 5], ["131024", 2, 6]):
        book.active.append(row)
    book.active["A2"].font = Font(strike=True)
    book.save(tmp_path / "export.xlsx")
    layout = tmp_path / "responses.layout.yml"
    questions = "answers: [{question: S, header: S}, {question: N, header: N}]\n"
    layout.write_text(f"file: export.xlsx\nunit_id: id\n{questions}", encoding="utf-8")
    result = read_responses(tmp_path / "export.xlsx", INSTRUMENT, UNITS, "q/w/export.xlsx", load_responses_layout(layout))
    assert answers(result) == [("131024", "S", "2"), ("131024", "N", "6")]
    assert set_aside(result) == [(2, "id", "131016", "struck_out")] and "A2" in result.quarantined["reason_en"][0]


def test_a_respondent_among_the_header_rows_is_told(read) -> None:
    rows = [["token", "M1", "M2", "M3"], ["13101", 1, "", ""], ["131024", "", 1, ""]]
    with pytest.raises(InputProblem, match="header_rows"):
        read(rows, BY_OPTION + "header_rows: 2\n")


@pytest.mark.parametrize("silent", ["missing", "skipped"])
@pytest.mark.parametrize("text", ["2", "ない"])
def test_an_option_that_the_layout_calls_no_answer_is_told(read, silent, text) -> None:
    layout = f'unit_id: token\nanswers: [{{question: S, header: S}}]\n{silent}: ["{text}"]\n'
    with pytest.raises(InputProblem, match="an option of question S"):
        read([["token", "S"], ["131016", 2]], layout)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('chosen: [1, x]\nnot_chosen: ["1"]\n', "both in chosen and in not_chosen"),
        ('missing: ["○"]\n', "both in chosen and in missing"),
        ("unused_columns: [{matches: '('}]\n", "no regular expression"),
    ],
)
def test_a_mark_of_two_meanings_or_a_pattern_that_is_none_is_told(read, line, words) -> None:
    with pytest.raises(InputProblem, match=words):
        read([["token", "M1", "M2", "M3"], ["131016", 1, 0, 0]], BY_OPTION + line)


def test_qualtrics_three_header_rows_in_a_workbook(read) -> None:
    layout = """
header_rows: 3
unit_id: Q0
answers:
  - {question: S, header: Q1}
  - {question: M, options: {1: Q2_1, 2: Q2_2, 3: Q2_3}}
  - {question: N, header: 箇所数は}
missing: [-99]
unused_columns: [{matches: ^IPAddress}]
"""
    result = read(
        [
            ["IPAddress", "Q0", "Q1", "Q2_1", "Q2_2", "Q2_3", "Q3"],
            ["IP", "コード", "支所は", "課題 - 人手不足", "課題 - 老朽化", "課題 - その他", "箇所数は"],
            ['{"ImportId":"ip"}', *(f'{{"ImportId":"QID{number}"}}' for number in range(6))],
            ["10.0.0.1", 131016, 1, None, "老朽化", 1, 4],
            ["10.0.0.2", 131024, -99, None, None, None, -99],
        ],
        layout,
        "export.xlsx",
    )
    assert result.quarantined.is_empty()
    assert answers(result) == [
        ("131016", "S", "1"),
        ("131016", "M", "2"),
        ("131016", "M", "3"),
        ("131016", "N", "4"),
        ("131024", "S", "missing"),
        ("131024", "M", "missing"),
        ("131024", "N", "missing"),
    ]


def test_header_of_two_rows_with_the_question_over_its_options(read) -> None:
    layout = """
header_rows: 2
unit_id: コード
answers:
  - {question: M, options: {1: 課題_人手不足, 2: 課題_老朽化, 3: 課題_その他}}
"""
    result = read([["コード", "課題", "", ""], ["", "人手不足", "老朽化", "その他"], ["131016", "○", "", ""]], layout)
    assert answers(result) == [("131016", "M", "1")]


def test_faults_name_the_cell_of_the_export(read) -> None:
    result = read(
        [
            HEADER,
            ["t", "131016", "どちらも", "人手不足, 駐車場", "5²", "可"],
            ["t", "999999", "ある", "", "1", ""],
            ["t", "", "ある", "", "1", ""],
            ["t", "131024", "ある, ない", "", "三", ""],
        ],
        ONE_COLUMN_EACH,
    )
    assert set_aside(result) == [
        (2, "支所はありますか", "どちらも", "unknown_option"),
        (2, "課題", "人手不足, 駐車場", "unknown_option"),
        (2, "箇所数", "5²", "not_a_number"),
        (3, "団体コード", "999999", "unknown_respondent"),
        (4, "団体コード", "", "missing_value"),
        (5, "支所はありますか", "ある, ない", "unknown_option"),
        (5, "箇所数", "三", "not_a_number"),
    ]
    assert answers(result) == [("131016", "T", "可"), ("131024", "M", "missing"), ("131024", "T", "missing")]


def test_a_mark_that_means_neither_yes_nor_no_is_set_aside_with_the_choices_beside_it(read) -> None:
    layout = "unit_id: id\nanswers:\n  - {question: M, options: {1: a, 2: b, 3: c}}\n"
    result = read([["id", "a", "b", "c"], ["131016", "1", "たぶん", "0"]], layout)
    assert set_aside(result) == [(2, "a", "1", "choices_half_known"), (2, "b", "たぶん", "not_a_mark")]


def test_of_a_respondent_with_two_rows_that_differ_neither_is_loaded(read) -> None:
    layout = "unit_id: id\nanswers: [{question: M, header: M}, {question: S, header: S}]\n"
    result = read(
        [["id", "M", "S"], ["131016", "1", "1"], ["131016", "2", "1"], ["131024", "3", ""], ["131024", "3", ""]], layout
    )
    assert set_aside(result) == [
        (2, "id", "131016", "duplicate_key"),
        (3, "id", "131016", "duplicate_key"),
        (5, None, None, "duplicate_row"),
    ]
    assert answers(result) == [("131024", "M", "3"), ("131024", "S", "missing")]
    assert ["row 3 " in result.quarantined["reason_en"][0], "row 2 " in result.quarantined["reason_en"][1]] == [True, True]


def test_of_a_respondent_who_sent_the_same_answers_twice_the_first_are_used(read) -> None:
    """Tools note when each was sent. A code with and without its check digit is one respondent."""
    rows = [
        ["9:00", "131016", "ある", "1", "3", ""],
        ["9:05", "13101", "ある", "1 ", "3", ""],
        ["9:10", "131024", "ない", "", "1", ""],
    ]
    result = read([HEADER, *rows], ONE_COLUMN_EACH)
    assert set_aside(result) == [(3, None, None, "same_answers_again")]
    assert "row 2" in result.quarantined["reason_en"][0] and {unit for unit, *_ in answers(result)} == {"131016", "131024"}
    rows[1][4] = "4"
    assert {rule for *_, rule in set_aside(read([HEADER, *rows], ONE_COLUMN_EACH))} == {"duplicate_key"}


def test_an_option_named_twice_is_chosen_once(read) -> None:
    result = read([["id", "M"], ["131016", "1, 3, 1"]], "unit_id: id\nanswers: [{question: M, header: M}]\n")
    assert answers(result) == [("131016", "M", "1"), ("131016", "M", "3")]


def test_a_line_break_in_an_answer_never_joins_two_numbers(read) -> None:
    result = read([["id", "N"], ["131016", "12\n34"], ["131024", "5\n"]], "unit_id: id\nanswers: [{question: N, header: N}]\n")
    assert answers(result) == [("131024", "N", "5")]
    assert [rule for *_, rule in set_aside(result)] == ["not_a_number"]


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        ("unit_id: コード\nanswers: [{question: S, header: S}]\nunused_columns: [M]", "コード"),
        ("unit_id: id\nanswers: [{question: S, header: S}]", "unused_columns"),
        ("unit_id: id\nanswers: [{question: X, header: S}]\nunused_columns: [M]", "no question"),
        ("unit_id: id\nanswers: [{question: S, header: S}, {question: M, header: S}]\nunused_columns: [M]", "more than once"),
        ("unit_id: id\nanswers: [{question: M, options: {1: M}}]\nunused_columns: [S]", "one column for each option"),
        ("unit_id: id\nanswers: [{question: S}]\nunused_columns: [M]", "write one of header"),
    ],
)
def test_a_layout_that_does_not_fit_says_what_to_write(read, layout: str, said: str) -> None:
    with pytest.raises(InputProblem) as problem:
        read([["id", "S", "M"], ["131016", "1", "1"]], layout)
    assert said in str(problem.value)


def test_the_file_of_a_layout_is_a_file_of_the_wave(tmp_path: Path) -> None:
    wave = tmp_path / "questionnaires" / "w"
    wave.mkdir(parents=True)
    (tmp_path / "questionnaires" / "sources.yml").write_text("subject: questionnaires\nfiles: []\n", encoding="utf-8")
    (wave / "instrument.yml").write_text(INSTRUMENT.model_dump_json(exclude_none=True, exclude_defaults=True), encoding="utf-8")
    (wave / "responses.layout.yml").write_text(
        "file: export.csv\nunit_id: id\nanswers: [{question: S, header: S}]\n", encoding="utf-8"
    )
    with pytest.raises(InputProblem, match=r"export\.csv"):
        wave_files(tmp_path)
    (wave / "export.csv").write_text("id,S\n131016,1\n", encoding="utf-8")
    (found,) = [file for file in wave_files(tmp_path) if file.table == "survey_response"]
    assert (found.source_file, found.responses_layout.unit_id) == ("questionnaires/w/export.csv", "id")
    (wave / "responses.csv").write_text("unit_id,question_id\n", encoding="utf-8")
    with pytest.raises(InputProblem, match="two files of answers"):
        wave_files(tmp_path)


@pytest.mark.parametrize(("written", "is_answer"), [("0", True), ("200", True), ("201", False), ("-1", False), ("1e3", False)])
def test_a_number_outside_the_limits_of_the_instrument_is_no_answer(read, written, is_answer):
    header = ["団体コード", "支所はありますか", "課題", "割合", "箇所数", "自由記述", "タイムスタンプ"]
    layout = ONE_COLUMN_EACH.replace("answers:\n", "answers:\n  - {question: P, header: 割合}\n")
    result = read([header, ["011002", "ある", "1", written, "-3", "", ""]], layout)
    told = {question: value for _, question, value in answers(result)}
    assert ("P" in told, told["N"]) == (is_answer, "-3")
    assert set_aside(result) == ([] if is_answer else [(2, "割合", written, "out_of_range")])
    assert is_answer or "0–200" in result.quarantined["reason_ja"][0]


@pytest.mark.parametrize("written", ["-99", "-999", "-9", "-99.0", "-98"])
def test_a_number_that_stands_for_no_answer_elsewhere_is_asked_about(read, written):
    rows = [HEADER, ["", "011002", "ある", "1", written, ""], ["", "131016", "ある", "1", "-3", ""]]
    result = read(rows, ONE_COLUMN_EACH)
    assert ("131016", "N", "-3") in answers(result)
    assert set_aside(result) == [(2, "箇所数", written, "perhaps_no_answer")]
    told = read(rows, f'{ONE_COLUMN_EACH}missing: ["{written}"]\n')
    assert ("011002", "N", "missing") in answers(told) and set_aside(told) == []


@pytest.mark.parametrize(("written", "said"), [("-99.0", "-99"), ("-99.0000000000", "-99"), ("-99", "-99.0"), ("－99", "-99")])
def test_a_number_that_the_layout_calls_no_answer_is_none_with_decimals_either(read, written, said):
    rows = [HEADER, ["", "011002", written, written, written, written]]
    assert {told for *_, told in answers(read(rows, f'{ONE_COLUMN_EACH}missing: ["{said}"]\n'))} == {"missing"}
    assert {told for *_, told in answers(read(rows, f'{ONE_COLUMN_EACH}skipped: ["{said}"]\n'))} == {"skipped"}
    with pytest.raises(InputProblem, match="an option of question S"):
        read(rows, f'{ONE_COLUMN_EACH}missing: ["2.0"]\n')


@pytest.mark.parametrize(
    ("written", "told"), [("12", "12"), ("12%", "12"), ("１２ ％", "12"), ("△5", "-5"), ("12か所", None), ("約12%", None)]
)
def test_a_number_with_the_unit_of_its_question_is_that_number(tmp_path, written, told):
    share = Bilingual(ja="%", en="%")
    questions = [one.model_copy(update={"unit": share}) if one.id == "N" else one for one in INSTRUMENT.questions]
    (tmp_path / "export.csv").write_text(f"c,N\n011002,{written}\n131016,7\n", encoding="utf-8")
    layout = "file: export.csv\nunit_id: c\nanswers: [{question: N, header: N}]\n"
    (tmp_path / "responses.layout.yml").write_text(layout, encoding="utf-8")
    instrument = INSTRUMENT.model_copy(update={"questions": questions})
    layout_of_it = load_responses_layout(tmp_path / "responses.layout.yml")
    result = read_responses(tmp_path / "export.csv", instrument, UNITS, "questionnaires/w/export.csv", layout_of_it)
    assert answers(result) == [*([("011002", "N", told)] if told else []), ("131016", "N", "7")]
    assert set_aside(result) == ([] if told else [(2, "N", written, "not_a_number")])


@pytest.mark.parametrize(("written", "is_answer"), [("1.23E+05", False), ("1E+05", False), ("1e+05", True), ("123456", True)])
def test_a_number_that_a_spreadsheet_showed_shortly_is_no_answer(read, written, is_answer):
    result = read([HEADER, ["", "011002", "ある", "1", written, ""]], ONE_COLUMN_EACH)
    assert set_aside(result) == ([] if is_answer else [(2, "箇所数", written, "not_a_number")])


def test_a_number_shown_in_another_unit_than_asked_for_is_set_aside(tmp_path: Path) -> None:
    in_thousands = INSTRUMENT.model_copy(
        update={"questions": [
            one.model_copy(update={"unit": Bilingual(ja="千円", en="thousand yen")}) if one.id == "N" else one
            for one in INSTRUMENT.questions
        ]}
    )  # fmt: skip
    book = openpyxl.Workbook()
    for row in (
        HEADER,
        ["", "011002", "ある", "1", 5, ""],
        ["", "131016", "ある", "1", 6, 7],
        ["", "131024", "ある", "1", 8, ""],
    ):
        book.active.append(row)
    for cell, code in (("E2", '#,##0"円"'), ("E4", "#,##0"), ("F3", '0"人"')):
        book.active[cell].number_format = code
    book.save(tmp_path / "export.xlsx")
    (tmp_path / "responses.layout.yml").write_text(f"file: export.xlsx\n{ONE_COLUMN_EACH}", encoding="utf-8")
    layout = load_responses_layout(tmp_path / "responses.layout.yml")
    result = read_responses(tmp_path / "export.xlsx", in_thousands, UNITS, "questionnaires/w/export.xlsx", layout)
    assert set_aside(result) == [(2, "箇所数", "5", "another_unit")] and "千円" in result.quarantined["reason_en"][0]
    assert [told for _, question, told in answers(result) if question == "N"] == ["6", "8"]


@pytest.mark.parametrize("written", ["1:ある", "1. ある", "１．ある", "1 ある", "1：Yes"])
def test_an_option_may_be_written_with_its_code_and_its_text(read, written):
    result = read([HEADER, ["", "011002", written, "1.人手不足;2:老朽化", "5", ""]], ONE_COLUMN_EACH)
    assert set(answers(result)) >= {("011002", "S", "1"), ("011002", "M", "1"), ("011002", "M", "2")}
    wrong = read([HEADER, ["", "011002", "2:ある", "1", "5", ""]], ONE_COLUMN_EACH)
    assert set_aside(wrong) == [(2, "支所はありますか", "2:ある", "unknown_option")]


TESTS_AND_PARTS = """
unit_id: ExternalReference
answers:
  - {question: S, header: Q1}
left_out:
  - {rule: test, header: Status, texts: [Survey Preview, Survey Test]}
  - {rule: not_sent, header: Finished, texts: ["False", ""]}
"""


def test_tests_and_answers_never_sent_are_left_out_by_name(read):
    header = ["ExternalReference", "Q1", "Status", "Finished"]
    rows = [["011002", "Yes", "Survey Preview", "True"], ["011002", "No", "IP Address", "True"], ["131016", "No", "x", "FALSE"]]
    result = read([header, *rows, ["", "", "", ""], ["131024", "Yes", "x", "True"]], TESTS_AND_PARTS)
    assert answers(result) == [("011002", "S", "2"), ("131024", "S", "1")]
    assert result.quarantined.is_empty()
    assert result.ignored.select("row_number", "rule").rows() == [(2, "test"), (4, "not_sent"), (5, "empty_row")]
    assert result.balance.row(0)[2:] == (5, 2, 0, 3)


@pytest.mark.parametrize(("written", "said"), [("1", "1.0"), ("1.0", "1"), ("1.00", "1")])
def test_the_code_of_a_row_to_leave_out_may_have_decimals(read, written, said):
    layout = (
        f'unit_id: c\nanswers: [{{question: S, header: S}}]\nleft_out: [{{rule: test, header: Status, texts: ["{said}"]}}]\n'
    )
    result = read([["c", "S", "Status"], ["011002", "1", written], ["131016", "2", "0"]], layout)
    assert answers(result) == [("131016", "S", "2")]


def test_a_column_to_leave_rows_out_by_must_be_there(read):
    with pytest.raises(InputProblem, match="Finished"):
        read([["ExternalReference", "Q1", "Status"], ["011002", "Yes", "x"]], TESTS_AND_PARTS)


WITH_NAMES = """
unit_id: 団体コード
unit_name: 団体名
answers:
  - {question: S, header: 支所}
"""
NAMED = pl.DataFrame(
    [("011002", "北海道", "札幌市"), ("131016", "東京都", "千代田区"), ("131024", "東京都", "中央区")],
    schema=["unit_id", "prefecture", "name_ja"],
    orient="row",
)


@pytest.mark.parametrize("name", ["千代田区", "東京都千代田区", "東京都 千代田区", "千代田区役所", "", "　"])
def test_a_name_beside_the_code_may_be_written_in_every_usual_way(read, name):
    for known in (None, known_bodies(RecordedMunicipalities(PROJECT_ROOT / "raw"), INSTRUMENT)):
        rows = [["団体コード", "団体名", "支所"], ["131016", name, 1]]
        result = read(rows, WITH_NAMES, "export.xlsx", Frame(NAMED, known=known))
        assert answers(result) == [("131016", "S", "1")]


@pytest.mark.parametrize("name", ["中央区", "札幌市", "港区", "大阪市中央区", "京都府", "総務課"])
def test_a_respondent_whose_code_and_name_are_not_of_one_body_is_set_aside(read, name):
    rows = [["団体コード", "団体名", "支所"], ["131016", name, 1], ["011002", "札幌市", 2]]
    for known in (None, known_bodies(RecordedMunicipalities(PROJECT_ROOT / "raw"), INSTRUMENT)):
        result = read(rows, WITH_NAMES, frame=Frame(NAMED, known=known))
        assert answers(result) == [("011002", "S", "2")]
        assert set_aside(result) == [(2, "団体名", name, "respondent_name_differs")]
        assert "「131016」の団体(東京都千代田区(131016))" in result.quarantined["reason_ja"][0]


def test_a_frame_without_codes_compares_with_its_own_names_and_one_without_names_is_refused(read):
    rows = [["団体コード", "団体名", "支所"], ["131016", "第一組合", 1], ["131024", "第一組合", 1]]
    own = NAMED.with_columns(prefecture=pl.lit(None, pl.String), name_ja=pl.Series(["事務局", "第一組合", "第二組合"]))
    assert set_aside(read(rows, WITH_NAMES, frame=Frame(own))) == [(3, "団体名", "第一組合", "respondent_name_differs")]
    with pytest.raises(InputProblem) as problem:
        read(rows, WITH_NAMES, frame=Frame(own.select("unit_id")))
    assert (problem.value.file, problem.value.column) == ("raw/questionnaires/w/responses.layout.yml", "unit_name")
