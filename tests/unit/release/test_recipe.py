"""How a table is computed is told from dbt's manifest and the warehouse: every step, every test, the rows of every file."""

from __future__ import annotations

import duckdb

from dagster_project.release import recipe

MANIFEST = {
    "nodes": {
        "model.w.stg_letter": {
            "name": "stg_letter",
            "resource_type": "model",
            "schema": "staging",
            "depends_on": {"nodes": ["source.w.raw.letter"]},
            "raw_code": "select * from {{ source('raw', 'letter') }}",
        },
        "seed.w.unit": {"name": "unit", "resource_type": "seed", "schema": "seeds", "depends_on": {"macros": []}},
        "model.w.int_kernel": {
            "name": "int_kernel",
            "resource_type": "model",
            "schema": "core",
            "language": "python",
            "depends_on": {"nodes": ["model.w.stg_letter"]},
            "raw_code": "def model(dbt, session): ...",
        },
        "model.w.letter_trend": {
            "name": "letter_trend",
            "resource_type": "model",
            "schema": "reports",
            "depends_on": {"nodes": ["model.w.int_kernel", "model.w.stg_letter", "seed.w.unit"]},
            "raw_code": "-- One row is one year.\nselect 1\n",
        },
        "model.w.unused": {
            "name": "unused",
            "resource_type": "model",
            "schema": "core",
            "depends_on": {"nodes": []},
            "raw_code": "select 2",
        },
        "test.w.holds": {
            "name": "letter_trend_holds",
            "resource_type": "test",
            "depends_on": {"nodes": ["model.w.letter_trend"]},
            "test_metadata": {"kwargs": {"unique": ["year"], "model": "…"}},
        },
        "test.w.sentence": {
            "name": "every_letter_is_in_one_report",
            "resource_type": "test",
            "depends_on": {"nodes": ["model.w.stg_letter", "model.w.letter_trend"]},
        },
    },
    "unit_tests": {"u": {"name": "a_year_without_letters_is_zero", "model": "letter_trend"}},
}


def test_the_steps_of_a_table_are_told_nearest_first_and_each_once():
    assert recipe.steps(MANIFEST) == {
        "letter_trend": [
            {"name": "letter_trend", "schema": "reports", "file": "models/letter_trend.sql"},
            {"name": "int_kernel", "schema": "core", "file": "models/int_kernel.py"},
            {"name": "stg_letter", "schema": "staging", "file": "models/stg_letter.sql"},
        ]
    }


def test_the_code_of_every_step_is_written_as_it_stands_and_no_other(tmp_path):
    (tmp_path / "models").mkdir()
    recipe.write_models(MANIFEST, tmp_path)
    assert sorted(path.name for path in (tmp_path / "models").iterdir()) == [
        "int_kernel.py",
        "letter_trend.sql",
        "stg_letter.sql",
    ]
    code = (tmp_path / "models" / "letter_trend.sql").read_text(encoding="utf-8")
    assert code == MANIFEST["nodes"]["model.w.letter_trend"]["raw_code"]


def test_tests_are_told_of_every_table_that_they_look_at():
    tests = recipe.tests(MANIFEST)
    assert [test["name"] for test in tests["letter_trend"]] == [
        "a_year_without_letters_is_zero",
        "every_letter_is_in_one_report",
        "letter_trend_holds",
    ]
    assert tests["letter_trend"][2]["rules"] == {"unique": ["year"]}
    assert [test["name"] for test in tests["stg_letter"]] == ["every_letter_is_in_one_report"]


def test_the_rows_of_received_files_are_counted_and_those_of_answers_are_not(tmp_path):
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute(
            """
            create schema raw;
            create schema reports;
            create table reports.received_file as select 'mail/letters.csv' as source_file;
            create table raw.letter as
                select * from (values ('mail/letters.csv', 2), ('mail/letters.csv', 5), ('answers/131016.xlsx', 9))
                    as rows (source_file, row_number);
            create table raw.quarantined_row as select 'mail/letters.csv' as source_file, 3 as row_number;
            create table raw.file_balance as select 'mail/letters.csv' as source_file;
            """
        )
    assert recipe.received_rows(tmp_path / "warehouse.duckdb") == [
        {"source_file": "mail/letters.csv", "table": "letter", "rows": 2, "first_row": 2, "last_row": 5}
    ]
