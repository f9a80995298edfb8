"""The recorded lists of municipalities, for what is read outside a build: a single file, a form.

A build takes the landed tables instead; both are made from the same lists.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import polars as pl

from dagster_project.common.problems import InputProblem
from dagster_project.municipalities.history import municipality_periods
from dagster_project.received.recorded_files import read_recorded, recorded_files

_SUBJECT = "municipalities"


class RecordedMunicipalities:
    """The lists, each read when it is first asked for.

    Raises InputProblem when a list is not recorded, cannot be read or contradicts the other.
    """

    def __init__(self, raw_dir: Path) -> None:
        self._raw_dir = raw_dir

    @cached_property
    def current(self) -> pl.DataFrame:
        """raw.municipality: the bodies of today."""
        return self._list("municipality")

    @cached_property
    def changes(self) -> pl.DataFrame:
        """raw.municipality_change."""
        return self._list("municipality_change")

    @cached_property
    def periods(self) -> pl.DataFrame:
        """raw.municipality_period, as a build makes it of the two lists."""
        return municipality_periods(self.current, self.changes)

    def _list(self, table: str) -> pl.DataFrame:
        files = [file for file in recorded_files(self._raw_dir, _SUBJECT) if file.record.table == table]
        if not files:
            raise InputProblem(
                file=f"raw/{_SUBJECT}/sources.yml",
                problem_ja=f"市区町村を特定するための一覧(表 {table})が記録されていません。",
                problem_en=f"The list that municipalities are resolved with (table {table}) is not recorded.",
                fix_ja=f"一覧を raw/{_SUBJECT}/ に置き、make register FILE=raw/{_SUBJECT}/<ファイル名> を実行してください。",
                fix_en=f"Put the list into raw/{_SUBJECT}/ and run make register FILE=raw/{_SUBJECT}/<file>.",
            )
        # The lists are what municipalities are resolved with; they name none themselves.
        return pl.concat(read_recorded(file, pl.DataFrame).loaded for file in files)
