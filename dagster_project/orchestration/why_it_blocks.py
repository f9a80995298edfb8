"""Why an expectation or a dbt test blocks, down to the received files: the files behind its table, their rows set aside."""

from __future__ import annotations

import json
from typing import Any

import duckdb

from dagster_project.checks.check_results import CheckResult, format_failure
from dagster_project.common.problems import InputProblem
from dagster_project.settings import Settings

_SHOWN_ROWS = 10  # rows set aside, for one expectation
_SET_ASIDE = """
    select source_file, sheet, row_number, column_name, value, reason_ja, reason_en
    from raw.quarantined_row where table_name in (select unnest(?)) or source_file in (select unnest(?))
    order by source_file, row_number
"""


def why_it_blocks(settings: Settings, result: CheckResult) -> str:
    """The rows set aside of the files behind its table, then what the expectation says, in both languages: what stops a
    build comes last, where it is read first."""
    with duckdb.connect(str(settings.build_database), read_only=True) as connection:
        rows = connection.execute(_SET_ASIDE, [_tables_behind(settings, result), _files_named(result)]).fetchall()
    lines = []
    if rows:
        lines.append(f"{result.table_name} の受領ファイルで隔離された行 / rows set aside of the files behind it: {len(rows)}")
    lines += [str(_as_problem(*row)) for row in rows[:_SHOWN_ROWS]]
    return "\n".join([*lines, what_fails(settings, result)])


def what_fails(settings: Settings, result: CheckResult) -> str:
    """What an expectation that does not hold says, blocking or not, and the received files behind its table."""
    with duckdb.connect(str(settings.build_database), read_only=True) as connection:
        files = connection.execute(
            "select distinct source_file from raw.file_balance where table_name in (select unnest(?)) order by 1",
            [_tables_behind(settings, result)],
        ).fetchall()
    behind = ", ".join(f"raw/{file}" for file in dict.fromkeys([*_files_named(result), *(file for (file,) in files)]))
    words = format_failure(result)
    return f"{words}\n  もとの受領ファイル / files behind it: {behind}" if behind else words


def _files_named(result: CheckResult) -> list[str]:
    return sorted({str(row["source_file"]) for row in result.examples if row.get("source_file")})


def _tables_behind(settings: Settings, result: CheckResult) -> list[str]:
    return [result.table_name] if result.border == "raw" else _raw_tables_behind(_manifest(settings), result.table_name)


def rules_that_do_not_hold(settings: Settings) -> list[str]:
    """What the failed dbt tests of the last run say, in both languages; nothing where dbt failed for another reason."""
    file = settings.build_dir / "dbt" / "run_results.json"
    if not file.exists():
        return []
    failed = [result for result in json.loads(file.read_text(encoding="utf-8"))["results"] if result["status"] == "fail"]
    manifest = _manifest(settings)
    with duckdb.connect(str(settings.build_database), read_only=True) as connection:
        return [
            words
            for result in failed
            for words in _of_a_test(manifest, result["unique_id"], connection.execute(result["compiled_code"]).fetchall())
        ]


def _of_a_test(manifest: dict[str, Any], test_id: str, found: list[tuple]) -> list[str]:
    """One message for each rule of `holds` that came back, one for a test of its own."""
    test = manifest["nodes"][test_id]
    place = f"dbt/{test['original_file_path']}"
    model = manifest["nodes"].get(test.get("attached_node"))
    if model is None:
        name, count = f"{test['name']} ({place})", len(found)
        return [f"検査 {name} に合わない行が{count:,}行ある。 / {count:,} rows fail the test {name}."]
    table = f"{model['schema']}.{model['name']}"
    files = ", ".join(f"raw.{name}" for name in _raw_tables_behind(manifest, model["name"]))
    behind = f"\n  もとの受領表 / received tables behind it: {files}" if files else ""
    return [
        f"表 {table}: 規則「{rule}」に反する行が{count:,}行ある ({place})。"
        f' / Table {table}: {count:,} rows break the rule "{rule}" ({place}).{behind}'
        for rule, count in found
    ]


def _as_problem(
    file: str, sheet: str | None, row: int, column: str | None, value: str | None, reason_ja: str, reason_en: str
) -> InputProblem:
    return InputProblem(
        file=f"raw/{file}",
        sheet=sheet,
        row=row,
        column=column,
        value=value,
        problem_ja=reason_ja,
        problem_en=reason_en,
        fix_ja=f"元のファイルのこの行を直し、make register FILE=raw/{file} を実行してください。",
        fix_en=f"Correct this row in the file and run `make register FILE=raw/{file}`.",
    )


def _manifest(settings: Settings) -> dict[str, Any]:
    return json.loads((settings.manifest_dir / "manifest.json").read_text(encoding="utf-8"))


def _raw_tables_behind(manifest: dict[str, Any], table: str) -> list[str]:
    """The raw tables that a model is made of, by dbt's manifest."""
    parents: dict[str, list[str]] = manifest["parent_map"]
    found, open_nodes = set[str](), [node for node in parents if node.endswith(f".{table}")]
    while open_nodes:
        node = open_nodes.pop()
        if node not in found:
            found.add(node)
            open_nodes += parents.get(node, [])
    return sorted(node.rsplit(".", 1)[-1] for node in found if node.startswith("source."))
