"""The rows of received files and the columns of tables that have none yet, taken from what was kept: reading is a pure step.

What a file becomes depends on its bytes, its layout, the table and the constants of its record, and, where its rows name
municipalities, on the periods they are resolved with; all of that is in the key, and the code itself (common/kept.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl

from dagster_project.common.files import sha256_of
from dagster_project.common.kept import Kept, packed, unpacked
from dagster_project.received.recorded_files import RecordedFile, read_recorded
from dagster_project.received.table_layouts import layouts_of_table, paths_of_layouts
from dagster_project.tables.layout import load_layout
from dagster_project.tables.read_result import ReadResult
from dagster_project.tables.table_reader import empty_table


def rows_of(kept: Kept, file: RecordedFile, periods_file: Path) -> ReadResult:
    """What reading a verified file leaves behind (see recorded_files.read_recorded, also for what is raised).

    ``periods_file`` is the landed raw.municipality_period; it is looked at only when the layout names municipalities.
    """
    contents = [file.source_file, file.record.table, json.dumps(file.record.constants, default=str), file.record.sha256]
    if file.layout_path is not None:
        contents.append(file.layout_path.read_text(encoding="utf-8"))
        if load_layout(file.layout_path).municipality:
            contents.append(sha256_of(periods_file))
    return _once(kept, "rows", contents, lambda: read_recorded(file, lambda: pl.read_parquet(periods_file)))


def no_rows_of(kept: Kept, folder: Path, table: str) -> ReadResult:
    """What reading no file leaves behind of a table that the layouts below a subject folder describe.

    Raises InputProblem when it has no layout, or when one of them describes other columns.
    """
    texts = [path.read_text(encoding="utf-8") for path in paths_of_layouts(folder, table)]
    return _once(kept, "no_rows", [table, *texts], lambda: empty_table(layouts_of_table(folder, table)[0], table))


def _once(kept: Kept, step: str, contents: list[str], read: Callable[[], ReadResult]) -> ReadResult:
    return ReadResult(**unpacked(kept.once(step, contents, lambda: packed(vars(read())))))
