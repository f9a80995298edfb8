"""The one way a received table becomes an asset: verify, read by layout, land.

The layouts say which tables there are (raw_tables.py); everything they have in common is here.
"""

from collections.abc import Callable, Mapping, Sequence

import dagster as dg
import duckdb
import polars as pl

from dagster_project.common.problems import InputProblem
from dagster_project.orchestration.assets.raw_descriptions import raw_description
from dagster_project.orchestration.landing import PARTS, part_file, write_part
from dagster_project.orchestration.workbench import step
from dagster_project.received import far_dates
from dagster_project.received.kept_rows import no_rows_of, rows_of
from dagster_project.received.recorded_files import verified_files
from dagster_project.received.sheets_not_read import passed_over
from dagster_project.received.table_layouts import ReceivedTable, require_columns
from dagster_project.settings import Settings
from dagster_project.tables.read_result import ReadResult, empty_result

# The raw table that names and codes of municipalities are resolved with.
PERIODS = "municipality_period"


def raw_key(table: str) -> dg.AssetKey:
    return dg.AssetKey(["raw", table])


def landed(settings: Settings, table: str) -> pl.DataFrame:
    """The rows of a raw table as they were just landed."""
    return pl.read_parquet(part_file(settings.landing_dir, table, "loaded"))


def load_at_once(settings: Settings, table: str) -> None:
    """Put a landed table into the warehouse if there is one to work on: whoever asked for this table looks at it next.

    A run of everything has none yet; its tables are loaded together (warehouse.py).
    """
    if settings.build_database.exists():
        with duckdb.connect(str(settings.build_database)) as connection:
            load_table(connection, table, [str(part_file(settings.landing_dir, table, "loaded"))])


def load_table(connection: duckdb.DuckDBPyConnection, table: str, files: Sequence[str]) -> None:
    """Make ``raw.<table>`` anew from landed files."""
    connection.execute(f"create or replace table raw.{table} as select * from read_parquet(?)", [files])


def read_received_files(settings: Settings, subject: str, table: str) -> list[ReadResult]:
    """What reading every recorded file of ``table`` left behind, in the order of the records.

    Raises:
        InputProblem: a file is missing, unrecorded, changed, unreadable or of another shape.
    """
    periods = part_file(settings.landing_dir, PERIODS, "loaded")
    return [
        rows_of(settings.kept, file, periods)
        for file in verified_files(settings.raw_dir, subject)
        if file.record.table == table
    ]


def land_received_files(settings: Settings, subject: str, table: str) -> dict[str, pl.DataFrame]:
    """Read the files of a table that must be there and land its rows; returns the parts written.

    Raises:
        InputProblem: no file is recorded for the table, or one of them cannot be read.
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
    for result in results[1:]:
        require_columns(result, results[0])
    return _write(settings, table, results)


def land_optional_files(settings: Settings, subject: str, table: str) -> dict[str, pl.DataFrame]:
    """The same for a table that may have no file yet: it is empty then, typed by its layouts.

    Raises:
        InputProblem: the table has no layout, its layouts disagree, or a file cannot be read.
    """
    empty = no_rows_of(settings.kept, settings.raw_dir / subject, table)
    results = read_received_files(settings, subject, table)
    for result in results:
        require_columns(result, empty)
    return _write(settings, table, [empty, *results])


def _write(settings: Settings, table: str, results: list[ReadResult]) -> dict[str, pl.DataFrame]:
    return {
        part: write_part(settings.landing_dir, table, part, [getattr(result, part) for result in results]) for part in PARTS
    }


def raw_table(subject: str, table: ReceivedTable) -> dg.AssetsDefinition:
    """The asset of a table whose files are read as its layouts say.

    Where its rows name a municipality, it is read when the periods they are resolved with have landed.
    """
    land_files = land_optional_files if table.is_awaited else land_received_files
    return _received_table(subject, table.name, land_files, [PERIODS] if table.names_municipalities else [])


def results_raw_table(
    subject: str,
    table: str,
    read: Callable[[Settings], list[ReadResult]],
    schema: Mapping[str, pl.DataType | type[pl.DataType]] | None = None,
    made_from: Sequence[str] = (),
) -> dg.AssetsDefinition:
    """The asset ``raw/<table>`` whose files are read in a way of their own.

    With ``schema`` (of the loaded rows) there may be no file at all: the table is empty then.
    """

    def land_files(settings: Settings, subject: str, table: str) -> dict[str, pl.DataFrame]:
        empty = [] if schema is None else [empty_result(schema)]
        return _write(settings, table, [*empty, *read(settings)])

    return _received_table(subject, table, land_files, made_from)


def _received_table(
    subject: str,
    table: str,
    land_files: Callable[[Settings, str, str], dict[str, pl.DataFrame]],
    made_from: Sequence[str],
) -> dg.AssetsDefinition:
    def land(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        with step(context) as settings:
            parts = land_files(settings, subject, table)
            load_at_once(settings, table)
            files = settings.raw_dir, subject, table
            for remark in (*passed_over(*files), *far_dates.of_table(*files, parts["loaded"])):
                context.log.warning(remark)
        counts = {part: parts[part].height for part in ("loaded", "quarantined", "ignored")}
        context.log.info(f"{counts['loaded']:,} rows loaded, {counts['quarantined']} quarantined, {counts['ignored']} ignored")
        return dg.MaterializeResult(
            metadata={**row_metadata(parts["loaded"]), **{f"rows_{part}": n for part, n in counts.items()}}
        )

    return _asset(subject, table, land, made_from)


def derived_raw_table(
    subject: str,
    table: str,
    rows: Callable[[Settings], pl.DataFrame],
    made_from: Sequence[str] = (),
    remarks: Callable[[Settings], Sequence[str]] = lambda _: (),
) -> dg.AssetsDefinition:
    """The asset of a table made from descriptions (instruments, records) or from other raw tables.

    ``made_from`` names the raw tables whose landed rows ``rows`` reads; the build says ``remarks``.
    """

    def land(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        with step(context) as settings:
            frame = write_part(settings.landing_dir, table, "loaded", [rows(settings)])
            load_at_once(settings, table)
            context.log.info(f"{frame.height:,} rows")
            for remark in remarks(settings):
                context.log.info(remark)
        return dg.MaterializeResult(metadata=row_metadata(frame))

    return _asset(subject, table, land, made_from)


def row_metadata(rows: pl.DataFrame) -> dict:
    """What Dagster shows of landed rows: how many there are, and their columns with types."""
    columns = [dg.TableColumn(name, str(dtype)) for name, dtype in rows.schema.items()]
    return {"dagster/row_count": rows.height, "dagster/column_schema": dg.TableSchema(columns)}


def _asset(subject: str, table: str, land: Callable, made_from: Sequence[str] = ()) -> dg.AssetsDefinition:
    return dg.asset(
        key=raw_key(table),
        deps=[raw_key(name) for name in made_from],
        group_name=subject,
        owners=["team:data-engineering"],
        kinds={"polars", "parquet"},
        description=raw_description(subject, table),
    )(land)
