"""Run suites with Great Expectations over one DuckDB file, read-only.

One data source for the whole file and one validation per table: an expectation alone costs more
in set-up than in SQL. Only what failed is run a second time, to fetch examples of rows at fault.

Great Expectations takes seconds to import, so it is imported when a suite runs and not before.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import duckdb

from dagster_project.checks.check_results import (
    CheckResult,
    append_results,
    blocking,
    format_failure,
)
from dagster_project.checks.shapes import BATCH
from dagster_project.checks.suites import Expectation, RowCondition, ShapedExpectation, Suite
from dagster_project.common.kept import Kept
from dagster_project.questionnaires.confidential import CONFIDENTIAL_TABLES

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.datasource.fluent.interfaces import Batch
    from great_expectations.datasource.fluent.sql_datasource import SQLDatasource

__all__ = ["CheckResult", "append_results", "blocking", "format_failure", "run_suites"]

MAX_EXAMPLES = 5
MAX_NAMED = 100
_STEP = "expectations"
BATCH_ROWS = "batch_rows"
# A database that cannot evaluate an expectation quotes the value it stumbled over.
_WITHHELD = "詳細は回答を含むおそれがあるため示さない。 / Not shown, because the details may quote an answer."
ROW_PLACE = ("source_file", "row_number")  # the columns that every raw table of a file starts with


def run_suites(database: Path, suites: list[Suite], kept: Kept | None = None) -> list[CheckResult]:
    """Evaluate every expectation of ``suites`` on ``database``; one result each, in their order.

    What cannot be evaluated (table or column missing, wrong SQL, wrong arguments) comes back as
    a result with an error message, never as passed. A suite that held over the same contents of
    the tables it reads is not run again; one that did not hold is.

    Raises:
        FileNotFoundError: there is no such database.
    """
    if not database.exists():
        raise FileNotFoundError(f"No database to check: {database.name}")
    contents = contents_behind(database, suites) if kept else {}
    held = {suite.table: kept.get(_STEP, contents[suite.table]) for suite in suites} if kept else {}
    found = {table: [CheckResult(**fields) for fields in json.loads(result)] for table, result in held.items() if result}
    to_run = [suite for suite in suites if suite.table not in found]
    if to_run:
        with _open_read_only(database) as source:
            columns = _columns_of_tables(source)
            found |= {suite.table: _run_suite(source, suite, columns.get(suite.table, [])) for suite in to_run}
    for suite in to_run:
        if kept and all(result.passed for result in found[suite.table]):
            text = json.dumps([asdict(result) for result in found[suite.table]], ensure_ascii=False)
            kept.keep(_STEP, contents[suite.table], text.encode())
    return [result for suite in suites for result in found[suite.table]]


def contents_behind(database: Path, suites: list[Suite]) -> dict[str, list[str]]:
    """By table of a suite: the suite, then each table it reads with columns, number of rows and hashes over its rows.

    A query names other tables with their schema; every word of the form is taken for one that is a table.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = dict(
            connection.sql(
                "select schema_name || '.' || table_name, "
                "string_agg(column_name || ' ' || data_type, ', ' order by column_index) "
                "from duckdb_columns() where not internal and database_name = current_database() group by all"
            ).fetchall()
        )
        seen: dict[str, str] = {}

        def content(table: str) -> str:
            if table not in tables:
                return f"{table}: none"
            if table not in seen:
                # Hashes over the rows as a set: the order they lie in is no content.
                rows = f"select count(*), sum(hash(t)::hugeint), bit_xor(hash(t)) from {table} as t"
                seen[table] = f"{table} ({tables[table]}): {connection.sql(rows).fetchone()}"
            return seen[table]

        found = {}
        for suite in suites:
            text = suite.model_dump_json()
            read = {suite.table, *(name for name in re.findall(r"\b[a-z]+\.[a-z0-9_]+\b", text) if name in tables)}
            found[suite.table] = [text, *(content(table) for table in sorted(read))]
    return found


@contextmanager
def _open_read_only(database: Path) -> Iterator[SQLDatasource]:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    from dagster_project.checks.dialect import connection_address

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    # With every table it would write all that it knows as YAML, to keep it in memory.
    context.variables.save = lambda: None  # type: ignore[method-assign]
    source = context.data_sources.add_sql(
        "warehouse",
        connection_string=connection_address(database),
        create_temp_table=False,
        kwargs={"connect_args": {"read_only": True}},  # type: ignore[call-arg]  # the stub lacks it
    )
    try:
        yield source
    finally:
        source.get_execution_engine().engine.dispose()
        source.get_engine().dispose()


