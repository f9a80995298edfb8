"""Questionnaire instruments become three tables, and mistakes are named with their line."""

from datetime import date
from pathlib import Path

import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.questionnaires.instrument.instrument import load_instrument
from dagster_project.questionnaires.instrument.instrument_tables import instrument_frames

INSTRUMENT = """wave_id: fy2023_trial
title: {ja: 調査, en: Survey}
field_period: {start: 2023-10-20, end: 2023-11}
universe: municipalities
nature: published
questions:
  - id: Q01
    text: {ja: 困難か, en: Difficult?}
    type: single
    disclosure: aggregate
    universe: {ja: 全市区町村, en: All municipalities}
    options:
      - {code: 1, label: {ja: ある, en: "Yes"}}
      - {code: "2", label: {ja: ない, en: "No"}}
  - id: Q02
    text: {ja: 理由, en: Reasons}
    type: multiple
    type_basis: unknown
    disclosure: aggregate
    universe: {ja: 「ある」とした市区町村, en: Those that said yes}
    asked_if: Q01=1
    options:
      - {code: 1, label: {ja: 費用, en: Cost}}
      - {code: 9, label: {ja: 特になし, en: None}, exclusive: true}
  - id: Q03
    text: {ja: 箇所数, en: Number}
    type: numeric
    unit: 箇所
    disclosure: public
    universe: {ja: 全市区町村, en: All municipalities}
    asked_if: {question: Q01, any_of: [1, 2]}
"""

NO = '      - {code: "2", label: {ja: ない, en: "No"}}'


def combined(code: str, members: str) -> str:
    return f"\n    combined:\n      - {{code: {code}, label: {{ja: 計, en: Sum}}, of: {members}}}"


def load(tmp_path: Path, old: str = "", new: str = ""):
    path = tmp_path / "instrument.yml"
    assert old in INSTRUMENT
    path.write_text(INSTRUMENT.replace(old, new, 1) if old else INSTRUMENT, encoding="utf-8")
    return load_instrument(path)


def test_a_code_keeps_its_leading_zeros_without_quotes(tmp_path: Path) -> None:
    instrument = load(tmp_path, "{code: 9,", "{code: 09,")
    assert [option.code for option in instrument.questions[1].options] == ["1", "09"]


def test_one_column_is_a_list_of_one_and_a_key_without_value_none(tmp_path: Path) -> None:
    assert load(tmp_path, "nature:", "domains: region\nnature:").domains == ["region"]
    assert load(tmp_path, "nature:", "domains:\nnature:").domains == []


def test_a_word_in_place_of_a_mapping_is_told_its_keys(tmp_path: Path) -> None:
    with pytest.raises(
        InputProblem,
        match='line 5 "weighting": "none" must be written as keys and values, with the keys method, strata, margins',
    ):
        load(tmp_path, "nature:", "weighting: none\nnature:")


def test_an_instrument_becomes_three_tables(tmp_path: Path) -> None:
    frames = instrument_frames(load(tmp_path))
    assert frames.survey_wave.row(0, named=True) == {
        "wave_id": "fy2023_trial",
        "title_ja": "調査",
        "title_en": "Survey",
        "field_start": date(2023, 10, 20),
        "field_end": date(2023, 11, 1),
        "field_end_precision": "month",
        "interim_as_of": None,
        "universe": "municipalities",
        "universe_note_ja": None,
        "universe_note_en": None,
        "has_own_frame": False,
        "nature": "published",
        "weighting_method": "none",
        "disclosure_threshold": 3,
        "disclosure_minimum_base": 10,
        "disclosure_dominance_percent": 10,
    }
    assert frames.survey_question.select("question_id", "position", "question_type", "type_basis", "disclosure").rows() == [
        ("Q01", 1, "single", "known", "aggregate"),
        ("Q02", 2, "multiple", "unknown", "aggregate"),
        # Public by itself, but its list of answers would name those that answered Q01.
        ("Q03", 3, "numeric", "known", "aggregate"),
    ]
    assert frames.survey_option.select("question_id", "option_code", "position", "label_en").rows() == [
        ("Q01", "1", 1, "Yes"),
        ("Q01", "2", 2, "No"),
        ("Q02", "1", 1, "Cost"),
        ("Q02", "9", 2, "None"),
    ]


def test_results_are_final_unless_the_instrument_gives_the_day_of_an_interim_tabulation(tmp_path: Path) -> None:
    stated = load(tmp_path, "universe: municipalities", "interim_as_of: 2023-10-27\nuniverse: municipalities")
    assert instrument_frames(stated).survey_wave["interim_as_of"].to_list() == [date(2023, 10, 27)]


