"""Suites and their shapes are read strictly: a mistake names file, line and key in both languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
import yaml

from dagster_project.checks.shapes import load_shapes
from dagster_project.checks.suites import load_suites
from dagster_project.common.problems import InputProblem
from dagster_project.settings import PROJECT_ROOT, RAW_SUBJECTS

EXPECTATIONS = PROJECT_ROOT / "expectations"
SUITES = [*load_suites(EXPECTATIONS, "raw"), *load_suites(EXPECTATIONS, "reports")]


@pytest.fixture
def good_suite():
    """A valid suite of raw.letter as plain data, to be spoilt by a test."""
    return {
        "table": "raw.letter",
        "owner": {"ja": "データ基盤担当", "en": "Data engineering"},
        "shapes": [{"keyed": ["code"]}, {"range": {"column": "weight", "min": 0, "max": 900, "severity": "warning"}}],
        "expectations": [
            {
                "id": "raw_letter_weight_is_present",
                "severity": "critical",
                "ja": "重量が記載されている。",
                "en": "Every letter has a weight.",
                "type": "expect_column_values_to_not_be_null",
                "kwargs": {"column": "weight"},
            }
        ],
    }


@pytest.fixture
def load(tmp_path):
    """Write a suite as ``raw/letter.yml`` beside the project's shapes and load it."""

    def write_and_load(suite):
        folder = tmp_path / "expectations" / "raw"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXPECTATIONS / "shapes.yml", folder.parent)
        text = suite if isinstance(suite, str) else yaml.safe_dump(suite, allow_unicode=True, sort_keys=False)
        (folder / "letter.yml").write_text(text, encoding="utf-8")
        return load_suites(folder.parent, "raw")

    return write_and_load


def test_a_suite_knows_its_border_and_table(good_suite, load):
    [suite] = load(good_suite)
    assert (suite.border, suite.table_name, suite.owner.ja) == ("raw", "letter", "データ基盤担当")


def test_a_shape_stands_for_an_expectation_with_the_columns_it_is_given(good_suite, load):
    [suite] = load(good_suite)
    key, weight, own = suite.checks
    assert (key.id, key.severity, key.line) == ("raw_letter_key_is_unique", "critical", 6)
    assert (key.ja, key.en) == ("code が同じ行は2つとない。", "No two rows share code.")
    assert "partition by code" in key.query
    assert (weight.id, weight.severity) == ("raw_letter_weight_is_plausible", "warning")
    assert weight.kwargs == {"column": "weight", "min_value": 0, "max_value": 900}
    assert own.id == "raw_letter_weight_is_present"


def test_a_use_may_say_id_severity_and_words_otherwise(good_suite, load):
    words = {"id": "codes_differ", "severity": "warning", "ja": "コードは異なる。", "en": "Codes differ."}
    good_suite["shapes"] = [{"keyed": {"columns": ["code", "kind"], **words}}]
    [key, _] = load(good_suite)[0].checks
    assert (key.id, key.severity, key.ja, key.en) == ("raw_letter_codes_differ", *list(words.values())[1:])


def own(**changes):
    return lambda suite: suite["expectations"][0].update(changes)


def shape(use):
    return lambda suite: suite["shapes"].append(use)