def _run_suite(source: SQLDatasource, suite: Suite, columns: list[str]) -> list[CheckResult]:
    """`columns` of the suite's table; none where there is no such table."""
    if not columns:
        message = f"表 {suite.table} が存在しない。 / Table {suite.table} does not exist."
        return [_error(suite, expectation, message) for expectation in suite.checks]

    asset = source.add_table_asset(suite.table, table_name=suite.table_name, schema_name=suite.border)
    batch = asset.add_batch_definition_whole_table(suite.table).get_batch()
    errors = {
        expectation.id: missing for expectation in suite.checks if (missing := _missing_columns(suite, expectation, columns))
    }
    runnable = []
    for expectation in suite.checks:
        if expectation.id in errors:
            continue
        try:
            runnable.append(_gx_expectation(expectation))
        except Exception as error:
            errors[expectation.id] = _first_lines(str(error))
    outcomes = _validate(batch, runnable, "BASIC")
    errors |= {name: raised for name, outcome in outcomes.items() if (raised := _raised(outcome))}
    if suite.border == "raw" and suite.table_name in CONFIDENTIAL_TABLES:
        errors = dict.fromkeys(errors, _WITHHELD)

    failed = [
        expectation
        for expectation in suite.checks
        if expectation.id in outcomes and expectation.id not in errors and not outcomes[expectation.id].success
    ]
    examples, at_fault = _examples(batch, suite, failed, columns)
    checked_rows = _checked_rows(source, suite)
    return [
        _error(suite, expectation, errors.get(expectation.id, "結果がない。 / No result came back."))
        if expectation.id in errors or expectation.id not in outcomes
        else _result(
            suite,
            expectation,
            outcomes[expectation.id],
            checked_rows,
            examples.get(expectation.id, []),
            at_fault.get(expectation.id),
        )
        for expectation in suite.checks
    ]


def _columns_of_tables(source: SQLDatasource) -> dict[str, list[str]]:
    """Schema and table -> column names."""
    rows = _query(
        source,
        "select schema_name || '.' || table_name as place, list(column_name order by column_index) as names "
        "from duckdb_columns() where database_name = current_database() group by all",
    )
    return {row["place"]: row["names"] for row in rows}


def _checked_rows(source: SQLDatasource, suite: Suite) -> int | None:
    """Rows of the suite's table; how many answers came to the office is not ours to tell."""
    if suite.border == "raw" and suite.table_name in CONFIDENTIAL_TABLES:
        return None
    return _query(source, f"select count(*) as checked_rows from {suite.table}")[0]["checked_rows"]


def _missing_columns(suite: Suite, expectation: Expectation, columns: list[str]) -> str | None:
    """What to tell where a shape names columns that the table does not have."""
    if not isinstance(expectation, ShapedExpectation):
        return None
    missing = ", ".join(name for name in expectation.columns if name not in columns)
    if not missing:
        return None
    file = f"expectations/{suite.border}/{suite.table_name}.yml"
    return (
        f"{file} {expectation.line}行目: 表 {suite.table} に列 {missing} がない。"
        f" / {file}, line {expectation.line}: table {suite.table} has no column {missing}."
    )


def _query(source: SQLDatasource, sql: str) -> list[dict[str, Any]]:
    from sqlalchemy import text

    rows = source.get_execution_engine().execute_query(text(sql)).fetchall()
    return [dict(row._mapping) for row in rows]


def _gx_expectation(expectation: Expectation) -> Any:
    import great_expectations.expectations as gxe

    meta = {"check_id": expectation.id}
    if expectation.query is not None:
        query = plain_sql_for_gx(expectation.query)
        return gxe.UnexpectedRowsExpectation(  # type: ignore[attr-defined]  # the module does not declare its exports
            unexpected_rows_query=query, meta=meta
        )
    if expectation.type is None:
        raise ValueError(f"{expectation.id}: neither a query nor a type.")
    name = "".join(part.capitalize() for part in expectation.type.split("_"))
    kind = getattr(gxe, name, None)
    if kind is None:
        raise ValueError(f"{expectation.type}: not an expectation of Great Expectations")
    condition = {} if expectation.where is None else {"row_condition": _row_condition(expectation.where)}
    return kind(**expectation.kwargs, **condition, meta=meta)


def plain_sql_for_gx(query: str) -> str:
    """An author's plain SQL as Great Expectations wants it.

    The batch becomes a named query of its own, so that it can be aliased and used twice; braces
    that belong to the SQL (regular expressions) are doubled; colons that would read as parameters
    are escaped.
    """
    named = query.strip().replace(BATCH, BATCH_ROWS)
    head = f"with {BATCH_ROWS} as (select * from {BATCH})"
    opening = re.match(r"with\s+", named, re.IGNORECASE)
    rest = f", {named[opening.end() :]}" if opening else f" {named}"
    literal = rest.replace("{", "{{").replace("}", "}}")
    return re.sub(r"(?<![:\w\\]):(?=\w)", r"\\:", head + literal)


def _row_condition(where: RowCondition) -> Any:
    from great_expectations.expectations.row_conditions import Column

    column = Column(where.column)
    match where.operator:
        case "equals":
            return column == where.value
        case "not_equals":
            return column != where.value
        case "is_in":
            return column.is_in(where.value)
        case "not_in":
            return column.is_not_in(where.value)
        case "at_least":
            return column >= where.value
        case "at_most":
            return column <= where.value
        case "is_null":
            return column.is_null() if where.value else column.is_not_null()
    raise ValueError(f"{where.operator}: unknown condition")


