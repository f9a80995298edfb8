"""Suites are read strictly: a mistake names its file and key."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dagster_project.checks.suites import SuiteError, load_suites

ROOT = Path(__file__).resolve().parents[3]
EXPECTATIONS = ROOT / "expectations"
SUITES = [*load_suites(EXPECTATIONS, "raw"), *load_suites(EXPECTATIONS, "reports")]


@pytest.fixture
def good_suite():
    """A valid suite of raw.letter as plain data, to be spoilt by a test."""
    return {
        "table": "raw.letter",
        "owner": {"ja": "データ基盤担当", "en": "Data engineering"},
        "expectations": [
            {
                "id": "raw_letter_weight_is_present",
                "type": "expect_column_values_to_not_be_null",
                "kwargs": {"column": "weight"},
                "severity": "critical",
                "description": {"ja": "重量が記載されている。", "en": "Every letter has a weight."},
            }
        ],
    }


@pytest.fixture
def load(tmp_path):
    """Write a suite as ``raw/letter.yml`` and load it."""

    def write_and_load(suite, name="letter.yml"):
        folder = tmp_path / "expectations" / "raw"
        folder.mkdir(parents=True, exist_ok=True)
        text = suite if isinstance(suite, str) else yaml.safe_dump(suite, allow_unicode=True)
        (folder / name).write_text(text, encoding="utf-8")
        return load_suites(folder.parent, "raw")

    return write_and_load


def test_a_suite_knows_its_border_and_table(good_suite, load):
    [suite] = load(good_suite)
    assert (suite.border, suite.table_name, suite.owner.ja) == ("raw", "letter", "データ基盤担当")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda s: s.update(colour="red"), r"expectations/raw/letter\.yml: colour: Extra inputs"),
        (lambda s: s["owner"].pop("en"), r"expectations/raw/letter\.yml: owner\.en: Field required"),
        (lambda s: s.update(table="raw.parcel"), r"letter\.yml: table: is raw\.parcel"),
        (lambda s: s.update(expectations=[]), r"letter\.yml: expectations: "),
        (lambda s: s["expectations"][0].update(severity="high"), r"expectations\.0\.severity: "),
        (lambda s: s["expectations"][0]["description"].update(ja=" "), r"expectations\.0\.description\.ja: "),
        (lambda s: s["expectations"][0].update(id="weight_is_present"), r"id: .* must start with raw_letter_"),
        (lambda s: s["expectations"].append(s["expectations"][0]), r"id: raw_letter_weight_is_present is already used"),
        (lambda s: s["expectations"][0].update(where={"column": "kind"}), r"state exactly one of equals"),
        (lambda s: s["expectations"][0].update(where={"column": "kind", "like": "x"}), r"where\.like: Extra inputs"),
        (
            lambda s: s["expectations"][0].update(type="unexpected_rows", kwargs={"query": "select 1"}),
            r"which selects from \{batch\}",
        ),
        (
            lambda s: s["expectations"][0].update(
                type="unexpected_rows",
                kwargs={"query": "select 1 from {batch}"},
                where={"column": "kind", "equals": "x"},
            ),
            r"into the query of unexpected_rows",
        ),
    ],
)
def test_a_mistake_names_file_and_key(good_suite, load, spoil, message):
    spoil(good_suite)
    with pytest.raises(SuiteError, match=message):
        load(good_suite)


def test_broken_yaml_names_the_file(load):
    with pytest.raises(SuiteError, match=r"expectations/raw/letter\.yml: not readable as YAML"):
        load("table: [raw.letter")


def test_a_folder_without_suites_is_an_error(tmp_path):
    with pytest.raises(SuiteError, match="no suite found"):
        load_suites(tmp_path, "raw")


def test_ids_are_unique_over_the_project():
    ids = [expectation.id for suite in SUITES for expectation in suite.expectations]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.table)
def test_descriptions_are_in_japanese_and_english(suite):
    for text in [suite.owner, *(expectation.description for expectation in suite.expectations)]:
        assert any("\u3040" <= letter <= "\u9fff" for letter in text.ja), text.ja
        assert not any("\u3040" <= letter <= "\u30ff" for letter in text.en), text.en
        assert text.ja != text.en
    for expectation in suite.expectations:
        assert expectation.description.ja.endswith("。"), expectation.id
        assert expectation.description.en.endswith("."), expectation.id


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.table)
def test_each_table_has_a_critical_expectation_and_looks_at_more_than_one_thing(suite):
    assert any(expectation.severity == "critical" for expectation in suite.expectations)
    assert len(suite.expectations) >= 2
