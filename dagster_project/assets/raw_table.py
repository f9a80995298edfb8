"""The one way a received table becomes an asset: verify, read by layout, land.

Each subject's module lists its tables; everything they have in common is here.
"""

from collections.abc import Callable, Sequence

import dagster as dg
import polars as pl

from dagster_project.landing import PARTS, write_part
from dagster_project.readers.layout import load_layout
from dagster_project.readers.problems import InputProblem
from dagster_project.readers.provenance import verified_files
from dagster_project.readers.read import ReadResult, empty_result, read_table
from dagster_project.settings import Settings, load_settings


def raw_key(table: str) -> dg.AssetKey:
    return dg.AssetKey(["raw", table])


def received_results(settings: Settings, subject: str, table: str) -> list[ReadResult]:
    """Read every recorded file of ``table``.

    Raises:
        InputProblem: a file is missing, unrecorded, changed, unreadable or of another shape, or
            no file is recorded for the table.
    """
    results = [
        read_table(
            file.path,
            load_layout(file.layout_path),
            source_file=file.source_file,
            table_name=table,
            constants=file.record.constants,
        )
        for file in verified_files(settings.raw_dir, subject)
        if file.record.table == table
    ]
    if not results:
        raise InputProblem(
            file=f"raw/{subject}/sources.yml",
            problem_en=f"No file is recorded for the table {table}.",
            problem_ja=f"表 {table} のファイルが記録されていない。",
            fix_en=f"Put the file into raw/{subject}/ and run make register FILE=raw/{subject}/<file>.",
            fix_ja=f"ファイルを raw/{subject}/ に置き、make register FILE=raw/{subject}/<ファイル名> を実行する。",
        )
    return results


def land_results(
    settings: Settings, table: str, results: Sequence[ReadResult], schema: dict[str, pl.DataType] | None = None
) -> dict[str, pl.DataFrame]:
    """Land what became of the files of a table; returns the parts written.

    With ``schema`` (of the loaded rows) a table may have no file at all: it is landed empty.
    """
    empty = [] if schema is None else [empty_result(schema)]
    return {
        part: write_part(settings.landing_dir, table, part, [getattr(result, part) for result in [*empty, *results]])
        for part in PARTS
    }


def raw_table(subject: str, table: str, description: str) -> dg.AssetsDefinition:
    """The asset ``raw/<table>`` of ``subject``."""

    return results_raw_table(subject, table, description, lambda settings: received_results(settings, subject, table))


def results_raw_table(
    subject: str,
    table: str,
    description: str,
    read: Callable[[Settings], Sequence[ReadResult]],
    schema: dict[str, pl.DataType] | None = None,
    deps: Sequence[dg.AssetKey] = (),
) -> dg.AssetsDefinition:
    """The asset of a table whose files are read in a way of their own (see ``land_results``)."""

    def land(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        settings = load_settings()
        parts = land_results(settings, table, read(settings), schema)
        counts = {part: parts[part].height for part in ("loaded", "quarantined", "ignored")}
        context.log.info(
            f"{counts['loaded']:,} rows loaded, {counts['quarantined']} quarantined, {counts['ignored']} ignored"
        )
        return dg.MaterializeResult(metadata=_row_metadata(counts))

    return _asset(subject, table, description, land, deps)


def derived_raw_table(
    subject: str, table: str, description: str, rows: Callable[[Settings], pl.DataFrame]
) -> dg.AssetsDefinition:
    """The asset of a table made from descriptions (instruments, records) instead of rows of a file."""

    def land(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        settings = load_settings()
        frame = write_part(settings.landing_dir, table, "loaded", [rows(settings)])
        context.log.info(f"{frame.height:,} rows")
        return dg.MaterializeResult(metadata=_row_metadata({"loaded": frame.height}))

    return _asset(subject, table, description, land)


def _row_metadata(counts: dict[str, int]) -> dict:
    return {"dagster/row_count": counts["loaded"], **{f"rows_{part}": n for part, n in counts.items()}}


def _asset(
    subject: str, table: str, description: str, land: Callable, deps: Sequence[dg.AssetKey] = ()
) -> dg.AssetsDefinition:
    return dg.asset(
        key=raw_key(table),
        deps=deps,
        group_name=subject,
        owners=["team:data-engineering"],
        kinds={"polars", "parquet"},
        description=description,
    )(land)