def _validate(
    batch: Batch, expectations: list[Any], result_format: Literal["BASIC"] | dict[str, Any]
) -> dict[str, ExpectationValidationResult]:
    """One validation run over one table; results by check id."""
    import great_expectations as gx

    if not expectations:
        return {}
    suite = gx.ExpectationSuite(name="suite", expectations=expectations)
    outcomes = batch.validate(suite, result_format=result_format)
    return {_check_id(outcome): outcome for outcome in outcomes.results}


def _check_id(outcome: ExpectationValidationResult) -> str:
    config = outcome.expectation_config
    if config is None or config.meta is None:
        raise ValueError("Great Expectations returned a result without the check_id that was given to it.")
    return config.meta["check_id"]


def _raised(outcome: ExpectationValidationResult) -> str | None:
    """The message of the exception inside a metric, if there was one."""
    info = outcome.exception_info or {}
    reports = [info] if "raised_exception" in info else list(info.values())
    messages = sorted(_first_lines(str(report["exception_message"])) for report in reports if report["raised_exception"])
    return messages[0] if messages else None


def _first_lines(message: str) -> str:
    """The telling part of an exception: without statement, address of a help page, or blank lines."""
    message = re.split(r"\[SQL: |\(Background on this error", message)[0]
    return " ".join(message.split())[:500]


def _examples(
    batch: Batch, suite: Suite, failed: list[Expectation], columns: list[str]
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, str]]:
    """Up to five rows at fault by check id, with their place in the received file where known; and all that is named.

    Of answers given to the survey office the place alone, and no name.
    """
    place = [column for column in ROW_PLACE if column in columns]
    only_places = suite.border == "raw" and suite.table_name in CONFIDENTIAL_TABLES
    result_format = {"result_format": "COMPLETE", "partial_unexpected_count": MAX_EXAMPLES}
    if place:
        result_format["unexpected_index_column_names"] = place
    outcomes = _validate(batch, [_gx_expectation(expectation) for expectation in failed], result_format)
    examples, at_fault = {}, {}
    for expectation in failed:
        rows = _rows_at_fault(expectation, outcomes[expectation.id].result)
        if only_places:
            rows = [{name: row[name] for name in place if name in row} for row in rows]
        elif expectation.names:
            at_fault[expectation.id] = _named(rows, expectation.names)
        examples[expectation.id] = [{name: _plain(value) for name, value in row.items()} for row in rows[:MAX_EXAMPLES] if row]
    return examples, at_fault


def _named(rows: list[dict[str, Any]], names: list[str]) -> str:
    """What is at fault by name, such as "013315 北海道松前町; 024261 青森県佐井村"."""
    named = "; ".join(" ".join(str(row[name]) for name in names if row.get(name) is not None) for row in rows[:MAX_NAMED])
    return named if len(rows) <= MAX_NAMED else f"{named}; …"


def _rows_at_fault(expectation: Expectation, result: dict[str, Any]) -> list[dict[str, Any]]:
    if "details" in result and "unexpected_rows" in result["details"]:
        return result["details"]["unexpected_rows"]
    if result.get("partial_unexpected_index_list"):
        return result["partial_unexpected_index_list"][:MAX_EXAMPLES]
    if result.get("partial_unexpected_list"):
        name = expectation.kwargs.get("column", "value")
        values = result["partial_unexpected_list"][:MAX_EXAMPLES]
        return [value if isinstance(value, dict) else {name: value} for value in values]
    if result.get("observed_value") is not None:
        return [{"observed_value": result["observed_value"]}]
    return []


def _plain(value: Any) -> Any:
    """A value that JSON can hold."""
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)


def _result(
    suite: Suite,
    expectation: Expectation,
    outcome: ExpectationValidationResult,
    checked_rows: int | None,
    examples: list[dict[str, Any]],
    at_fault: str | None,
) -> CheckResult:
    count = outcome.result.get("unexpected_count")
    if expectation.query is not None:
        count = outcome.result["observed_value"]
    return CheckResult(
        **_identity(suite, expectation),
        passed=bool(outcome.success),
        unexpected_count=count,
        error_message=None,
        examples=examples,
        checked_rows=checked_rows,
        at_fault=at_fault,
    )


def _error(suite: Suite, expectation: Expectation, message: str) -> CheckResult:
    return CheckResult(**_identity(suite, expectation), passed=False, unexpected_count=None, error_message=message)


def _identity(suite: Suite, expectation: Expectation) -> dict[str, Any]:
    return {
        "check_id": expectation.id,
        "table_name": suite.table_name,
        "border": suite.border,
        "severity": expectation.severity,
        "description_ja": expectation.ja,
        "description_en": expectation.en,
        "owner": f"{suite.owner.ja} / {suite.owner.en}",
    }
