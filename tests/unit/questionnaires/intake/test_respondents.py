"""Whose form it is, when it was sent, and which of several counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.questionnaires.form.wave_units import former_names, ward_names, wave_units
from dagster_project.questionnaires.intake.respondents import Block, Respondent, respondents
from dagster_project.questionnaires.units.known_bodies import known_bodies
from dagster_project.questionnaires.units.wave_frame import Frame
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.settings import PROJECT_ROOT
from tests.unit.questionnaires.filling import COMPLETE, COMPLETE_ANSWERS, UNITS, answers, rules

FRAME = Frame(pl.DataFrame(UNITS, schema=["unit_id", "prefecture", "name_ja"], orient="row"))


def respondent(entries: dict[str, str], file_name: str, frame: Frame) -> Respondent:
    (found,) = respondents([Block(file_name, entries)], frame)
    return found


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
        ({"code": "131016", "prefecture": "京都府", "municipality": "京都し"}, None, "unit_contradiction"),
        ({"code": "131016", "prefecture": "京都府", "municipality": "千代田区"}, "131016", "unit_name_ignored"),
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
        ({"prefecture": "東京郡", "municipality": "中央区"}, "東京都中央区(131024)"),
    ],
)
def test_names_that_look_alike_are_shown_and_never_taken(entries, similar):
    found = respondent(entries, "form.xlsx", FRAME)
    assert found.unit_id is None and found.remarks[0].expected.startswith(similar)


@pytest.fixture(scope="module")
def all_municipalities(written_form) -> Frame:
    """The default frame of a survey of municipalities."""
    municipalities = RecordedMunicipalities(PROJECT_ROOT / "raw")
    units = wave_units(municipalities, Path(), written_form[1])
    former, wards = former_names(municipalities, written_form[1], units), ward_names(municipalities, written_form[1])
    return Frame(units, former, wards, known_bodies(municipalities, written_form[1]))


@pytest.fixture(scope="module")
def few_municipalities(written_form) -> Frame:
    """A frame of some municipalities, as a sample has it; 111007 is さいたま市."""
    units = pl.DataFrame(
        [*UNITS[:4], ("111007", "埼玉県", "さいたま市")], schema=["unit_id", "prefecture", "name_ja"], orient="row"
    )
    return Frame(units, known=known_bodies(RecordedMunicipalities(PROJECT_ROOT / "raw"), written_form[1]))


@pytest.mark.parametrize(
    "entries",
    [
        {"code": "131032", "prefecture": "東京都", "municipality": "千代田区"},
        {"code": "13103", "municipality": "千代田区"},
        {"code": "271004", "prefecture": "東京都", "municipality": "千代田区"},
        {"code": "270008", "prefecture": "東京都", "municipality": "千代田区"},
        {"code": "112046", "prefecture": "東京都", "municipality": "千代田区"},
        {"code": "131016", "municipality": "港区"},
        {"code": "131016", "municipality": "港区役所"},
        {"code": "131016", "municipality": "大阪市中央区"},
        {"code": "131016", "municipality": "京都府"},
        {"code": "131016", "municipality": "京都府庁"},
        {"code": "131016", "municipality": "浦和市"},
        {"code": "131024", "municipality": "千代田区役所"},
    ],
)
def test_code_and_name_of_two_bodies_are_asked_back_though_one_of_them_is_not_surveyed(few_municipalities, entries):
    found = respondent(entries, "form.xlsx", few_municipalities)
    assert (found.unit_id, [each.rule for each in found.remarks]) == (None, ["unit_contradiction"])


@pytest.mark.parametrize(
    ("entries", "unit_id", "remark"),
    [
        ({"code": "131016", "municipality": "千代田区役所"}, "131016", []),
        ({"municipality": "千代田区役所"}, "131016", []),
        ({"code": "131016", "municipality": "千代田"}, "131016", ["unit_name_ignored"]),
        ({"code": "131016", "municipality": "千代田区総務課"}, "131016", ["unit_name_ignored"]),
        ({"code": "131016", "municipality": "東京都"}, "131016", ["unit_name_ignored"]),
        ({"code": "131017", "municipality": "千代田区"}, "131016", ["unit_code_ignored"]),
        ({"code": "112046", "municipality": "さいたま市"}, "111007", ["unit_code_ignored"]),
        ({"code": "112445", "municipality": "さいたま市"}, "111007", ["unit_code_ignored"]),
        ({"code": "111007", "municipality": "浦和市"}, "111007", ["unit_name_ignored"]),
        ({"code": "011011", "municipality": "札幌市"}, "011002", ["unit_code_ignored"]),
        ({"code": "011002", "municipality": "札幌市中央区"}, "011002", ["unit_name_ignored"]),
        ({"code": "130001", "municipality": "千代田区"}, "131016", ["unit_code_ignored"]),
        ({"code": "131032"}, None, ["unit_unknown"]),
    ],
)
def test_a_slip_in_one_of_code_and_name_leaves_the_other_in_use(few_municipalities, entries, unit_id, remark):
    found = respondent(entries, "form.xlsx", few_municipalities)
    assert (found.unit_id, [each.rule for each in found.remarks]) == (unit_id, remark)


@pytest.mark.parametrize(
    ("prefecture", "municipality", "unit_id"),
    [
        ("石川県", "金澤市", "172014"),
        ("石川", "金沢市", "172014"),
        ("茨城県", "竜ヶ崎市", "082082"),
        ("茨城県", "龍が崎市", "082082"),
        ("東京都", "三宅島三宅村", "133817"),
        ("", "東京都八丈島八丈町", "134015"),
        ("東京都", "八丈島八丈町", "134015"),
        ("北海道", "空知支庁幌加内町", "014729"),
        ("", "高岡郡檮原町", "394050"),
        ("東京", "府中市", "132063"),
        ("北海道", "古宇郡泊村", "014036"),
    ],
)
def test_a_name_is_known_in_every_usual_spelling(all_municipalities, prefecture, municipality, unit_id):
    block = {"municipality": municipality} | ({"prefecture": prefecture} if prefecture else {})
    found = respondent(block, "form.xlsx", all_municipalities)
    assert (found.unit_id, found.remarks) == (unit_id, ())


def test_a_county_that_is_another_is_not_overlooked(all_municipalities):
    found = respondent({"prefecture": "東京都", "municipality": "西多摩郡三宅村"}, "form.xlsx", all_municipalities)
    assert found.unit_id is None and found.remarks[0].rule == "unit_unknown"


@pytest.mark.parametrize(("name", "remark"), [("丹波篠山市", []), ("篠山市", ["unit_name_ignored"])])
def test_a_former_name_goes_with_the_code_of_the_body_of_today_and_with_no_other(all_municipalities, name, remark):
    found = respondent({"code": "282219", "municipality": name}, "form.xlsx", all_municipalities)
    assert (found.unit_id, [each.rule for each in found.remarks]) == ("282219", remark)
    found = respondent({"code": "131016", "municipality": name}, "form.xlsx", all_municipalities)
    assert (found.unit_id, [each.rule for each in found.remarks]) == (None, ["unit_contradiction"])


@pytest.mark.parametrize(
    ("entries", "unit_id", "remark"),
    [
        ({}, None, ["unit_ward"]),
        ({"code": "不明"}, None, ["unit_ward"]),
        ({"code": "131024"}, "131024", []),
        ({"prefecture": "東京都"}, "131024", []),
        ({"prefecture": "大阪府"}, None, ["unit_unknown"]),
    ],
)
def test_a_ward_of_tokyo_is_told_from_those_of_its_name_in_designated_cities(all_municipalities, entries, unit_id, remark):
    found = respondent({"municipality": "中央区", **entries}, "form.xlsx", all_municipalities)
    assert (found.unit_id, [each.rule for each in found.remarks]) == (unit_id, remark)


def test_a_number_that_may_be_two_bodies_is_settled_by_the_name_or_asked_back(all_municipalities):
    """12203 is 市川市 without its check digit, and 士別市 without its leading zero."""
    asked = respondent({"code": "12203"}, "form.xlsx", all_municipalities)
    assert asked.unit_id is None
    assert (asked.remarks[0].rule, asked.remarks[0].expected) == (
        "unit_ambiguous",
        "北海道士別市(012203) / 千葉県市川市(122033)",
    )
    for beside, unit_id in (
        ({"municipality": "市川市"}, "122033"),
        ({"prefecture": "北海道", "municipality": "士別市"}, "012203"),
        ({"prefecture": "千葉県"}, "122033"),
    ):
        found = respondent({"code": "12203", **beside}, "form.xlsx", all_municipalities)
        assert (found.unit_id, found.remarks) == (unit_id, ())
    for beside in ({"municipality": "札幌市"}, {"prefecture": "東京都"}):
        found = respondent({"code": "12203", **beside}, "form.xlsx", all_municipalities)
        assert (found.unit_id, found.remarks[0].rule) == (None, "unit_contradiction")


@pytest.fixture(scope="module")
def frame_of_shibetsu(written_form) -> Frame:
    """Of the two bodies that 12203 may be one is surveyed."""
    units = pl.DataFrame(
        [("012203", "北海道", "士別市"), ("131016", "東京都", "千代田区")],
        schema=["unit_id", "prefecture", "name_ja"],
        orient="row",
    )
    return Frame(units, known=known_bodies(RecordedMunicipalities(PROJECT_ROOT / "raw"), written_form[1]))


@pytest.mark.parametrize(
    ("entries", "unit_id", "remark"),
    [
        ({"code": "12203"}, None, ["unit_ambiguous"]),
        ({"code": "12203", "municipality": "しべつし"}, None, ["unit_ambiguous"]),
        ({"code": "12203", "prefecture": "千葉県"}, None, ["unit_contradiction"]),
        ({"code": "12203", "prefecture": "千葉県", "municipality": "いちかわし"}, None, ["unit_contradiction"]),
        ({"code": "131016", "prefecture": "大阪府"}, None, ["unit_contradiction"]),
        ({"code": "131016", "prefecture": "大阪府", "municipality": "ちよだ"}, None, ["unit_contradiction"]),
        ({"code": "12203", "prefecture": "北海道"}, "012203", []),
        ({"code": "12203", "municipality": "士別市"}, "012203", []),
        ({"code": "012203"}, "012203", []),
        ({"code": "13101"}, "131016", []),
    ],
)
def test_a_body_that_is_not_surveyed_may_be_meant_as_well(frame_of_shibetsu, entries, unit_id, remark):
    found = respondent(entries, "form.xlsx", frame_of_shibetsu)
    assert (found.unit_id, [each.rule for each in found.remarks]) == (unit_id, remark)


@pytest.mark.parametrize("code", ["13101⁶", "①31016", "13101₆", "13101❻"])
def test_a_footnote_mark_is_no_digit_of_a_code(all_municipalities, code):
    assert all_municipalities.units_of([{"code": code}])[0][0] is None
    unit_id, remarks = all_municipalities.units_of([{"code": code, "prefecture": "東京都", "municipality": "千代田区"}])[0]
    assert (unit_id, [remark.rule for remark in remarks]) == ("131016", ["unit_code_ignored"])


def test_every_code_in_every_state_of_wear_means_its_body_or_is_asked_back(all_municipalities):
    codes = [
        (unit_id, worn)
        for unit_id in all_municipalities.ids
        for worn in (unit_id, unit_id[:5], unit_id.lstrip("0"), unit_id[:5].lstrip("0"))
    ]
    found = respondents([Block("form.xlsx", {"code": worn}) for _, worn in codes], all_municipalities)
    asked = {worn for (unit_id, worn), each in zip(codes, found, strict=True) if each.unit_id != unit_id}
    assert all(each.remarks[0].rule == "unit_ambiguous" for each in found if each.unit_id is None)
    assert all(each.unit_id in (unit_id, None) for (unit_id, _), each in zip(codes, found, strict=True))
    assert len(asked) == 12 and "12203" in asked


def test_a_name_of_two_bodies_needs_its_prefecture(all_municipalities):
    found = respondent({"municipality": "府中市"}, "form.xlsx", all_municipalities)
    assert found.unit_id is None
    assert (found.remarks[0].rule, found.remarks[0].expected) == (
        "unit_ambiguous",
        "東京都府中市(132063) / 広島県府中市(342084)",
    )


def test_a_code_does_not_overrule_another_prefecture(all_municipalities):
    found = respondent({"code": "131016", "prefecture": "京都府"}, "form.xlsx", all_municipalities)
    assert (found.unit_id, found.remarks[0].rule) == (None, "unit_contradiction")


def test_units_without_codes_and_names_of_their_own_are_known_by_their_ids():
    frame = Frame(
        pl.DataFrame(
            {"unit_id": ["g01", "g02"], "prefecture": [None, None], "name_ja": [None, None]},
            schema_overrides={"prefecture": pl.String, "name_ja": pl.String},
        )
    )
    assert respondent({"code": "ｇ０１"}, "form.xlsx", frame).unit_id == "g01"
    assert respondent({"code": "g03"}, "form.xlsx", frame).remarks[0].rule == "unit_unknown"
    assert respondent({"municipality": "札幌市"}, "form.xlsx", frame).remarks[0].rule == "unit_unknown"


@pytest.mark.parametrize(
    ("entries", "unit_id", "remark"),
    [
        ({"code": "g01"}, "g01", []),
        ({"municipality": "第一組合"}, "g01", []),
        ({"code": "g01", "municipality": "第二組合"}, None, ["unit_contradiction"]),
        ({"code": "g01", "municipality": "第三組合"}, "g01", ["unit_name_ignored"]),
        ({"code": "g01", "prefecture": "東京都"}, "g01", []),
    ],
)
def test_units_with_names_and_no_prefecture_are_known_by_both(entries, unit_id, remark):
    columns = {"unit_id": ["g01", "g02"], "prefecture": [None, None], "name_ja": ["第一組合", "第二組合"]}
    frame = Frame(pl.DataFrame(columns, schema_overrides={"prefecture": pl.String}))
    found = respondent(entries, "form.xlsx", frame)
    assert (found.unit_id, [each.rule for each in found.remarks]) == (unit_id, remark)


def test_a_survey_of_prefectures_knows_them_as_people_call_them():
    units = pl.DataFrame(
        [("010006", "北海道", "北海道"), ("130001", "東京都", "東京都")],
        schema=["unit_id", "prefecture", "name_ja"],
        orient="row",
    )
    for written in ("東京都", "東京"):
        assert respondent({"prefecture": written}, "form.xlsx", Frame(units)).unit_id == "130001"
    assert respondent({"prefecture": "東京府"}, "form.xlsx", Frame(units)).unit_id is None
    for code in ("13", "13000", "130001"):
        assert respondent({"code": code}, "form.xlsx", Frame(units)).unit_id == "130001"
    assert respondent({"code": "1"}, "form.xlsx", Frame(units)).unit_id == "010006"
    asked = respondent({"code": "13", "prefecture": "北海道"}, "form.xlsx", Frame(units))
    assert (asked.unit_id, asked.remarks[0].rule) == (None, "unit_contradiction")
    noted = respondent({"code": "999999", "prefecture": "東京都"}, "form.xlsx", Frame(units))
    assert noted.remarks[0].expected == "東京都(130001)"


def test_a_body_from_before_a_merger_hears_which_body_it_is_now(survey):
    municipalities = RecordedMunicipalities(PROJECT_ROOT / "raw")
    units = wave_units(municipalities, survey.wave_dir, survey.instrument)
    frame = Frame(units, former_names(municipalities, survey.instrument, units))
    for prefecture, name in (("埼玉県", "浦和市"), ("埼玉県", "岩槻市"), (None, "埼玉県浦和市")):
        entries = {"municipality": name} | ({"prefecture": prefecture} if prefecture else {})
        found = respondent(entries, "form.xlsx", frame)
        assert found.unit_id is None
        if prefecture:
            assert (found.remarks[0].rule, found.remarks[0].expected) == ("unit_former", "埼玉県さいたま市(111007)")
    # a village that crossed a prefecture border is known under the prefecture it was of
    [found] = respondents([Block("form.xlsx", {"prefecture": "長野県", "municipality": "山口村"})], frame)
    assert (found.remarks[0].rule, found.remarks[0].expected) == ("unit_former", "岐阜県中津川市(212067)")
    blocks = [
        Block("form.xlsx", {"prefecture": prefecture, "municipality": name})
        for prefecture, name in units.select("prefecture", "name_ja").iter_rows()
    ]
    found = respondents(blocks, frame)
    assert [each.unit_id for each in found if each.remarks == ()] == units["unit_id"].to_list()


BLOCK = st.dictionaries(st.sampled_from(["code", "prefecture", "municipality", "date", "round"]), st.text(max_size=12))


@pytest.mark.thorough
@settings(deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=8))
def test_whatever_is_written_gives_a_body_of_the_frame_or_a_reason(blocks):
    filled = [{name: text for name, text in block.items() if text.strip()} for block in blocks]
    every = respondents([Block("form.xlsx", entries) for entries in filled], FRAME)
    assert all(found.unit_id in FRAME.ids or found.remarks for found in every)
    assert all(1 <= found.round_number <= 99 for found in every)


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


def test_without_numbers_the_latest_date_counts(survey):
    survey.fill({**COMPLETE, "unit:date": "2026/10/20", "answer:Q03": 20}, name="a.xlsx")
    survey.fill({**COMPLETE, "unit:date": "2026/10/6", "answer:Q03": 6}, name="b.xlsx")
    assert ("Q03", None, 20.0, None) in answers(survey.take_in())


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


def test_two_forms_with_one_number_and_one_date_and_other_answers_are_both_asked_back(survey):
    survey.fill(name="a.xlsx")
    survey.fill({**COMPLETE, "answer:Q03": 13}, name="b.xlsx")
    intake = survey.take_in()
    assert answers(intake) == set()
    assert intake.findings["rule"].to_list() == ["same_round", "same_round"]
    assert "b.xlsx" in intake.findings["problem_ja"][0] and "a.xlsx" in intake.findings["problem_en"][1]
    survey.fill({**COMPLETE, "unit:round": 2, "answer:Q03": 14}, name="0.xlsx")
    assert ("Q03", None, 14.0, None) in answers(survey.take_in())


@pytest.mark.parametrize("written", ["2062/10/5", "令和44年10月5日", "1926/10/5"])
def test_a_date_far_from_the_field_period_is_not_used_and_asked_back(survey, written):
    survey.fill({**COMPLETE, "unit:date": written})
    intake = survey.take_in()
    found = intake.findings.row(0, named=True)
    assert (found["rule"], found["severity"], found["written"]) == ("date_out_of_bounds", "error", written) and found["cell"]
    assert "2025-09-30 – 2027-10-31" in found["problem_ja"]
    assert intake.submissions.select("submitted_on", "state").row(0) == (None, "accepted_with_errors")
    assert answers(intake) == COMPLETE_ANSWERS


def test_whether_a_form_without_a_date_came_before_or_after_one_with_a_date_is_not_known(survey):
    survey.fill({**COMPLETE, "unit:date": "2062/10/20", "answer:Q03": 20}, name="a.xlsx")
    survey.fill({**COMPLETE, "unit:date": "2026/10/6", "answer:Q03": 6}, name="b.xlsx")
    survey.fill({**COMPLETE, "unit:date": "2026/10/5", "answer:Q03": 5}, name="c.xlsx")
    intake = survey.take_in()
    assert intake.submissions["state"].to_list() == ["refused", "refused", "accepted"]
    assert rules(intake) == {"same_round", "date_out_of_bounds"}
    assert ("Q03", None, 5.0, None) in answers(intake)


def test_two_forms_with_one_number_one_date_and_the_same_answers_are_one(survey):
    survey.fill(name="a.xlsx")
    survey.fill(name="b.xlsx", damage=lambda book, *_: book.create_sheet("メモ"))
    intake = survey.take_in()
    assert answers(intake) == COMPLETE_ANSWERS and "superseded" in rules(intake)


@pytest.mark.parametrize(("entry", "written"), [("date", "2026/10/1²"), ("round", "2²"), ("round", "①2")])
def test_a_footnote_mark_is_no_digit_of_a_date_or_a_number_of_the_submission(survey, entry, written):
    survey.fill({**COMPLETE, f"unit:{entry}": written})
    intake = survey.take_in()
    assert rules(intake) == {f"{entry}_unreadable"}
    assert intake.submissions["round_number"].to_list() == [1]


def test_a_circled_number_of_the_submission_is_one(survey):
    survey.fill({**COMPLETE, "unit:round": "②"})
    assert survey.take_in().submissions["round_number"].to_list() == [2]


def test_an_unreadable_number_of_the_submission_is_told(survey):
    survey.fill({**COMPLETE, "unit:round": "再提出"})
    assert rules(survey.take_in()) == {"round_unreadable"}


def test_contacts_reach_the_office_and_no_table(survey):
    survey.fill({**COMPLETE, "unit:contact": "03-0000-0000"})
    intake = survey.take_in()
    assert intake.contacts["contact"].to_list() == ["03-0000-0000"]
    for frame in (intake.submissions, intake.findings, intake.responses, intake.quarantined):
        assert "03-0000-0000" not in str(frame.rows())
