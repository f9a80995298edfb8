"""Whether a build would take raw tables past its first border, asked without a build: the same assets, the same suites.

The tables asked about are tried with what they are made from and what suites compare them with, in a folder of their
own, so that neither a build at work nor what the last one left is touched. What lies behind the border is not tried.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import duckdb
import polars as pl

from dagster_project.checks.check_results import blocking
from dagster_project.checks.suites import Suite, load_suites
from dagster_project.common.files import private_directory
from dagster_project.common.problems import InputProblem
from dagster_project.orchestration.assets.raw_table import raw_key
from dagster_project.orchestration.assets.raw_tables import raw_table_assets
from dagster_project.orchestration.assets.warehouse import SYSTEM_TABLES, warehouse_asset
from dagster_project.orchestration.border_checks import border_checks, check_key, read_results
from dagster_project.orchestration.why_it_blocks import what_fails
from dagster_project.orchestration.workbench import failure_words, run_on
from dagster_project.received.recorded_files import verified_files
from dagster_project.received.register import nothing_loads
from dagster_project.settings import EXPECTATIONS_DIR, Settings

# What is set aside or left out is looked at for any tables; the balance and the records are those of all files.
_OF_ANY_FILES = ("quarantined_row", "ignored_row")
_OF_ALL_FILES = ("file_balance", "received_file")
_JOB = "raw_trial"
_SILENT = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


class OtherFilesWait(Exception):
    """Another file that these tables are tried with is not as its record says; `problem` names it."""

    def __init__(self, problem: InputProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Tried:
    """Why a build would stop, in plain words (nothing where it would not), which checks do not hold though it would go on,
    and the rows set aside of the files asked about (`sheet`, `row_number`, `reason_ja`, `reason_en`)."""

    refusals: list[str]
    warnings: list[str]
    set_aside: pl.DataFrame


def tried(settings: Settings, tables: Collection[str], files: Collection[str]) -> Tried:
    """What a build would make of these raw tables, and of these files, named from ``raw/``.

    Raises:
        InputProblem: a layout is wrong, or describes a table that nothing else does.
        OtherFilesWait: another file has to be registered first.
    """
    assets = raw_table_assets(settings.raw_dir)
    suites = [suite for suite in load_suites(EXPECTATIONS_DIR, "raw") if suite.table_name not in _OF_ALL_FILES]
    telling = [suite for suite in suites if suite.table_name in _OF_ANY_FILES or _looks_at(suite) & set(tables)]
    graph = dg.Definitions(assets=assets).resolve_asset_graph()
    compared = [raw_key(table) for suite in telling for table in _looks_at(suite)]
    needed = dg.AssetSelection.assets(*(key for key in compared if graph.has(key))).upstream().resolve(graph)
    for subject in sorted({str(graph.get(key).group_name) for key in needed}):
        _require_as_recorded(settings.raw_dir, subject)

    landed = dg.AssetSelection.assets(*needed, *map(raw_key, SYSTEM_TABLES)).without_checks()
    asked = dg.AssetSelection.checks(*map(check_key, telling))
    job = dg.define_asset_job(_JOB, landed | asked, executor_def=dg.in_process_executor)
    definitions = dg.Definitions(
        assets=[*assets, warehouse_asset([key.path[-1] for key in sorted(needed)])],
        asset_checks=[border_checks("raw")],
        jobs=[job],
    )
    private_directory(settings.internal_dir)
    with (
        tempfile.TemporaryDirectory(dir=settings.internal_dir, prefix="tried-") as folder,
        run_on(trial := Settings(settings.raw_dir, Path(folder))) as tags,
        dg.DagsterInstance.ephemeral() as instance,
    ):
        result = definitions.resolve_job_def(_JOB).execute_in_process(
            instance=instance, run_config=_SILENT, tags=tags, raise_on_error=False
        )
        refusals = [] if result.success else failure_words(result)
        return Tried([*refusals, *_without_rows(trial, files)], _warnings(trial), _rows_set_aside(trial, files))


def _without_rows(trial: Settings, files: Collection[str]) -> list[str]:
    """What stops a build at the balance of all files, asked of these: there are rows, and none loads."""
    if not trial.build_database.exists():
        return []
    with duckdb.connect(str(trial.build_database), read_only=True) as connection:
        found = connection.execute(
            "select source_file from raw.file_balance where rows_read > 0 and rows_loaded = 0 "
            "and table_name <> 'form_submission' and source_file in (select unnest(?)) order by source_file",
            [sorted(files)],
        ).fetchall()
    return [str(nothing_loads(source_file)) for (source_file,) in found]


def _warnings(trial: Settings) -> list[str]:
    """The suites of any file wait for rows of files that are not among those tried."""
    results = [result for result in read_results(trial) if result.table_name not in _OF_ANY_FILES]
    blockers = blocking(results)
    return [what_fails(trial, result) for result in results if not result.passed and result not in blockers]


def _rows_set_aside(trial: Settings, files: Collection[str]) -> pl.DataFrame:
    found: list[tuple] = []
    if trial.build_database.exists():  # else nothing was loaded: why not is among the refusals
        with duckdb.connect(str(trial.build_database), read_only=True) as connection:
            found = connection.execute(
                # A reason that quotes nothing of the file may name its column.
                "select sheet, row_number, replace(reason_ja, '列…', '列' || coalesce('「' || column_name || '」', '…')), "
                "replace(reason_en, 'Column …', 'Column ' || coalesce('\"' || column_name || '\"', '…')) "
                "from raw.quarantined_row "
                "where source_file in (select unnest(?)) order by source_file, row_number",
                [sorted(files)],
            ).fetchall()
    return pl.DataFrame(found, schema=["sheet", "row_number", "reason_ja", "reason_en"], orient="row", infer_schema_length=None)


def _looks_at(suite: Suite) -> set[str]:
    """The table of the suite and those that its queries name, without the ones that every build writes of all others."""
    named = (re.findall(r"\braw\.(\w+)", check.query or "") for check in suite.checks)
    return {suite.table_name, *(table for tables in named for table in tables)} - {*_OF_ANY_FILES, *_OF_ALL_FILES}


def _require_as_recorded(raw_dir: Path, subject: str) -> None:
    try:
        verified_files(raw_dir, subject)
    except InputProblem as problem:
        raise OtherFilesWait(problem) from problem
