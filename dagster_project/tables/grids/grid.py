"""A file to a grid of text cells, with the numbers of the rows people see in it.

Nothing is interpreted here: every cell is text, an empty cell is the empty text. The row number
is the record number counted from the top of the file, header and titles included: what a
spreadsheet shows in its margin (in a CSV file it differs from the line number only below cells
that contain line feeds). Empty rows at the end of a file do not count as rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from dagster_project.tables.layout import Layout
from dagster_project.common.problems import InputProblem


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet (or of a CSV file).

    `header` holds the raw header rows, all of the same width, and `above` the rows over them (titles,
    dates). `body` has one row per data row:
    String columns `c0`, `c1`, … , then `row_number` (Int64), `cell_count` (Int64, only when the
    row has more or fewer cells than the header, else null), `extra` (String, the cells beyond the
    header joined by " | ", else null) and `error_cell` (String, the first cell of the row that
    shows a spreadsheet error, such as `C5 #REF!`, else null).
    """

    sheet: str | None
    header: list[list[str]]
    body: pl.DataFrame
    above: list[list[str]] = field(default_factory=list)

    @property
    def cells(self) -> list[str]:
        """Names of the cell columns of `body`."""
        return [f"c{position}" for position in range(len(self.header[0]))]


def read_grids(path: Path, layout: Layout) -> list[Grid]:
    """The grids of a file: one for CSV, one per sheet for workbooks.

    Raises InputProblem when the file is missing, empty, not what its layout says, in another
    encoding, protected or damaged, or has too few rows for its header.
    """
    from dagster_project.tables.grids.csv_grid import read_csv_grid
    from dagster_project.tables.grids.workbook_grid import read_workbook_grids

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
    if layout.format == "csv":
        return [read_csv_grid(path, layout)]
    return read_workbook_grids(path, layout)


def no_header(path: Path, sheet: str | None, rows: int, layout: Layout) -> InputProblem:
    """The problem of a file that ends before its header does."""
    needed = layout.skip_rows + layout.header_rows
    return InputProblem(
        file=path,
        sheet=sheet,
        problem_ja=f"{rows}行しかなく、見出し({needed}行目まで)がありません。",
        problem_en=f"There are only {rows} rows; the header should end in row {needed}.",
        fix_ja="ファイルが途中で切れていないか、layout の skip_rows と header_rows を確認してください。",
        fix_en="Check that the file is whole, and skip_rows and header_rows in the layout.",
    )
