"""What a check found, how it is reported to people, and where it is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

COLUMNS = {
    "check_id": "varchar",
    "table_name": "varchar",
    "border": "varchar",
    "severity": "varchar",
    "passed": "boolean",
    "checked_rows": "bigint",
    "unexpected_count": "bigint",
    "at_fault": "varchar",
    "error_message": "varchar",
    "description_ja": "varchar",
    "description_en": "varchar",
    "owner": "varchar",
}


@dataclass(frozen=True)
class CheckResult:
    """The outcome of one expectation.

    Three outcomes: passed; failed (``error_message`` is None); could not be evaluated
    (``error_message`` says why, ``passed`` is False).
    """

    check_id: str
    table_name: str  # without its schema, which is the border
    border: str
    severity: str
    passed: bool
    unexpected_count: int | None  # rows at fault; None where an expectation looks at a whole table
    error_message: str | None
    description_ja: str
    description_en: str
    owner: str
    examples: list[dict[str, Any]] = field(default_factory=list)  # at most five rows at fault
    checked_rows: int | None = None  # of the table; None of answers given to the office, and where nothing could be evaluated
    at_fault: str | None = None  # all that is at fault by name, of an expectation that names it


def blocking(results: list[CheckResult]) -> list[CheckResult]:
    """Those that stop a release: critical and failed, or not evaluated at all."""
    return [
        result
        for result in results
        if result.error_message is not None or (result.severity == "critical" and not result.passed)
    ]


def format_failure(result: CheckResult) -> str:
    """A message in both languages: what failed, on which rows, and what to do."""
    header = f"{result.border}.{result.table_name}: {result.check_id} ({result.severity})"
    file = f"expectations/{result.border}/{result.table_name}.yml"
    if result.error_message is not None:
        return "\n".join(
            [
                f"{header} — 検査を実行できなかった / could not be evaluated",
                f"  {result.description_ja}",
                f"  {result.description_en}",
                f"  {result.error_message}",
                f"  対処: 表の列名と {file} の記述を確認する。",
                f"  What to do: compare the table's columns with {file}.",
            ]
        )
    rows = "" if result.unexpected_count is None else f": {result.unexpected_count} 行 / rows"
    return "\n".join(
        [
            f"{header} — 条件を満たさない / does not hold{rows}",
            f"  {result.description_ja}",
            f"  {result.description_en}",
            *(f"  {text}" for text in ([result.at_fault] if result.at_fault else map(_describe_row, result.examples))),
            f"  対処: {_REMEDY_JA[result.border].format(file=file)}",
            f"  What to do: {_REMEDY_EN[result.border].format(file=file)}",
        ]
    )


_REMEDY_JA = {
    "raw": "示した受領ファイルの行を出典と照合し、make register で記録し直す。規則が実態に合わない場合は {file} を改める。",
    "reports": "dbt/models/reports の該当モデルとその入力を確認する。規則が実態に合わない場合は {file} を改める。",
}
_REMEDY_EN = {
    "raw": "compare the rows of the received file with its source, then make register; if the rule is wrong, amend {file}.",
    "reports": "look at the model in dbt/models/reports and its inputs; if the rule is wrong, amend {file}.",
}


def _describe_row(row: dict[str, Any]) -> str:
    values = {name: value for name, value in row.items() if name not in ("source_file", "row_number")}
    text = ", ".join(f"{name}={value}" for name, value in values.items())
    if row.get("source_file") is None:
        return text
    place = f"raw/{row['source_file']}"
    if row.get("row_number") is not None:
        place += f" {row['row_number']} 行目 / row {row['row_number']}"
    return f"{place}: {text}" if text else place


def append_results(database: Path, results: list[CheckResult]) -> None:
    """Write ``reports.check_result`` anew, ordered by check; without times, so that builds compare."""
    rows = [
        {column: getattr(result, column) for column in COLUMNS}
        for result in sorted(results, key=lambda result: result.check_id)
    ]
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    with duckdb.connect(str(database)) as connection:
        connection.execute("begin")
        connection.execute("create schema if not exists reports")
        connection.execute(f"create or replace table reports.check_result ({columns})")
        # As one JSON text: a statement for each row takes a hundred times as long.
        connection.execute(
            "insert into reports.check_result select unnest(from_json($rows, $shape), max_depth := 2)",
            {"rows": json.dumps(rows, ensure_ascii=False), "shape": json.dumps([COLUMNS])},
        )
        connection.execute("commit")
