"""The layouts of one subject, and which of them make up one raw table.

A table may be fed by files of several shapes (years, editions, publishers). Each shape has a layout
of its own, and all of them name the same columns in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.common.files import content_files
from dagster_project.common.problems import InputProblem
from dagster_project.received.records import RESPONSES_LAYOUT
from dagster_project.tables.layout import LAYOUT_SUFFIX, Layout, load_layout, table_of
from dagster_project.tables.read_result import ReadResult
from dagster_project.tables.table_reader import empty_table


@dataclass(frozen=True)
class ReceivedTable:
    """A raw table that files are read into, as its layouts describe it."""

    name: str
    is_awaited: bool  # it may have no file yet
    names_municipalities: bool


def received_tables(folder: Path) -> list[ReceivedTable]:
    """The tables that the layouts below a subject folder describe.

    Raises InputProblem when a layout is wrong.
    """
    layouts: dict[str, list[Layout]] = {}
    for path in layout_paths(folder):
        layout = load_layout(path)
        layouts.setdefault(table_of(path, layout), []).append(layout)
    return [
        ReceivedTable(table, any(layout.awaited for layout in shapes), any(layout.municipality for layout in shapes))
        for table, shapes in layouts.items()
    ]


def layout_paths(folder: Path) -> list[Path]:
    """The layouts of tables below a subject folder, in the order of their names.

    What a program left beside them (`._x.layout.yml` of macOS) is none, nor is that of a wave's exported answers.
    """
    return [path for path in content_files(folder) if path.name.endswith(LAYOUT_SUFFIX) and path.name != RESPONSES_LAYOUT]


def paths_of_layouts(folder: Path, table: str) -> list[Path]:
    """The layouts of a table; raises InputProblem when one of the subject is wrong."""
    return [path for path in layout_paths(folder) if table_of(path, load_layout(path)) == table]


def layouts_of_table(folder: Path, table: str) -> list[Layout]:
    """The layouts of a table, which all describe the same columns.

    Raises InputProblem when there is none, or when one of them describes other columns.
    """
    found = [(path, load_layout(path)) for path in paths_of_layouts(folder, table)]
    if not found:
        raise InputProblem(
            file=folder,
            problem_ja=f"表 {table} の layout がありません。",
            problem_en=f"There is no layout of the table {table}.",
            fix_ja=f"{folder.name}/{table}{LAYOUT_SUFFIX} を元に戻してください。",
            fix_en=f"Put {folder.name}/{table}{LAYOUT_SUFFIX} back.",
        )
    (first_path, first), *others = found
    expected = _columns(first)
    for path, layout in others:
        actual = _columns(layout)
        if actual != expected:
            raise _disagreement(path, first_path, table, actual, expected)
    return [layout for _, layout in found]


def require_columns(result: ReadResult, table: ReadResult) -> None:
    """Raise InputProblem when a file's rows have other columns than the table they are to go into."""
    if result.loaded.schema == table.loaded.schema:
        return
    odd = [name for name in result.loaded.columns if name not in table.loaded.columns]
    missing = [name for name in table.loaded.columns if name not in result.loaded.columns]
    raise InputProblem(
        file=f"raw/{result.balance['source_file'][0]}",
        column=", ".join([*odd, *missing]) or None,
        problem_ja="このファイルの列は、表の列と一致しません(表にない列、不足する列、型又は順序の違い)。",
        problem_en="The columns of this file are not those of its table: some are new, missing or of another type.",
        fix_ja=(
            "sources.yml の記録の layout、table 及び constants を確認してください。"
            "constants に書けるのは layout にある列だけです。"
        ),
        fix_en="Check layout, table and constants of its record in sources.yml; constants are for columns of the layout only.",
    )


def _columns(layout: Layout) -> list[tuple[str, pl.DataType]]:
    return list(empty_table(layout, "").loaded.schema.items())


def _disagreement(
    path: Path,
    first: Path,
    table: str,
    actual: list[tuple[str, pl.DataType]],
    expected: list[tuple[str, pl.DataType]],
) -> InputProblem:
    differing = [column for column in [*expected, *actual] if column not in actual or column not in expected]
    names = ", ".join(dict.fromkeys(f"{name} ({dtype})" for name, dtype in differing))
    what_ja = f"異なる列: {names}" if names else "列の順序が異なります"
    what_en = f"Columns that differ: {names}" if names else "The columns stand in another order"
    return InputProblem(
        file=path,
        problem_ja=f"同じ表 {table} の layout「{first.name}」と列が一致しません。{what_ja}。",
        problem_en=f'The columns are not those of "{first.name}", which describes the same table {table}. {what_en}.',
        fix_ja="列の名前、型及び順序をそろえてください。その様式にない列は optional_column: true とします。",
        fix_en="Give both layouts the same names, types and order; a column that files of this shape"
        " lack gets `optional_column: true`.",
    )
