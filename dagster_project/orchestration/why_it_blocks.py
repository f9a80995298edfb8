"""Why an expectation or a dbt test blocks, down to the received files: the files behind its table, their rows set aside; and
which model dbt cannot build.
"""

from __future__ import annotations

import json
import re
from typing import Any

import duckdb

from dagster_project.checks.check_results import CheckResult, format_failure
from dagster_project.common.problems import InputProblem
from dagster_project.release.lineage import sources_behind
from dagster_project.settings import Settings

_SHOWN_ROWS = 10  # rows set aside, for one expectation
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # by which dbt colours what it says, on a screen or not
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
    failed = _results(settings, "fail")
    if not failed:
        return []
    manifest = _manifest(settings)
    units = manifest.get("unit_tests", {})
    with duckdb.connect(str(settings.build_database), read_only=True) as connection:
        return [
            words
            for result in failed
            for words in (
                [_of_a_unit_test(units[result["unique_id"]], result["message"])]
                if result["unique_id"] in units
                else _of_a_test(manifest, result["unique_id"], connection.execute(result["compiled_code"]).fetchall())
            )
        ]


def what_dbt_cannot_run(settings: Settings) -> list[str]:
    """Each model, seed or test whose SQL the database refused in the last run of dbt, its file and why."""
    failed = _results(settings, "error")
    manifest = _manifest(settings) if failed else {}
    return [_of_a_node(manifest, result["unique_id"], result["message"] or "") for result in failed]


def _results(settings: Settings, status: str) -> list[dict[str, Any]]:
    file = settings.build_dir / "dbt" / "run_results.json"
    results = json.loads(file.read_text(encoding="utf-8"))["results"] if file.exists() else []
    return [result for result in results if result["status"] == status]


def _of_a_node(manifest: dict[str, Any], node_id: str, message: str) -> str:
    node = {**manifest["nodes"], **manifest.get("unit_tests", {})}[node_id]
    name, place = f"{node['resource_type']} {node['name']}", f"dbt/{node['original_file_path']}"
    return "\n".join(
        [
            f"dbt が {name} を実行できない。次のファイルを直し、もう一度実行すること: {place}",
            f"Not to be run by dbt: {name}. Correct its file and run the command again: {place}",
            *_said_by_dbt(message),
        ]
    )


def _of_a_unit_test(test: dict[str, Any], message: str) -> str:
    place = f"dbt/{test['original_file_path']}"
    return "\n".join(
        [
            f"モデル {test['model']} の単体テスト {test['name']} の結果が期待と異なる ({place})。",
            f"Unit test {test['name']} of the model {test['model']} comes out otherwise than expected ({place}).",
            *_said_by_dbt(message),
        ]
    )


def _said_by_dbt(message: str) -> list[str]:
    """Its lines without colours, set in."""
    return [f"  {line.strip()}" for line in _COLOURS.sub("", message).splitlines() if line.strip()]


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
    nodes = [node for node in manifest["parent_map"] if node.endswith(f".{table}")]
    return sorted({name for node in nodes for name in sources_behind(manifest, node)})