@pytest.mark.parametrize("day", ["2023-10", "2023-10-19", "2023-02-30", "27", "[]"])
def test_the_day_of_an_interim_tabulation_is_a_real_day_of_the_fieldwork_or_later(tmp_path: Path, day: str) -> None:
    with pytest.raises(InputProblem) as caught:
        load(tmp_path, "universe: municipalities", f"interim_as_of: {day}\nuniverse: municipalities")
    assert "interim_as_of" in str(caught.value)


def test_combined_options_follow_the_options_with_their_members(tmp_path: Path) -> None:
    frames = instrument_frames(load(tmp_path, NO, NO + combined("T", "[1, 2]")))
    assert frames.survey_combined_option.select("question_id", "option_code", "position", "member_code").rows() == [
        ("Q01", "T", 3, "1"),
        ("Q01", "T", 3, "2"),
    ]
    assert "T" not in frames.survey_option["option_code"]


def test_a_question_asked_of_some_is_published_no_more_freely_than_the_one_that_leads_to_it(tmp_path: Path) -> None:
    assert load(tmp_path).disclosures() == {"Q01": "aggregate", "Q02": "aggregate", "Q03": "aggregate"}
    public = load(tmp_path, "type: single\n    disclosure: aggregate", "type: single\n    disclosure: public")
    assert public.disclosures() == {"Q01": "public", "Q02": "aggregate", "Q03": "public"}


def test_a_wave_without_choices_has_an_empty_option_table(tmp_path: Path) -> None:
    only_text = INSTRUMENT.split("    options:")[0].replace("type: single", "type: text")
    (tmp_path / "instrument.yml").write_text(only_text, encoding="utf-8")
    frames = instrument_frames(load_instrument(tmp_path / "instrument.yml"))
    assert frames.survey_option.shape == (0, 7)


def test_routing_is_the_same_in_both_spellings(tmp_path: Path) -> None:
    questions = load(tmp_path).questions
    assert questions[1].asked_if is not None and questions[1].asked_if.any_of == ["1"]
    assert questions[2].asked_if is not None and questions[2].asked_if.any_of == ["1", "2"]


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ("type: single", "type: choice", 9, "'single', 'multiple', 'numeric' or 'text'"),
        ("id: Q02", "id: Q01", 15, '"Q01" is used twice'),
        ('code: "2"', "code: 1", 14, "used twice: 1"),
        ("asked_if: Q01=1", "asked_if: Q09=1", 21, "no earlier question"),
        ("asked_if: Q01=1", "asked_if: Q01=7", 21, "has no option 7"),
        ("asked_if: Q01=1", "asked_if: always", 21, "question=option"),
        ("type: numeric", "type: single", 27, "need options"),
        ("end: 2023-11}", "end: 2023-09}", 3, "later than end"),
        ("end: 2023-11}", "end: 2023}", 3, "field_period.end"),
        ("end: 2023-11}", "end: 2023-13}", 3, "real dates"),
        ("end: 2023-11}", "end: 2023-11-31}", 3, "real dates"),
        (", en: Survey}", "}", 2, '"title.en" is missing'),
        ("disclosure: public", "disclosures: public", 29, 'Did you mean "disclosure"?'),
        ("universe: municipalities", "universe: custom", 4, "needs `frame`"),
        ("universe: municipalities", "universe: custom\nframe: ../frame.csv", 5, "a file in the folder of this instrument"),
        ("nature: published", "nature: published\nweighting: {method: raked}", 6, "needs `margins`"),
        ("nature: published", "nature: published\nweighting: {method: stratified}", 6, "needs `strata`"),
        ("nature: published", "nature: published\ndomains: [size]", 6, "no column of the default frame"),
        ("code: 9", "code: NA", 24, "stands for no answer"),
        ("unit: 箇所", "same_as: Q07", 28, "questions[Q03].same_as"),
        ("unit: 箇所", "same_as: fy2023_trial.Q01", 28, "earlier wave"),
        ("unit: 箇所", "comparability: identical", 28, "goes with same_as"),
        ("unit: 箇所", "per: Q09", 28, '"Q09" is none'),
        ("unit: 箇所", "per: Q03", 28, '"Q03" is none'),
        ("unit: 箇所", "combined: [{code: T, label: {ja: 計, en: Sum}, of: [1, 2]}]", 28, "single and multiple only"),
        (NO, NO + combined("T", "[1, 7]"), 16, "no option 7; the codes are 1, 2"),
        (NO, NO + combined("T", "[1]"), 16, "at least two options"),
        (NO, NO + combined("T", "[1, 1]"), 16, "at least two options"),
        (NO, NO + combined("2", "[1, 2]"), 16, "code of an option"),
        (NO, NO + combined("NA", "[1, 2]"), 16, "no answer (NA)"),
        (NO, NO + combined("T", "[1, 2]") + combined("T", "[1, 2]").partition("\n    combined:")[2], 17, "used twice"),
        ("disclosure: aggregate", "disclosure: never", 21, "make Q01 aggregate, or Q02 never"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, old: str, new: str, row: int, words: str) -> None:
    with pytest.raises(InputProblem) as caught:
        load(tmp_path, old, new)
    assert f"line {row} " in caught.value.problem_en
    assert words in caught.value.problem_en
    assert f"{row}行目" in caught.value.problem_ja