@pytest.mark.parametrize(
    ("spoil", "line", "key", "said"),
    [
        (lambda s: s.update(colour="red"), 21, "colour", "「colour」というキーは使用できません。"),
        (lambda s: s["owner"].pop("en"), 2, "owner.en", '"owner.en" is missing: write it'),
        (own(severity="high"), 15, "expectations[raw_letter_weight_is_present].severity", '"high"; allowed'),
        (own(ja=" "), 16, "expectations[raw_letter_weight_is_present].ja", '" " is empty'),
        (own(id="weight_is_present"), 14, "expectations[weight_is_present].id", "an id starts with raw_letter_"),
        (own(where={"column": "kind"}), 21, "expectations[raw_letter_weight_is_present].where", "state exactly one of equals"),
        (
            own(where={"column": "kind", "like": "x"}),
            23,
            "expectations[raw_letter_weight_is_present].where.like",
            "is not a key of this file",
        ),
        (own(query="select 1 from {batch}"), 14, "expectations[raw_letter_weight_is_present]", "either query or type"),
        (
            own(query="select 1", type=None, kwargs={}),
            20,
            "expectations[raw_letter_weight_is_present].query",
            "a query selects from {batch}",
        ),
        (
            own(query="select 1 from {batch}", type=None, kwargs={}, where={"column": "kind", "equals": "x"}),
            20,
            "expectations[raw_letter_weight_is_present].query",
            "write the condition into the query",
        ),
        (shape("keyd"), 13, "shapes[3]", "「keyd」という型はありません。「keyed」ではありませんか。"),
        (shape({"keyed": {"columns": ["a"], "colour": "red"}}), 16, "shapes[3].keyed.colour", 'no argument "colour"'),
        (shape({"keyed": ["a", "a b"]}), 15, "shapes[3].keyed[2]", '"a b" is not the name of a column'),
        (shape({"keyed": ["a", "a"]}), 13, "shapes[3].keyed", "同じ名前が2つあります"),
        (shape({"keyed": []}), 13, "shapes[3].keyed", "write one or more"),
        (shape({"one_of": {"column": "a"}}), 13, "shapes[3].one_of", '"values" is missing'),
        (shape({"range": {"column": "a", "min": 0, "max": 1}}), 13, "shapes[3].range.severity", "critical or warning"),
        (shape({"covers": {"columns": ["a"], "table": "letter"}}), 16, "shapes[3].covers.table", "name of a table"),
        (shape({"keyed": ["a"], "filled": ["a"]}), 13, "shapes[3]", "write one shape"),
    ],
)
def test_a_mistake_names_file_line_and_key_in_both_languages(good_suite, load, spoil, line, key, said):
    spoil(good_suite)
    with pytest.raises(InputProblem) as problem:
        load(good_suite)
    assert (problem.value.file, problem.value.row) == ("expectations/raw/letter.yml", line)
    assert f"{line}行目" in problem.value.problem_ja and f"line {line} " in problem.value.problem_en
    assert f"「{key}」" in problem.value.problem_ja and f'"{key}"' in problem.value.problem_en
    assert said in str(problem.value)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda s: s.update(table="raw.parcel", expectations=[]), "This file stands for raw.letter."),
        (lambda s: s.update(expectations=[], shapes=[{"keyed": ["a"]}] * 2), "already used by raw.letter"),
        (lambda s: s["expectations"].append(s["expectations"][0]), "この id は raw.letter で既に使われています。"),
        (lambda s: [s.pop("shapes"), s.pop("expectations")], "write shapes or expectations"),
    ],
)
def test_a_mistake_of_a_whole_suite_names_its_file(good_suite, load, spoil, said):
    spoil(good_suite)
    with pytest.raises(InputProblem) as problem:
        load(good_suite)
    assert problem.value.file == "expectations/raw/letter.yml"
    assert said in str(problem.value)


def test_broken_yaml_names_the_file(load):
    with pytest.raises(InputProblem) as problem:
        load("table: [raw.letter")
    assert problem.value.file == "expectations/raw/letter.yml" and "not valid YAML" in str(problem.value)


def test_a_folder_without_suites_is_an_error(tmp_path):
    shutil.copy(EXPECTATIONS / "shapes.yml", tmp_path)
    with pytest.raises(InputProblem, match="No suite is there"):
        load_suites(tmp_path, "raw")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("takes: {column: colum}", '"shapes.letter.takes.column"'),
        ('query: "select {colour} from {batch}"', 'nothing fills "{colour}"'),
        ("type: expect_column_to_exist", "write either query or type"),
        ("severity: high", '"shapes.letter.severity"'),
    ],
)
def test_a_mistake_in_a_shape_names_its_key(tmp_path, written, said):
    shape = ["id: is_there", "ja: ある。", "en: It is there."]
    shape += [written] if written.startswith("query") else [written, "query: select 1 from {batch}"]
    path = tmp_path / "shapes.yml"
    path.write_text("shapes:\n  letter:\n" + "".join(f"    {line}\n" for line in shape), encoding="utf-8")
    with pytest.raises(InputProblem) as problem:
        load_shapes(path)
    assert said in problem.value.problem_en and problem.value.row is not None


