"""What stops a build is said in our words, traced to the received files."""

import json
from dataclasses import replace

import duckdb
import pytest

from dagster_project.checks.check_results import CheckResult
from dagster_project.common.plain_words import first_sentences
from dagster_project.orchestration.why_it_blocks import (
    rules_that_do_not_hold,
    what_dbt_cannot_run,
    what_fails,
    why_it_blocks,
)
from dagster_project.settings import Settings, named_from_raw


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "elsewhere", tmp_path / "data")


def test_received_files_are_called_as_people_know_them_wherever_they_lie(settings) -> None:
    for folder in (settings.raw_dir, settings.snapshot_dir):
        assert named_from_raw(f"file: {folder}/mail/a.csv", settings) == "file: raw/mail/a.csv"


def blocker(settings: Settings, border: str, table: str, **more) -> CheckResult:
    settings.build_dir.mkdir(parents=True)
    with duckdb.connect(str(settings.build_database)) as connection:
        connection.execute("""
            create schema raw;
            create table raw.file_balance as select 'mail/a.csv' as source_file, 'mail_volume' as table_name;
            create table raw.quarantined_row as select 'mail/a.csv' as source_file, 'mail_volume' as table_name,
                null::varchar as sheet, 7 as row_number, 'code6' as column_name, '999999' as value,
                'コードではありません。' as reason_ja, 'No code.' as reason_en
        """)
    return CheckResult("sums_hold", table, border, "critical", False, 1, None, "計が合う。", "Sums hold.", "us", **more)


def test_a_blocked_border_ends_with_the_rows_behind_it(settings) -> None:
    result = blocker(settings, "raw", "file_balance", examples=[{"source_file": "mail/a.csv", "rows_loaded": 0}])
    said = why_it_blocks(settings, result)
    for words in ("Sums hold.", "計が合う。", "file: raw/mail/a.csv", "row: 7", "column: code6", "value: 999999", "No code."):
        assert words in said
    assert "make register FILE=raw/mail/a.csv" in said


def test_a_published_table_is_traced_to_the_files_it_is_made_of(settings) -> None:
    parents = {
        "model.p.mail_trend": ["model.p.stg_mail_volume"],
        "model.p.stg_mail_volume": ["source.p.raw.mail_volume"],
        "source.p.raw.mail_volume": [],
        "model.p.other": ["source.p.raw.other"],
    }
    settings.manifest_dir.mkdir(parents=True)
    (settings.manifest_dir / "manifest.json").write_text(json.dumps({"parent_map": parents}))
    result = blocker(settings, "reports", "mail_trend")
    said = why_it_blocks(settings, result)
    assert "files behind it: raw/mail/a.csv" in said and "row: 7" in said
    warned = what_fails(settings, replace(result, severity="warning"))
    assert warned.endswith("files behind it: raw/mail/a.csv") and "row: 7" not in warned


def test_a_rule_of_a_model_that_does_not_hold_is_named_with_its_rows(settings) -> None:
    settings.build_dir.mkdir(parents=True)
    settings.manifest_dir.mkdir(parents=True)
    with duckdb.connect(str(settings.build_database)) as connection:
        connection.execute("create table fct_mail as select null as source_id from range(3)")
    rule = "select 'never_empty source_id' as rule, count(*) as row_count from fct_mail having count(*) > 0"
    results = [
        {"unique_id": "test.p.fct_mail_holds", "status": "fail", "compiled_code": rule},
        {"unique_id": "test.p.months_lie", "status": "fail", "compiled_code": "select * from fct_mail"},
        {"unique_id": "test.p.fine", "status": "pass", "compiled_code": "select * from nowhere"},
    ]
    (settings.build_dir / "dbt").mkdir()
    (settings.build_dir / "dbt" / "run_results.json").write_text(json.dumps({"results": results}))
    nodes = {
        "model.p.fct_mail": {"schema": "core", "name": "fct_mail"},
        "test.p.fct_mail_holds": {
            "name": "fct_mail_holds",
            "attached_node": "model.p.fct_mail",
            "original_file_path": "models/core/fct_mail.yml",
        },
        "test.p.months_lie": {"name": "months_lie", "original_file_path": "tests/months_lie.sql"},
    }
    manifest = {"nodes": nodes, "parent_map": {"model.p.fct_mail": ["source.p.raw.mail_volume"]}}
    (settings.manifest_dir / "manifest.json").write_text(json.dumps(manifest))
    of_the_model, of_its_own = rules_that_do_not_hold(settings)
    assert '3 rows break the rule "never_empty source_id" (dbt/models/core/fct_mail.yml)' in of_the_model
    assert "規則「never_empty source_id」に反する行が3行ある" in of_the_model and "raw.mail_volume" in of_the_model
    assert "3 rows fail the test months_lie (dbt/tests/months_lie.sql)" in of_its_own


def of_dbt(settings: Settings, results: list[dict], **manifest) -> None:
    (settings.build_dir / "dbt").mkdir(parents=True)
    (settings.build_dir / "dbt" / "run_results.json").write_text(json.dumps({"results": results}))
    settings.manifest_dir.mkdir(parents=True)
    (settings.manifest_dir / "manifest.json").write_text(json.dumps({"nodes": {}, **manifest}))
    duckdb.connect(str(settings.build_database)).close()


def test_a_unit_test_that_comes_out_otherwise_is_named_with_its_model(settings) -> None:
    """Its rows are no rows of a file, and dbt keeps it apart from the other tests."""
    unit = {"name": "a_year_has_a_base", "model": "int_mail", "original_file_path": "models/core/int_mail.unit_tests.yml"}
    message = "\n\x1b[32mactual\x1b[0m differs from \x1b[31mexpected\x1b[0m:\r\n  26.0→25.0\r\n"
    result = {"unique_id": "unit_test.p.int_mail.a_year_has_a_base", "status": "fail", "message": message}
    of_dbt(settings, [result], unit_tests={result["unique_id"]: unit})
    (said,) = rules_that_do_not_hold(settings)
    assert "単体テスト a_year_has_a_base" in said and "(dbt/models/core/int_mail.unit_tests.yml)" in said
    assert said.endswith("\n  actual differs from expected:\n  26.0→25.0")


def test_a_model_that_the_database_refuses_is_named_in_both_languages(settings) -> None:
    model = {"resource_type": "model", "name": "fct_mail", "original_file_path": "models/core/fct_mail.sql"}
    result = {"unique_id": "model.p.fct_mail", "status": "error", "message": 'Binder Error: no column "itmes"'}
    of_dbt(settings, [result, {"unique_id": "model.p.later", "status": "skipped"}], nodes={"model.p.fct_mail": model})
    (said,) = what_dbt_cannot_run(settings)
    japanese, english = first_sentences(said)
    assert japanese.startswith("dbt が model fct_mail を実行できない") and "dbt/models/core/fct_mail.sql" in japanese
    assert english.startswith("Not to be run by dbt: model fct_mail") and 'no column "itmes"' in english


def test_where_dbt_failed_before_any_test_there_is_nothing_to_say(settings) -> None:
    assert rules_that_do_not_hold(settings) == what_dbt_cannot_run(settings) == []
