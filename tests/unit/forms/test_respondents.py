"""Whose form it is, when it was sent, and which of several counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.questionnaires.form.wave_units import former_names, wave_units
from dagster_project.questionnaires.intake.respondents import Frame, respondent
from tests.unit.forms.filling import COMPLETE, UNITS, answers, rules

FRAME = Frame(pl.DataFrame(UNITS, schema=["unit_id", "prefecture", "name_ja"], orient="row"))


def who(**entries: str):
    found = respondent(entries, "form.xlsx", FRAME)
    return found.unit_id, [remark.rule for remark in found.remarks]


@pytest.mark.parametrize(
    "entries",
    [
        {"code": "131016"},
        {"code": "13101"},
        {"code": "１３１０１６"},
        {"code": "131016", "prefecture": "東京都", "municipality": "千代田区"},
        {"prefecture": "東京都", "municipality": "千代田区"},
        {"prefecture": "東京都", "municipality": "東京都千代田区"},
        {"municipality": "千代田区"},
    ],
)
def test_a_body_is_known_by_code_or_by_name(entries):
    assert who(**entries) == ("131016", [])


def test_a_lost_leading_zero_is_found_again():
    assert who(code="11002") == ("011002", []) and who(code="1100") == ("011002", [])


def test_a_county_before_the_name_does_no_harm():
    assert who(prefecture="沖縄県", municipality="八重山郡八重山町") == ("473820", [])


@pytest.mark.parametrize(
    ("entries", "unit_id", "rule"),
    [
        ({}, None, "unit_missing"),
        ({"prefecture": "東京都"}, None, "unit_missing"),
        ({"code": "999999"}, None, "unit_unknown"),
        ({"prefecture": "東京都", "municipality": "札幌市"}, None, "unit_unknown"),
        ({"code": "131016", "prefecture": "京都府", "municipality": "京都市"}, None, "unit_contradiction"),
        ({"code": "999999", "prefecture": "京都府", "municipality": "京都市"}, "261009", "unit_code_ignored"),
        ({"code": "261009", "prefecture": "京都府", "municipality": "京都し"}, "261009", "unit_name_ignored"),
    ],
)
def test_a_wrong_body_is_never_guessed(entries, unit_id, rule):
    assert who(**entries) == (unit_id, [rule])


@pytest.mark.parametrize(
    ("entries", "similar"),
    [
        ({"prefecture": "東京都", "municipality": "千代田句"}, "東京都千代田区(131016)"),
        ({"code": "999999"}, "—"),
        ({"prefecture": "東京", "municipality": "中央区"}, "東京都中央区(131024)"),
    ],
)
def test_names_that_look_alike_are_shown_and_never_taken(entries, similar):
    found = respondent(entries, "form.xlsx", FRAME)
    assert found.unit_id is None and found.remarks[0].expected.startswith(similar)


def test_a_body_from_before_a_merger_hears_which_body_it_is_now(survey):
    raw_dir = Path(__file__).parents[3] / "raw"
    units = wave_units(raw_dir, survey.wave_dir, survey.instrument)
    frame = Frame(units, former_names(raw_dir, survey.instrument, units))
    for prefecture, name in (("埼玉県", "浦和市"), ("埼玉県", "岩槻市"), (None, "埼玉県浦和市")):
        entries = {"municipality": name} | ({"prefecture": prefecture} if prefecture else {})
        found = respondent(entries, "form.xlsx", frame)
        assert found.unit_id is None
        if prefecture:
            assert (found.remarks[0].rule, found.remarks[0].expected) == ("unit_former", "埼玉県さいたま市(111007)")
    # a village that crossed a prefecture border is known under the prefecture it was of
    found = respondent({"prefecture": "長野県", "municipality": "山口村"}, "form.xlsx", frame)
    assert (found.remarks[0].rule, found.remarks[0].expected) == ("unit_former", "岐阜県中津川市(212067)")
    for prefecture, name in units.select("prefecture", "name_ja").iter_rows():
        assert respondent({"prefecture": prefecture, "municipality": name}, "form.xlsx", frame).remarks == ()


@given(st.dictionaries(st.sampled_from(["code", "prefecture", "municipality", "date", "round"]), st.text(max_size=12)))
def test_whatever_is_written_gives_a_body_of_the_frame_or_a_reason(entries):
    found = respondent({name: text for name, text in entries.items() if text.strip()}, "form.xlsx", FRAME)
    assert found.unit_id in FRAME.ids or found.remarks
    assert 1 <= found.round_number <= 99


@pytest.mark.parametrize(
    ("entries", "name", "day", "basis"),
    [
        ({"date": "2026-10-05 00:00:00"}, "form.xlsx", date(2026, 10, 5), "form"),
        ({"date": "令和8年10月5日"}, "form.xlsx", date(2026, 10, 5), "form"),
        ({"date": "R8.10.5"}, "form.xlsx", date(2026, 10, 5), "form"),
        ({"date": "46300"}, "form.xlsx", date(2026, 10, 5), "form"),
        ({"date": "2026/10/5"}, "20261007_form.xlsx", date(2026, 10, 5), "form"),
        ({}, "20261007_form.xlsx", date(2026, 10, 7), "file_name"),
        ({"date": "先週"}, "20261007_form.xlsx", date(2026, 10, 7), "file_name"),
        ({}, "form.xlsx", None, "not_available"),
        ({"date": "2026年10月"}, "form.xlsx", None, "not_available"),
    ],
)
def test_the_date_is_the_forms_else_that_of_the_file_name_else_not_available(entries, name, day, basis):
    found = respondent({"code": "131016", **entries}, name, FRAME)
    assert (found.submitted_on, found.submitted_on_basis) == (day, basis)


def test_the_highest_number_of_the_submission_counts_and_both_are_kept(survey):
    survey.fill({**COMPLETE, "unit:round": 2, "answer:Q03": 20}, name="a_corrected.xlsx")
    survey.fill({**COMPLETE, "unit:date": "2026/10/20"}, name="b_first.xlsx")
    intake = survey.take_in()
    assert ("Q03", None, 20.0, None) in answers(intake)
    assert intake.submissions.select("state", "superseded_by").rows() == [
        ("accepted", None),
        ("accepted", "questionnaires/trial/forms/a_corrected.xlsx"),
    ]
    assert rules(intake) == {"superseded"}


def test_without_numbers_the_latest_date_counts_and_then_the_last_name(survey):
    survey.fill({**COMPLETE, "unit:date": "2026/10/20", "answer:Q03": 20}, name="a.xlsx")
    survey.fill({**COMPLETE, "unit:date": "2026/10/6", "answer:Q03": 6}, name="b.xlsx")
    survey.fill({**COMPLETE, "unit:date": "2026/10/20", "answer:Q03": 21}, name="c.xlsx")
    assert ("Q03", None, 21.0, None) in answers(survey.take_in())


def test_a_refused_correction_leaves_the_first_form_in_force(survey):
    survey.fill(name="a.xlsx")
    survey.fill({"unit:code": "131016", "unit:round": 2}, name="b.xlsx")
    intake = survey.take_in()
    assert intake.submissions.select("state", "superseded_by").rows() == [("accepted", None), ("refused", None)]
    assert len(answers(intake)) == 4


def test_the_same_file_twice_is_noted(survey):
    path = survey.fill(name="a.xlsx")
    survey.put("b.xlsx", path.read_bytes())
    assert rules(survey.take_in()) == {"superseded", "same_file_again"}


def test_a_form_after_the_field_period_is_late_and_counts(survey):
    survey.fill({**COMPLETE, "unit:date": "2026/11/2"})
    intake = survey.take_in()
    assert intake.submissions["is_late"].to_list() == [True]
    assert rules(intake) == {"late"} and len(answers(intake)) == 4


def test_a_date_before_the_field_period_is_asked_after_and_the_form_counts(survey):
    survey.fill({**COMPLETE, "unit:date": "2025/10/5"})
    intake = survey.take_in()
    found = intake.findings.row(0, named=True)
    assert (found["rule"], found["severity"], found["written"]) == ("early", "warning", "2025-10-05") and found["cell"]
    assert len(answers(intake)) == 4


def test_two_forms_with_one_number_and_one_date_are_pointed_out_to_both(survey):
    survey.fill(name="a.xlsx")
    survey.fill({**COMPLETE, "answer:Q03": 13}, name="b.xlsx")
    intake = survey.take_in()
    assert ("Q03", None, 13.0, None) in answers(intake)
    told = intake.findings.select("source_file", "rule").rows()
    assert [(name[-6:], rule) for name, rule in told] == [("a.xlsx", "superseded"), ("b.xlsx", "same_round")]
    assert "a.xlsx" in intake.findings["problem_ja"][1]


def test_an_unreadable_number_of_the_submission_is_told(survey):
    survey.fill({**COMPLETE, "unit:round": "再提出"})
    assert rules(survey.take_in()) == {"round_unreadable"}


def test_contacts_reach_the_office_and_no_table(survey):
    survey.fill({**COMPLETE, "unit:contact": "03-0000-0000"})
    intake = survey.take_in()
    assert intake.contacts["contact"].to_list() == ["03-0000-0000"]
    for frame in (intake.submissions, intake.findings, intake.responses, intake.quarantined):
        assert "03-0000-0000" not in str(frame.rows())
