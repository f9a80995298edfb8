"""Any received file to grids of text cells: it is read as what it is, whatever its layout calls it."""

from __future__ import annotations

from pathlib import Path

from dagster_project.common.problems import InputProblem, problems_of
from dagster_project.tables.grids.csv_grid import read_csv_grid
from dagster_project.tables.grids.file_kind import kind_as_named
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.grids.json_grid import read_json_grid
from dagster_project.tables.grids.workbook_grid import read_workbook_grids
from dagster_project.tables.layout import Layout


def read_grids(path: Path, layout: Layout) -> list[Grid]:
    """The grids of a file: one for CSV and JSON, one per sheet for workbooks.

    Raises InputProblem when the file is missing, empty, neither text, JSON nor a workbook, in another
    encoding, protected or damaged, or has too few rows for its header.
    """
    path = Path(path)
    if not path.is_file():
        raise InputProblem(
            file=path,
            problem_ja="ファイルがありません。",
            problem_en="The file does not exist.",
            fix_ja="ファイルを元の場所に置くか、sources.yml の file の記載を直してください。",
            fix_en="Put the file back, or correct `file` in sources.yml.",
        )
    if path.stat().st_size == 0:
        raise InputProblem(
            file=path,
            problem_ja="ファイルの中身が空です。",
            problem_en="The file is empty.",
            fix_ja="受領し直したファイルに置き換えてください。",
            fix_en="Replace it with a fresh copy of the file received.",
        )
    with problems_of(path):
        data = path.read_bytes()
        kind = kind_as_named(data, path.suffix)
        if kind == "json":
            return [read_json_grid(data)]
        return [read_csv_grid(data, layout)] if kind == "text" else read_workbook_grids(data, kind, layout)
