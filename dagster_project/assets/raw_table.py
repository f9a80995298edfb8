"""The one way a received table becomes an asset: verify, read by layout, land.

Each subject's module lists its tables; everything they have in common is here.
"""

from collections.abc import Callable, Sequence

import dagster as dg
import polars as pl

from dagster_project.landing import PARTS, part_file, write_part
from dagster_project.readers.layout import load_layout
from dagster_project.readers.problems import InputProblem
from dagster_project.readers.provenance import verified_files
from dagster_project.readers.read import ReadResult, empty_table, read_table
from dagster_project.settings import Settings, load_settings


def raw_key(table: str) -> dg.AssetKey:
    return dg.AssetKey(["raw", table])


def read_received_files(settings: Settings, subject: str, table: str) -> list[ReadResult]:
    """What became of every recorded file of ``table``.

    Raises:
        InputProblem: a file is missing, unrecorded, changed, unreadable or of another shape.
    """
    return [
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


def land_received_files(settings: Settings, subject: str, table: str) -> dict[str, pl.DataFrame]:
    """Read every recorded file of ``table`` and land its rows; returns the parts written.

    Raises:
        InputProblem: as `read_received_files`, or no file is recorded for the table.
    """
    results = read_received_files(settings, subject, table)
    if not results:
        raise InputProblem(
            file=f"raw/{subject}/sources.yml",
            problem_en=f"No file is recorded for the table {table}.",
            problem_ja=f"表 {table} のファイルが記録されていない。",
            fix_en=f"Put the file into raw/{subject}/ and run make register FILE=raw/{subject}/<file>.",
            fix_ja=f"ファイルを raw/{subject}/ に置き、make register FILE=raw/{subject}/<ファイル名> を実行する。",
        )
    return _land(settings, table, results)


def land_files_if_received(settings: Settings, subject: str, table: str) -> dict[str, pl.DataFrame]:
    """The same for a table that waits for its file: without one it has no rows, and says so."""
    results = read_received_files(settings, subject, table)
    if results:
        return _land(settings, table, results)
    for part in PARTS:
        part_file(settings.landing_dir, table, part).unlink(missing_ok=True)
    empty = empty_table(load_layout(settings.raw_dir / subject / f"{table}.layout.yml"))
    return {"loaded": write_part(settings.landing_dir, table, "loaded", [empty])}


def _land(settings: Settings, table: str, results: list[ReadResult]) -> dict[str, pl.DataFrame]:
    return {
        part: write_part(settings.landing_dir, table, part, [getattr(result, part) for result in results])
        for part in PARTS
    }


def raw_table(subject: str, table: str, description: str) -> dg.AssetsDefinition:
    """The asset ``raw/<table>`` of ``subject``."""

    def land(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        parts = land_received_files(load_settings(), subject, table)
        counts = {part: parts[part].height for part in ("loaded", "quarantined", "ignored")}
        context.log.info(
            f"{counts['loaded']:,} rows loaded, {counts['quarantined']} quarantined, {counts['ignored']} ignored"
        )
        return dg.MaterializeResult(metadata=_row_metadata(counts))

    return _asset(subject, table, description, land)


def awaited_raw_table(subject: str, table: str, description: str) -> dg.AssetsDefinition:
    """The asset of a table that has its layout and its place, and may still be without a file."""

    def land(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        parts = land_files_if_received(load_settings(), subject, table)
        counts = {part: frame.height for part, frame in parts.items() if part != "balance"}
        context.log.info(f"{counts['loaded']:,} rows loaded" if "quarantined" in counts else "no file received yet")
        return dg.MaterializeResult(metadata=_row_metadata(counts))

    return _asset(subject, table, description, land)


def derived_raw_table(
    subject: str,
    table: str,
    description: str,
    rows: Callable[[Settings], pl.DataFrame],
    made_from: Sequence[str] = (),
) -> dg.AssetsDefinition:
    """The asset of a table made from descriptions (instruments, records) or from other raw tables.

    ``made_from`` names the raw tables whose landed rows ``rows`` reads.
    """

    def land(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        settings = load_settings()
        frame = write_part(settings.landing_dir, table, "loaded", [rows(settings)])
        context.log.info(f"{frame.height:,} rows")
        return dg.MaterializeResult(metadata=_row_metadata({"loaded": frame.height}))

    return _asset(subject, table, description, land, made_from)


def _row_metadata(counts: dict[str, int]) -> dict:
    return {"dagster/row_count": counts["loaded"], **{f"rows_{part}": n for part, n in counts.items()}}


def _asset(
    subject: str, table: str, description: str, land: Callable, made_from: Sequence[str] = ()
) -> dg.AssetsDefinition:
    return dg.asset(
        key=raw_key(table),
        deps=[raw_key(name) for name in made_from],
        group_name=subject,
        owners=["team:data-engineering"],
        kinds={"polars", "parquet"},
        description=description,
    )(land)