def test_every_shape_is_used_by_more_than_one_suite():
    used = [name for path in EXPECTATIONS.glob("*/*.yml") for name in names_of_shapes(path)]
    assert [name for name in load_shapes(EXPECTATIONS / "shapes.yml") if used.count(name) < 2] == []


def test_what_two_suites_ask_in_the_same_words_is_a_shape():
    """What is asked of the table, whatever is shown of the rows at fault."""
    asked: dict[str, list[str]] = {}
    for path in EXPECTATIONS.glob("*/*.yml"):
        for check in yaml.safe_load(path.read_text("utf-8")).get("expectations", []):
            if (of_table := " ".join(check.get("query", "").partition("{batch}")[2].split())) != ")":
                asked.setdefault(of_table, []).append(check["id"])
    del asked[""]  # those of a type of Great Expectations
    assert [checks for checks in asked.values() if len(checks) > 1] == []


def names_of_shapes(path: Path) -> set[str]:
    uses = yaml.safe_load(path.read_text("utf-8")).get("shapes", [])
    return {use if isinstance(use, str) else next(iter(use)) for use in uses}


def test_what_is_counted_or_named_in_a_suite_never_blocks():
    """Numbers of rows, years and names that an authority may revise are written into these two shapes."""
    registering = {"at_least_rows", "expected_values"}
    shapes = load_shapes(EXPECTATIONS / "shapes.yml")
    assert {shapes[name].severity for name in registering} == {"warning"}
    graded = [
        (path.name, use)
        for path in EXPECTATIONS.glob("*/*.yml")
        for use in yaml.safe_load(path.read_text("utf-8")).get("shapes", [])
        if registering & set(use) and "severity" in str(use)
    ]
    assert graded == []


@pytest.mark.parametrize(
    "check",
    [
        "reports_facility_trend_convenience_stores_of_march_2022_are_55672",
        "reports_published_figure_core_figures_are_reproduced_from_facts",
        "reports_mail_trend_mail_fell_48_4_per_cent_from_its_peak",
        "raw_population_1741_municipalities_add_up_to_125416877",
    ],
)
def test_a_pinned_figure_never_blocks(check):
    assert [one.severity for suite in SUITES for one in suite.checks if one.id == check] == ["warning"]


def test_every_subject_of_the_settings_is_looked_for():
    [query] = [one.query for suite in SUITES for one in suite.checks if one.id == "raw_file_balance_every_subject_has_a_file"]
    with duckdb.connect() as connection:
        connection.execute("create table balances as select 'council/a.csv' as source_file")
        missing = connection.sql(query.replace("{batch}", "balances")).fetchall()
    assert {subject for (subject,) in missing} == set(RAW_SUBJECTS) - {"council"}


def test_ids_are_unique_over_the_project():
    ids = [expectation.id for suite in SUITES for expectation in suite.checks]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.table)
def test_descriptions_are_in_japanese_and_english(suite):
    for text in [suite.owner, *suite.checks]:
        assert any("\u3040" <= letter <= "\u9fff" for letter in text.ja), text.ja
        assert not any("\u3040" <= letter <= "\u30ff" for letter in text.en), text.en
        assert text.ja != text.en
    for expectation in suite.checks:
        assert expectation.ja.endswith("。"), expectation.id
        assert expectation.en.endswith("."), expectation.id


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.table)
def test_each_table_has_a_critical_expectation_and_looks_at_more_than_one_thing(suite):
    assert any(expectation.severity == "critical" for expectation in suite.checks)
    assert len(suite.checks) >= 2
