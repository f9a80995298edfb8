"""A frame of any columns: units in order, attributes in the file's own words, unusable rows named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project.common.problems import InputProblem
from dagster_project.questionnaires.answers.survey_frame import read_frame
from dagster_project.questionnaires.instrument.instrument import Instrument

LABEL = {"ja": "名称", "en": "name"}


def instrument(**more) -> Instrument:
    return Instrument.model_validate(
        {
            "wave_id": "w",
            "title": LABEL,
            "field_period": {"start": "2023-10-20", "end": "2023-11-06"},
            "universe": "custom",
            "frame": "frame.csv",
            "nature": "sample",
            "questions": [{"id": "T", "text": LABEL, "type": "text", "disclosure": "never"}],
            **more,
        }
    )


@pytest.fixture
def read(tmp_path: Path):
    def run(text: str, **more):
        (tmp_path / "frame.csv").write_text(text, encoding="utf-8")
        return read_frame(tmp_path / "frame.csv", instrument(**more), "questionnaires/w/frame.csv")

    return run


def test_columns_the_instrument_names_become_attributes_in_their_own_words(read) -> None:
    found = read("unit_id,名前,unit_name_ja,大きさ\nb,乙,乙町,01\na,甲,甲市,\n", domains=["名前", "大きさ"])
    assert found.units.loaded.select("unit_id", "unit_name_ja", "position", "row_number").rows() == [
        ("b", "乙町", 1, 2),
        ("a", "甲市", 2, 3),
    ]
    assert set(found.attributes.select("unit_id", "attribute", "value").rows()) == {
        ("b", "名前", "乙"), ("a", "名前", "甲"), ("b", "大きさ", "01"),
    }  # fmt: skip
    assert found.kept_back == ()


def test_a_column_that_nobody_declared_is_kept_back_and_named(read) -> None:
    text = "unit_id,unit_name_ja,層,prefecture,担当者,メール\na,甲市,大,北海道,山田花子,hanako@example.jp\n"
    found = read(text, weighting={"method": "stratified", "strata": "層"})
    assert found.kept_back == ("担当者", "メール")
    assert set(found.attributes["attribute"]) == {"層", "prefecture"}
    assert "hanako" not in str(found.attributes.rows()) + str(found.units.loaded.rows())


@pytest.mark.parametrize(
    "contact",
    [
        "a@example.jp",
        "大＠町.jp",
        "03-1234-5678",
        "０９０－１１１１－２２２２",
        "(0997) 12-3456",
        "0997-12345-7741",
        "電話 0997 12 3456",
    ],
)
def test_a_contact_in_a_column_that_is_published_costs_the_row(read, contact) -> None:
    found = read(f"unit_id,地区\na,南\nb,{contact}\n", domains=["地区"])
    assert found.units.loaded["unit_id"].to_list() == ["a"]
    assert found.units.quarantined.select("row_number", "column_name", "rule").rows() == [(3, "地区", "contact_detail")]


@pytest.mark.parametrize("value", ["01", "131016", "10-30万", "0120B", "2023-10-20", "1000000000", "0-9", "0.5-1.0"])
def test_codes_ranges_and_dates_are_no_contacts(read, value) -> None:
    assert read(f"unit_id,地区\na,{value}\n", domains=["地区"]).units.quarantined.is_empty()


def test_values_stay_as_written_and_columns_are_called_as_the_instrument_calls_them(read) -> None:
    """Typing a header in half width does not make it another column; a value is published as it is."""
    found = read("unit_id,層(規模),地区\nａ,１万～,南ｶﾅ\nb,１万～,NA\n", domains=["層（規模）", "地区"])
    assert found.units.quarantined.is_empty()
    assert set(found.attributes.select("unit_id", "attribute", "value").rows()) == {
        ("a", "層（規模）", "１万～"), ("b", "層（規模）", "１万～"), ("a", "地区", "南ｶﾅ"),
    }  # fmt: skip


def test_a_unit_without_its_stratum_and_units_given_twice_are_set_aside(read) -> None:
    found = read("unit_id,size\na,L\nb,\nc,S\nc,L\nd,S\nd,S\n,L\n", weighting={"method": "stratified", "strata": "size"})
    assert found.units.loaded["unit_id"].to_list() == ["a", "d"]
    assert found.units.quarantined.select("row_number", "rule", "column_name").rows() == [
        (3, "missing_value", "size"),
        (4, "duplicate_key", "unit_id"),
        (5, "duplicate_key", "unit_id"),
        (7, "duplicate_row", None),
        (8, "missing_value", "unit_id"),
    ]
    assert found.units.balance.select("rows_read", "rows_loaded", "rows_quarantined").row(0) == (7, 2, 5)


def test_a_column_the_instrument_needs_must_be_there(read) -> None:
    with pytest.raises(InputProblem, match="region") as caught:
        read("unit_id,size\na,L\n", domains=["size", "region"])
    assert "unit_id" not in caught.value.fix_en and "size" in caught.value.fix_en


def test_a_frame_that_is_named_must_lie_beside_its_instrument(tmp_path: Path) -> None:
    import yaml

    from dagster_project.questionnaires.instrument.instrument import load_instrument

    described = instrument().model_dump(mode="json", exclude_none=True)
    (tmp_path / "instrument.yml").write_text(yaml.safe_dump(described, allow_unicode=True), encoding="utf-8")
    with pytest.raises(InputProblem, match=r"frame\.csv"):
        load_instrument(tmp_path / "instrument.yml")


def test_a_header_that_the_reader_needs_for_itself_is_named(read) -> None:
    with pytest.raises(InputProblem) as caught:
        read("unit_id,index,size\na,0,x\n")
    assert caught.value.column == "index" and caught.value.row == 1
    assert "Rename the header" in caught.value.fix_en and "別の名前" in caught.value.fix_ja


@pytest.mark.parametrize(
    ("written", "rule"), [("#N/A", "error_text"), ("大\x01", "control_character"), ("〃", "ditto_mark"), ("同上", "ditto_mark")]
)
def test_what_is_no_text_makes_no_stratum(read, written, rule) -> None:
    found = read(f"unit_id,層\na,{written}\nb,小\n", weighting={"method": "stratified", "strata": "層"})
    assert found.attributes.rows() == [("w", "b", "層", "小")]
    [row] = found.units.quarantined.select("row_number", "rule", "column_name").rows()
    assert row == (2, rule, "層")


def test_one_body_under_two_spellings_of_its_code_is_one_unit(read) -> None:
    text = "unit_id,規模\n131016,大\n13101,大\n011002,大\n1100,小\n"
    found = read(text, universe="municipalities", domains=["規模"])
    assert found.units.loaded["unit_id"].to_list() == ["131016"]
    assert found.units.quarantined.select("row_number", "rule").rows() == [
        (3, "duplicate_row"),
        (4, "duplicate_key"),
        (5, "duplicate_key"),
    ]
