"""Every row of responses.csv is loaded or named with its rule; nothing is lost and nothing guessed."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.questionnaires.answers.survey_responses import RESPONSE_SCHEMA, known_units, read_responses
from dagster_project.questionnaires.instrument.instrument import Instrument

LABEL = {"ja": "選択肢", "en": "option"}
UNITS = pl.Series("unit_id", ["011002", "131016", "131024"])
HEADER = "unit_id,question_id,option_code,value,status\n"


def question(name: str, kind: str, codes: dict[str, bool] | None = None) -> dict:
    options = [{"code": code, "label": LABEL, "exclusive": alone} for code, alone in (codes or {}).items()]
    return {"id": name, "text": LABEL, "type": kind, "disclosure": "aggregate", "options": options}


INSTRUMENT = Instrument.model_validate(
    {
        "wave_id": "w",
        "title": LABEL,
        "field_period": {"start": "2023-10-20", "end": "2023-11-06"},
        "universe": "municipalities",
        "nature": "sample",
        "questions": [
            question("S", "single", {"1": False, "2": False}),
            question("M", "multiple", {"1": False, "2": False, "9": True}),
            question("N", "numeric"),
            question("T", "text"),
        ],
    }
)


@pytest.fixture
def read(tmp_path: Path):
    def run(rows: str, header: str = HEADER):
        (tmp_path / "responses.csv").write_text(header + rows, encoding="utf-8")
        return read_responses(tmp_path / "responses.csv", INSTRUMENT, UNITS, "questionnaires/w/responses.csv")

    return run


def rules(result) -> list[tuple[int, str]]:
    return result.quarantined.select("row_number", "rule").rows()


def test_answers_of_every_kind_are_loaded(read) -> None:
    result = read(
        "131016,S,1,,ok\n131016,M,1,,\n131016,M,2,,\n131016,N,,１２,\n131016,T,,言葉,\n131024,S,,,missing\n131024,M,,,skipped\n131024,N,,,\n"
    )
    assert result.loaded.schema == RESPONSE_SCHEMA
    assert result.loaded.select("question_id", "option_code", "value", "value_text", "status").rows() == [
        ("S", "1", None, None, "ok"),
        ("M", "1", None, None, "ok"),
        ("M", "2", None, None, "ok"),
        ("N", None, 12.0, None, "ok"),
        ("T", None, None, "言葉", "ok"),
        ("S", None, None, None, "missing"),
        ("M", None, None, None, "skipped"),
        ("N", None, None, None, "missing"),
    ]
    assert result.quarantined.is_empty()


@pytest.mark.parametrize("written", ["131016", "13101", "131016.0", "１３１０１６"])
def test_a_code_of_five_or_six_digits_is_the_same_unit(read, written) -> None:
    assert read(f"{written},S,1,,\n").loaded["unit_id"].to_list() == ["131016"]


@pytest.mark.parametrize("written", ["1", "01", "01000", "10006", "010006"])
def test_a_prefecture_is_known_by_two_digits_too(written) -> None:
    assert known_units(pl.Series([written]), pl.Series(["010006", "131016"])).to_list() == ["010006"]


def test_what_the_frame_calls_so_comes_first() -> None:
    assert known_units(pl.Series(["1"]), pl.Series(["010006", "1"])).to_list() == ["1"]


def test_questions_and_options_are_found_however_they_are_typed(tmp_path) -> None:
    """Statistics programs write 1.0 for option 1 beside empty cells; ids come back as the instrument has them."""
    described = INSTRUMENT.model_dump(exclude_none=True)
    described["questions"] = [
        question("問１", "single", {"1": False, "①": False}),
        question("M", "multiple", {"01": False, "２": False}),
    ]
    with pytest.raises(ValueError, match="twice"):
        Instrument.model_validate(described)
    described["questions"][0] = question("問１", "single", {"1": False, "３": False})
    path = tmp_path / "responses.csv"
    path.write_text(
        "unit_id,question_id,option_code\n131016,問1,1.0\n131024,問１,3\n131016,M,01\n131016,M,2.0\n131024,M,1\n",
        encoding="utf-8",
    )
    result = read_responses(path, Instrument.model_validate(described), UNITS, "responses.csv")
    assert result.loaded.select("question_id", "option_code").rows() == [
        ("問１", "1"),
        ("問１", "３"),
        ("M", "01"),
        ("M", "２"),
    ]
    assert result.quarantined.select("row_number", "rule").rows() == [(6, "unknown_option")]


@pytest.mark.parametrize(("written", "number"), [("1,200", 1200), ("-3.5", -3.5), ("1e+05", 100000), ("NA", None)])
def test_numbers_as_people_and_programs_write_them(read, written, number) -> None:
    loaded = read(f'131016,N,NA,"{written}",\n').loaded
    assert loaded.select("value", "status").rows() == [(number, "missing" if number is None else "ok")]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ("999999,S,1,,\n", "unknown_respondent"),
        (",S,1,,\n", "missing_value"),
        ("131016,X,1,,\n", "unknown_question"),
        ("131016,S,7,,\n", "unknown_option"),
        ("131016,N,1,5,\n", "option_not_offered"),
        ("131016,N,,many,\n", "not_a_number"),
        ("131016,N,,inf,\n", "not_a_number"),
        ("131016,S,1,,done\n", "unknown_code"),
        ("131016,S,1,,missing\n", "answer_marked_missing"),
        ("131016,S,,,ok\n", "missing_value"),
        ("131016,S,1\n", "ragged_row"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_its_rule(read, rows, rule) -> None:
    result = read(rows)
    assert rules(result) == [(2, rule)]
    assert result.loaded.is_empty()
    reasons = result.quarantined.select("reason_ja", "reason_en").row(0)
    assert all(reason and "?" not in reason for reason in reasons)


@pytest.mark.parametrize(
    ("rows", "rule", "loaded"),
    [
        ("131016,S,1,,\n131016,S,2,,\n", "several_options", 0),
        ("131016,M,1,,\n131016,M,9,,\n", "exclusive_combined", 0),
        ("131016,N,,1,\n131016,N,,2,\n", "several_values", 0),
        ("131016,S,1,,\n131016,S,1,,\n", "duplicate_row", 1),
        ("131016,S,1,,\n13101,S,,,missing\n", "answer_marked_missing", 1),
        ("131016,S,,,missing\n131016,S,,,skipped\n", "duplicate_row", 1),
    ],
)
def test_answers_that_contradict_each_other_are_set_aside_together(read, rows, rule, loaded) -> None:
    result = read(rows)
    assert {found for _, found in rules(result)} == {rule}
    assert (result.loaded.height, result.quarantined.height) == (loaded, 2 - loaded)


def test_choices_beside_one_that_cannot_be_read_are_set_aside_with_it(read) -> None:
    """Kept, they would say that the unit did not choose what nobody could read."""
    result = read("131016,M,1,,\n131016,M,7,,\n131024,M,1,,\n131024,M,2,,\n131016,S,1,,\n")
    assert rules(result) == [(2, "choices_half_known"), (3, "unknown_option")]
    assert "row 3" in result.quarantined["reason_en"][0]
    assert result.loaded.select("unit_id", "question_id").rows() == [("131024", "M"), ("131024", "M"), ("131016", "S")]


def test_every_row_is_accounted_for(read) -> None:
    result = read("131016,S,1,,\n,,,,\n131016,X,1,,\n131016,M,9,,\n")
    assert result.balance.row(0, named=True) == {
        "source_file": "questionnaires/w/responses.csv",
        "table_name": "survey_response",
        "rows_read": 4,
        "rows_loaded": 2,
        "rows_quarantined": 1,
        "rows_ignored": 1,
    }


def test_option_value_and_status_may_be_absent(read) -> None:
    result = read("131016,S,2\n", "unit_id,question_id,option_code\n")
    assert result.loaded.select("option_code", "status").rows() == [("2", "ok")]


@pytest.mark.parametrize(
    ("header", "words"),
    [("unit_id,option_code\n", "question_id"), ("unit_id,question_id,answer\n", "answer"), ("unit_id,unit_id\n", "twice")],
)
def test_another_header_is_refused_with_the_columns_named(read, header, words) -> None:
    with pytest.raises(InputProblem, match=words) as caught:
        read("131016,S,1\n", header)
    assert caught.value.row == 1 and caught.value.fix_ja


def test_a_list_that_ends_within_a_row_is_refused_whole(read) -> None:
    with pytest.raises(InputProblem, match="ends within this row") as caught:
        read("131016,S,1,,ok\n131024,S")
    assert (caught.value.file, caught.value.row, caught.value.value) == ("raw/questionnaires/w/responses.csv", 3, "S")


def test_a_choice_written_among_the_numbers_is_no_missing_answer(read) -> None:
    """Status aside, the row would say that nothing was chosen."""
    result = read("131016,S,,1,\n131024,M,,,\n")
    assert rules(result) == [(2, "missing_value")]
    assert result.quarantined["column_name"].to_list() == ["option_code"]
    assert result.loaded["status"].to_list() == ["missing"]


@pytest.mark.parametrize(("code", "loaded"), [("1²", []), ("①②", []), ("1②", []), ("①", ["1"]), ("12", ["12"])])
def test_footnote_and_circled_digits_make_no_other_code(tmp_path, code, loaded) -> None:
    many = INSTRUMENT.model_dump(exclude={"questions"})
    many["questions"] = [question("S", "single", {str(number): False for number in range(1, 13)})]
    path = tmp_path / "responses.csv"
    path.write_text(f"{HEADER}131016,S,{code},,\n", encoding="utf-8")
    result = read_responses(path, Instrument.model_validate(many), UNITS, "responses.csv")
    assert result.loaded["option_code"].to_list() == loaded
    assert result.quarantined["rule"].to_list() == ([] if loaded else ["unknown_option"])


def test_a_text_keeps_its_lines_and_its_signs(read) -> None:
    result = read('131016,T,,"一行目\n２行目 10²",\n')
    assert result.loaded["value_text"].to_list() == ["一行目\n２行目 10²"]


def test_what_a_spreadsheet_shows_for_an_error_is_no_text(read) -> None:
    assert rules(read("131016,T,,#REF!,\n131024,T,,#1の件,\n")) == [(2, "error_text")]


def test_a_number_that_no_spreadsheet_holds_is_none_and_minus_zero_is_zero(read) -> None:
    result = read("131016,N,,1e300,\n131024,N,,-0,\n")
    assert rules(result) == [(2, "out_of_range")]
    assert str(result.loaded["value"][0]) == "0.0"


def test_ids_of_a_frame_of_its_own_are_not_taken_for_worn_codes() -> None:
    numbered = pl.Series("unit_id", [str(number) for number in range(900, 1300)])
    assert known_units(pl.Series(["11002", "1100", "01100"]), numbered).to_list() == [None, "1100", None]
