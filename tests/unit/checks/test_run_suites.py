"""Expectations on a small database: passed, failed and not evaluated are three different things."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dagster_project.checks.check_results import append_results, blocking, format_failure
from dagster_project.checks.run_suites import run_suites
from dagster_project.checks.shapes import load_shapes
from dagster_project.checks.suites import Suite, load_suites
from dagster_project.questionnaires.confidential import CONFIDENTIAL_TABLES
from dagster_project.settings import PROJECT_ROOT

pytestmark = pytest.mark.thorough

SHAPES = PROJECT_ROOT / "expectations" / "shapes.yml"


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    """raw.letter: one negative weight (row 3), a repeated key (rows 4 and 5), an odd name (row 5)."""
    path = tmp_path_factory.mktemp("checks") / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema raw")
        connection.execute(
            """
            create table raw.letter as
            select *, cast(null as varchar) as remark from (values
                ('mail/letter.csv', 2, 'a01', date '2024-01-01', 'ordinary',  20.0),
                ('mail/letter.csv', 3, 'a02', date '2024-01-01', 'ordinary',  -5.0),
                ('mail/letter.csv', 4, 'a03', date '2024-01-02', 'special',  700.0),
                ('mail/letter.csv', 5, 'a03', date '2024-01-02', 'special', null)
            ) as t (source_file, row_number, code, posted_on, kind, weight)
            """
        )
    return path


def written(expectation) -> dict:
    if isinstance(expectation, str):
        return {"query": expectation}
    if isinstance(expectation, dict):
        return expectation
    kind, kwargs, *more = expectation
    return {"type": kind, "kwargs": kwargs, **(more[0] if more else {})}


def suite_of(*expectations, table="raw.letter") -> Suite:
    """A suite from queries, (type, kwargs) or (type, kwargs, more) with ids numbered in order."""
    return Suite(
        table=table,
        owner={"ja": "郵便統計担当", "en": "Mail statistics"},
        expectations=[
            {
                "id": f"{table.replace('.', '_')}_check_{number}",
                "severity": "critical",
                "ja": "重量は正の数である。",
                "en": "Weights are positive.",
                **written(expectation),
            }
            for number, expectation in enumerate(expectations)
        ],
    )


def run(database, *expectations, table="raw.letter"):
    return run_suites(database, [suite_of(*expectations, table=table)])


def run_shapes(database, *uses):
    """Shapes of the project, used on raw.letter."""
    owner = {"ja": "郵便統計担当", "en": "Mail statistics"}
    written = {"table": "raw.letter", "owner": owner, "shapes": list(uses)}
    return run_suites(database, [Suite.model_validate(written, context=load_shapes(SHAPES))])


def test_what_holds_passes(database):
    [result] = run(database, ("expect_column_values_to_not_be_null", {"column": "code"}))
    assert (result.passed, result.unexpected_count, result.error_message, result.examples) == (True, 0, None, [])
    assert (result.border, result.table_name) == ("raw", "letter")


def test_how_many_rows_a_check_ran_on_is_said_but_not_of_answers(tmp_path):
    database = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema raw")
        for table in ("letter", "survey_response"):
            connection.execute(f"create table raw.{table} (code varchar)")
    expectation = ("expect_column_values_to_not_be_null", {"column": "code"})
    letter, response = run_suites(database, [suite_of(expectation), suite_of(expectation, table="raw.survey_response")])
    assert (letter.passed, letter.checked_rows) == (True, 0)
    assert (response.passed, response.checked_rows) == (True, None)


def test_what_does_not_hold_fails_and_shows_the_rows(database):
    [result] = run(database, ("expect_column_values_to_be_between", {"column": "weight", "min_value": 0}))
    assert (result.passed, result.unexpected_count, result.error_message) == (False, 1, None)
    [example] = result.examples
    assert (example["source_file"], example["row_number"]) == ("mail/letter.csv", 3)


def test_a_repeated_key_shows_the_rows_that_carry_it(database):
    [_, result] = run_shapes(database, "rows_of_files", {"keyed": ["code", "posted_on"]})
    assert not result.passed
    assert [row["row_number"] for row in result.examples] == [4, 5]


def test_rows_that_are_empty_in_their_whole_key_share_it(database):
    [weight, remark] = run_shapes(database, {"keyed": ["weight"]}, {"keyed": {"columns": ["remark"], "id": "remarks"}})
    assert (weight.passed, weight.unexpected_count) == (True, 0)
    assert (remark.check_id, remark.passed, remark.unexpected_count) == ("raw_letter_remarks", False, 4)


def test_a_column_that_the_table_lacks_is_named_with_file_and_line(database, tmp_path):
    folder = tmp_path / "expectations" / "raw"
    folder.mkdir(parents=True)
    shutil.copy(SHAPES, folder.parent)
    (folder / "letter.yml").write_text(
        "table: raw.letter\nowner: {ja: 郵便統計担当, en: Mail statistics}\n"
        "shapes:\n  - keyed: [code, weight]\n  - filled: [code, colour]\n",
        encoding="utf-8",
    )
    key, filled = run_suites(database, load_suites(folder.parent, "raw"))
    assert key.passed and not filled.passed
    assert filled.error_message == (
        "expectations/raw/letter.yml 5行目: 表 raw.letter に列 colour がない。"
        " / expectations/raw/letter.yml, line 5: table raw.letter has no column colour."
    )


def test_plain_sql_may_use_regular_expressions_aliases_and_named_queries(database):
    results = run(
        database,
        "select row_number from {batch} where not regexp_full_match(code, 'a[0-9]{2}')",
        "select row_number from {batch} where regexp_full_match(code, '(?:a03){1}')",
        "with heavy as (select * from {batch} where weight > 600) "
        "select l.row_number from {batch} as l join heavy as h on h.code = l.code and h.row_number <> l.row_number",
    )
    assert [result.error_message for result in results] == [None, None, None]
    assert [result.unexpected_count for result in results] == [0, 2, 1]
    assert results[2].examples == [{"row_number": 5}]


@pytest.mark.parametrize(
    ("where", "passed"),
    [
        ({"equals": "special"}, True),
        ({"not_equals": "ordinary"}, True),
        ({"in": ["special", "parcel"]}, True),
        ({"in": ["ordinary", "special"]}, False),
        ({"not_in": ["ordinary"]}, True),
        ({"is_null": False}, False),
        ({"is_null": True}, True),
    ],
)
def test_a_row_condition_limits_the_rows_looked_at(database, where, passed):
    condition = {"where": {"column": "kind", **where}}
    [result] = run(database, ("expect_column_values_to_be_between", {"column": "weight", "min_value": 0}, condition))
    assert (result.passed, result.error_message) == (passed, None)


@pytest.mark.parametrize(("where", "passed"), [({"at_least": 4}, True), ({"at_most": 3}, False)])
def test_a_row_condition_on_numbers(database, where, passed):
    condition = {"where": {"column": "row_number", **where}}
    [result] = run(database, ("expect_column_values_to_be_between", {"column": "weight", "min_value": 0}, condition))
    assert (result.passed, result.error_message) == (passed, None)


@pytest.mark.parametrize(
    ("expectation", "message"),
    [
        (("expect_column_values_to_not_be_null", {"column": "colour"}), "colour"),
        (("expect_column_values_to_not_be_null", {"colum": "code"}), "colum"),
        (("expect_column_values_to_be_heavy", {"column": "code"}), "not an expectation"),
        ("select colour from {batch}", "colour"),
        ("select from where {batch}", "[Ss]yntax error"),
    ],
)
def test_what_cannot_be_evaluated_is_an_error_and_never_a_pass(database, expectation, message):
    good = ("expect_column_values_to_not_be_null", {"column": "code"})
    error, beside = run(database, expectation, good)
    assert not error.passed
    assert error.unexpected_count is None
    assert re.search(message, error.error_message)
    assert beside.passed


def test_a_missing_table_is_an_error_of_each_of_its_expectations(database):
    results = run(
        database,
        ("expect_column_values_to_not_be_null", {"column": "code"}),
        "select 1 from {batch}",
        table="raw.parcel",
    )
    assert [(result.passed, "raw.parcel" in result.error_message) for result in results] == [(False, True)] * 2


def test_a_missing_database_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"warehouse\.duckdb"):
        run_suites(tmp_path / "warehouse.duckdb", [])


def test_only_critical_failures_and_errors_block(database):
    negative = {"column": "weight", "min_value": 0}
    results = run(
        database,
        ("expect_column_values_to_be_between", negative),
        ("expect_column_values_to_be_between", negative | {"max_value": 900}, {"severity": "warning"}),
        ("expect_column_values_to_not_be_null", {"column": "colour"}, {"severity": "warning"}),
        ("expect_column_values_to_not_be_null", {"column": "code"}),
    )
    assert [result.check_id for result in blocking(results)] == ["raw_letter_check_0", "raw_letter_check_2"]


def test_a_failure_is_told_in_both_languages_with_its_row_and_the_remedy(database):
    [result] = run(database, ("expect_column_values_to_be_between", {"column": "weight", "min_value": 0}))
    message = format_failure(result)
    for part in (
        "raw.letter: raw_letter_check_0 (critical)",
        "重量は正の数である。",
        "Weights are positive.",
        "raw/mail/letter.csv 3 行目 / row 3: weight=-5",
        "対処",
        "What to do",
        "expectations/raw/letter.yml",
    ):
        assert part in message


def test_what_an_expectation_names_is_named_whole_in_the_log_and_in_the_table(database, tmp_path):
    """The watch over the standard of universal service says which municipality has no office, not how many rows."""
    queries = (
        "select * from {batch} where weight < 0",
        "select 'a' || range as code from range(120), (select 1 from {batch} limit 1)",
        "select * from {batch} where weight > 1000",
    )
    one, many, held = run(database, *({"query": query, "names": ["code", "kind"]} for query in queries))
    assert (one.at_fault, held.at_fault, held.passed) == ("a02 ordinary", None, True)
    assert many.at_fault.startswith("a0; a1; ") and many.at_fault.endswith("a99; …") and many.unexpected_count == 120
    assert len(many.examples) == 5
    assert "a02 ordinary" in format_failure(one) and "a99" in format_failure(many)
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    append_results(copy, [one])
    with duckdb.connect(str(copy), read_only=True) as connection:
        assert connection.sql("select at_fault from reports.check_result").fetchall() == [("a02 ordinary",)]


def test_the_watch_names_each_municipality_without_a_post_office(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema core")
        connection.execute("create schema reports")
        connection.execute(
            "create table core.dim_municipality as select * from (values "
            "('013315', '北海道松前町', true, null), ('024261', '青森県佐井村', true, null), "
            "('392073', '高知県大川村', true, null), ('093670', '栃木県岩舟町', true, date '2014-04-05')) "
            "as t (code6, full_name_ja, counts_in_1741, valid_to)"
        )
        connection.execute(
            "create table reports.municipality_indicator as select * from (values "
            "('013315', 'post_offices', date '2013-11-30', 1.0), ('013315', 'post_offices', date '2026-11-30', 2.0), "
            "('024261', 'post_offices', date '2013-11-30', 1.0), ('024261', 'post_offices', date '2026-11-30', 0.0)) "
            "as t (municipality_code6, indicator_id, as_of_date, value)"
        )
    [suite] = [one for one in load_suites(SHAPES.parent, "reports") if one.table == "reports.municipality_indicator"]
    watch = [one for one in suite.expectations if one.id.endswith("_every_municipality_has_a_post_office")]
    [result] = run_suites(path, [suite.model_copy(update={"shapes": [], "expectations": watch})])
    assert not result.passed
    assert sorted(result.at_fault.split("; ")) == ["024261 青森県佐井村", "392073 高知県大川村"]
    assert "青森県佐井村" in format_failure(result)


def test_an_error_is_told_apart_from_a_failure(database):
    [result] = run(database, ("expect_column_values_to_not_be_null", {"column": "colour"}))
    message = format_failure(result)
    assert "could not be evaluated" in message
    assert "does not hold" not in message


def test_the_file_is_not_locked_afterwards_and_results_are_appended(database, tmp_path):
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    results = run(
        copy,
        ("expect_column_values_to_be_between", {"column": "weight", "min_value": 0}),
        ("expect_column_values_to_not_be_null", {"column": "colour"}),
    )
    append_results(copy, list(reversed(results)))
    append_results(copy, list(reversed(results)))
    with duckdb.connect(str(copy), read_only=True) as connection:
        table = connection.sql("select * from reports.check_result")
        assert table.columns == [
            "check_id",
            "table_name",
            "border",
            "severity",
            "passed",
            "checked_rows",
            "unexpected_count",
            "at_fault",
            "error_message",
            "description_ja",
            "description_en",
            "owner",
        ]
        rows = table.fetchall()
    assert [row[0] for row in rows] == ["raw_letter_check_0", "raw_letter_check_1"]
    assert rows[0][1:9] == ("letter", "raw", "critical", False, 4, 1, None, None)
    assert rows[0][9:] == ("重量は正の数である。", "Weights are positive.", "郵便統計担当 / Mail statistics")


def test_another_process_can_write_afterwards(database, tmp_path):
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    run(copy, ("expect_column_values_to_not_be_null", {"column": "code"}))
    script = f"import duckdb; duckdb.connect({str(copy)!r}).execute('create table raw.stamp (id int)')"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_great_expectations_is_not_imported_by_definitions():
    script = (
        "import sys, dagster_project.checks.run_suites, dagster_project.checks.suites; "
        "sys.exit('great_expectations' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=PROJECT_ROOT)


@pytest.fixture(scope="module")
def told_to_the_office(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("shown") / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema raw")
        for table in CONFIDENTIAL_TABLES:
            connection.execute(
                f"create table raw.{table} as select * from (values ('w/frame.csv', 2, '山田花子', 'hanako@example.jp'), "
                "('w/frame.csv', 3, '山田花子', 'hanako@example.jp')) as t (source_file, row_number, unit_id, value)"
            )
    return path


@pytest.mark.parametrize("table", sorted(CONFIDENTIAL_TABLES))
def test_of_what_bodies_told_the_office_a_failure_names_the_place_alone(told_to_the_office, table):
    """Examples end up in the run history, on the screen and in files beside the build."""
    results = run(
        told_to_the_office,
        ("expect_column_values_to_be_unique", {"column": "unit_id"}),
        ("expect_column_values_to_be_in_set", {"column": "value", "value_set": ["x"]}),
        ("expect_column_min_to_be_between", {"column": "value", "min_value": "z"}),
        "select source_file, row_number, value from {batch}",
        {"query": "select source_file, row_number, unit_id from {batch}", "names": ["unit_id"]},
        "select cast(value as integer) from {batch}",
        table=f"raw.{table}",
    )
    assert not any(result.passed for result in results)
    shown = "\n".join([*map(format_failure, results), str(results)])
    assert "花子" not in shown and "hanako" not in shown
    assert results[0].examples == [{"source_file": "w/frame.csv", "row_number": row} for row in (2, 3)]
    assert "quote an answer" in results[-1].error_message
