"""The periods of municipalities for reading a single file outside a build (register, download).

A build reads the landed table raw.municipality_period instead; both are made from the same lists.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from dagster_project.readers.layout import Layout, load_layout
from dagster_project.readers.municipal_history import municipality_periods
from dagster_project.readers.problems import InputProblem
from dagster_project.readers.provenance import load_subject
from dagster_project.readers.read import read_table

_SUBJECT = "municipalities"


def periods_for(layout: Layout, raw_dir: Path) -> pl.DataFrame | None:
    """What a file of `layout` needs as `municipalities`; None when it names none.

    Raises InputProblem when a list is not recorded, cannot be read or contradicts the other.
    """
    if not layout.municipality:
        return None
    return municipality_periods(_list(raw_dir, "municipality"), _list(raw_dir, "municipality_change"))


def _list(raw_dir: Path, table: str) -> pl.DataFrame:
    folder = Path(raw_dir) / _SUBJECT
    loaded = [
        read_table(
            folder / record.file,
            load_layout(folder / record.layout),
            source_file=f"{_SUBJECT}/{record.file}",
            table_name=table,
            constants=record.constants,
        ).loaded
        for record in load_subject(raw_dir, _SUBJECT).files
        if record.table == table and record.layout is not None
    ]
    if not loaded:
        raise InputProblem(
            file=f"raw/{_SUBJECT}/sources.yml",
            problem_ja=f"市区町村を特定するための一覧(表 {table})が記録されていません。",
            problem_en=f"The list that municipalities are resolved with (table {table}) is not recorded.",
            fix_ja=f"一覧を raw/{_SUBJECT}/ に置き、make register FILE=raw/{_SUBJECT}/<ファイル名> を実行してください。",
            fix_en=f"Put the list into raw/{_SUBJECT}/ and run make register FILE=raw/{_SUBJECT}/<file>.",
        )
    return pl.concat(loaded)