@pytest.mark.parametrize("wave_id", ["Survey2023", "survey-2023", "調査", "2023"])
def test_a_wave_id_of_other_letters_is_told_what_to_write(tmp_path: Path, wave_id: str) -> None:
    with pytest.raises(InputProblem) as caught:
        load(tmp_path, "wave_id: fy2023_trial", f"wave_id: {wave_id}")
    assert "small letters, digits and _" in caught.value.problem_en
    assert "1行目" in caught.value.problem_ja and "英小文字" in caught.value.problem_ja


def test_codes_are_taken_as_written_and_what_yaml_takes_for_a_date_is_asked_for_in_quotes(tmp_path: Path) -> None:
    codes = load(tmp_path, "- {code: 9, label: {ja: 特になし", "- {code: no, label: {ja: 特になし").questions[1].options
    assert [option.code for option in codes] == ["1", "no"]
    codes = load(tmp_path, "asked_if: Q01=1", "asked_if: {question: Q01, any_of: 1}").questions[1].asked_if
    assert codes is not None and codes.any_of == ["1"]
    with pytest.raises(InputProblem) as caught:
        load(tmp_path, "- {code: 1, label: {ja: ある", "- {code: 2023-11-01, label: {ja: ある")
    assert "write it in quotes" in caught.value.problem_en


def test_a_domain_may_not_be_called_as_the_total_is(tmp_path: Path) -> None:
    with pytest.raises(InputProblem) as caught:
        load(tmp_path, "nature: published", "nature: published\nframe: frame.csv\ndomains: [all]")
    assert "rename the column" in caught.value.problem_en


def test_once_reasons_are_given_every_breakdown_needs_one(tmp_path: Path) -> None:
    declared = (
        "domains: [population_band, region]\npublishable:\n"
        "  region: {ja: 所在地による区分であるため。, en: where a body lies}\n"
    )
    with pytest.raises(InputProblem, match=r"population_band[\s\S]*publishable"):
        load(tmp_path, "nature: published\n", f"nature: published\n{declared}")
    both = declared + "  population_band: {ja: 人口による区分であるため。, en: a class of size}\n"
    instrument = load(tmp_path, "nature: published\n", f"nature: published\n{both}")
    assert instrument.breakdowns == ["population_band", "region"]


def test_strata_and_margins_are_breakdowns_too(tmp_path: Path) -> None:
    weighted = "weighting: {method: raked, strata: region, margins: [population_band]}\n"
    assert load(tmp_path, "nature: published\n", f"nature: published\n{weighted}").breakdowns == ["region", "population_band"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('{code: "2", label: {ja: ない', '{code: " ", label: {ja: ない', "the code is blank"),
        ("id: Q03", 'id: "Q=3"', "cannot be an id"),
        ("id: Q03", 'id: " "', "cannot be an id"),
        ("unit: 箇所", "max: .nan", "must be a number with an end"),
        ("unit: 箇所", "max: -5", "min (0) is more than max (-5)"),
        ("en: Cost", 'en: " "', "is blank, or holds a control character"),
        ("ja: 費用", 'ja: "費\\x01用"', "is blank, or holds a control character"),
        (
            "    universe: {ja: 「ある」",
            combined("９", "[1, 9]")[1:] + "\n    universe: {ja: 「ある」",
            "the code of an option",
        ),
    ],
)
def test_what_no_answer_could_be_found_by_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(InputProblem) as problem:
        load(tmp_path, old, new)
    assert words in problem.value.problem_en and problem.value.row
