"""What stops a build is said in our words, traced to the received files."""

import json

import duckdb
import pytest
from dagster._utils.error import SerializableErrorInfo

from dagster_project.checks.results import CheckResult
from dagster_project.commands.build import _causes
from dagster_project.common.problems import InputProblem
from dagster_project.orchestration.blocked import why_blocked
from dagster_project.orchestration.border_checks import record_results
from dagster_project.settings import Settings, named_from_raw


def error(name: str, message: str, cause: SerializableErrorInfo | None = None) -> SerializableErrorInfo:
    return SerializableErrorInfo(message, [], name, cause)


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "elsewhere", tmp_path / "data")


def test_our_words_are_told_and_not_those_of_the_library_below(settings) -> None:
    problem = InputProblem(
        file=settings.raw_dir / "mail" / "a.csv", problem_ja="甲", problem_en="not UTF-8", fix_ja="乙", fix_en="save again"
    )
    ours = error(
        "InputProblem", f"dagster_project.common.problems.InputProblem: {problem}", error("UnicodeDecodeError", "0x83")
    )
    (said,) = _causes(error("DagsterExecutionStepExecutionError", "step failed", ours), settings)
    assert "0x83" not in said and not said.startswith("dagster_project")
    assert "file: raw/mail/a.csv" in named_from_raw(said, settings)


def blocked(settings: Settings, border: str, table: str, **more) -> None:
    settings.build_dir.mkdir(parents=True)
    with duckdb.connect(str(settings.build_database)) as connection:
        connection.execute("""
            create schema raw;
            create table raw.file_balance as select 'mail/a.csv' as source_file, 'mail_volume' as table_name;
            create table raw.quarantined_row as select 'mail/a.csv' as source_file, 'mail_volume' as table_name,
                null::varchar as sheet, 7 as row_number, 'code6' as column_name, '999999' as value,
                'コードではありません。' as reason_ja, 'No code.' as reason_en
        """)
    check = CheckResult("sums_hold", table, border, "critical", False, 1, None, "計が合う。", "Sums hold.", "us", **more)
    record_results(settings, border, [check])


FAILED = error("DagsterAssetCheckFailedError", "1 blocking asset check failed", None)


def test_a_blocked_border_ends_with_the_rows_behind_it(settings) -> None:
    blocked(settings, "raw", "file_balance", examples=[{"source_file": "mail/a.csv", "rows_loaded": 0}])
    (said,) = _causes(error("DagsterExecutionStepExecutionError", "step failed", FAILED), settings)
    for words in ("Sums hold.", "計が合う。", "file: raw/mail/a.csv", "row: 7", "column: code6", "value: 999999", "No code."):
        assert words in said
    assert "make register FILE=raw/mail/a.csv" in said


def test_a_published_table_is_traced_to_the_files_it_is_made_of(settings, monkeypatch) -> None:
    parents = {
        "model.p.mail_trend": ["model.p.stg_mail_volume"],
        "model.p.stg_mail_volume": ["source.p.raw.mail_volume"],
        "source.p.raw.mail_volume": [],
        "model.p.other": ["source.p.raw.other"],
    }
    settings.manifest_dir.mkdir(parents=True)
    (settings.manifest_dir / "manifest.json").write_text(json.dumps({"parent_map": parents}))
    monkeypatch.setattr("dagster_project.orchestration.border_checks.append_results", lambda *_: None)
    blocked(settings, "reports", "mail_trend")
    (said,) = why_blocked(settings)
    assert "files behind it: raw/mail/a.csv" in said and "row: 7" in said
