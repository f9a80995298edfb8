"""Filled forms to one table of cells, and what is known of each file; nothing is judged here.

Every file in the folder is met, whatever it is: one that cannot be read as a form is refused with
a rule. Many forms are shared among as many processes as there are processors.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import polars as pl

from dagster_project.common.files import name_as_text
from dagster_project.questionnaires.form.form_formats import OWN_COLOURS
from dagster_project.questionnaires.form.identity import ANSWER_KEY, ANSWER_SHEETS, IDENTITY_SHEET, LIST_SHEET, REFERENCE_SHEETS
from dagster_project.questionnaires.intake.other_sheets import another_form, texts_to_read_only
from dagster_project.questionnaires.intake.refused_files import LAST_ROW, Refused, open_form, sheet_of_form
from dagster_project.tables.workbooks.damaged import Damaged
from dagster_project.tables.workbooks.sheet_cells import SheetCells
from dagster_project.tables.workbooks.sheet_xml import SheetXml
from dagster_project.tables.workbooks.workbook import Workbook

OWN_SHEETS = {*ANSWER_SHEETS.values(), *REFERENCE_SHEETS.values(), LIST_SHEET, IDENTITY_SHEET}
CELLS = {"file": pl.UInt32, "row_number": pl.Int64, "column": pl.Int64, "text": pl.String}
# Kinds of cells that their text alone does not tell; of a cell that is several of them, the first.
ERROR, FORMULA_WITHOUT_VALUE, STRUCK, SHOWN_OTHERWISE, FORMULA = (
    "error",
    "formula_without_value",
    "struck_out",
    "shown_otherwise",
    "formula",
)
SHARED_FROM = 400  # forms; below, starting another Python takes longer than reading them
HEAD_START = 320  # forms read here while another Python starts
_ROW_NUMBERS = pl.Series("row_number", range(1, LAST_ROW + 1), dtype=pl.Int64)


@dataclass(frozen=True)
class FormFile:
    """A file as received and what its package says of the form's sheet.

    `refused` is set for a file that cannot be read; then nothing below it is known. `special`: cell -> its
    kind (ERROR and others above) and what it shows where that is not its text. `units`: cell -> the unit that its
    number format shows. `coloured`: the cells filled with a colour that the form does not have.
    `another_form`, `only_read`: see other_sheets.py.
    """

    path: Path
    source_file: str
    name: str
    sha256: str
    refused: Refused | None = None
    sheet: str | None = None
    extra_sheets: tuple[str, ...] = ()
    special: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()  # places from 0
    unseen: frozenset[str] = frozenset()  # cells whose letters have the colour of their ground, or a format that shows no text
    merged: tuple[str, ...] = ()
    coloured: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    drawings: tuple[tuple[str, str], ...] = ()
    another_form: str | None = None
    only_read: tuple[tuple[str, str, str], ...] = ()


def read_forms(paths: Sequence[Path], raw_dir: Path) -> tuple[list[FormFile], pl.DataFrame]:
    """The files and all their filled cells (CELLS), column by column; `file` is the place in the list of files."""
    if len(paths) < SHARED_FROM:
        return read_part(paths, raw_dir)
    share = -(-(len(paths) - HEAD_START) // (os.cpu_count() or 1))
    own = HEAD_START + share
    parts = [paths[:own], *(paths[start : start + share] for start in range(own, len(paths), share))]
    with ThreadPoolExecutor(len(parts)) as pool:
        others = [pool.submit(_read_in_a_process, part, raw_dir) for part in parts[1:]]
        results = [read_part(parts[0], raw_dir), *(other.result() for other in others)]
    files: list[FormFile] = []
    frames = []
    for part_files, cells in results:
        frames.append(cells.with_columns(pl.col("file") + len(files)).cast(pl.Schema(CELLS)))
        files.extend(part_files)
    return files, pl.concat(frames)


def _read_in_a_process(paths: Sequence[Path], raw_dir: Path) -> tuple[list[FormFile], pl.DataFrame]:
    """The same by another Python: fastexcel holds the interpreter's lock most of the time.

    A process of our own, not a pool: a pool would run the caller's main module a second time.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-m", f"{__package__}.reading_process"],
        input=pickle.dumps((list(paths), raw_dir)),
        stdout=subprocess.PIPE,
        env=environment,
        check=True,
    )
    return pickle.loads(done.stdout)


def read_part(paths: Sequence[Path], raw_dir: Path) -> tuple[list[FormFile], pl.DataFrame]:
    """`read_forms` in this process alone."""
    results = [_read(path, raw_dir) for path in paths]
    grids = {place: grid for place, (_, grid) in enumerate(results) if grid is not None}
    if not grids:
        return [file for file, _ in results], pl.DataFrame(schema=CELLS)
    heights = pl.DataFrame(
        {"file": list(grids), "height": [grid.height for grid in grids.values()]},
        schema={"file": pl.UInt32, "height": pl.UInt32},
    )
    cells = (
        pl.concat(grids.values(), how="diagonal")
        .with_columns(heights.select(pl.col("file").repeat_by("height").explode()))
        .unpivot(index=["file", "row_number"], variable_name="column", value_name="text")
        .drop_nulls("text")
        .with_columns(pl.col("column").cast(pl.Int64))
        .select(*CELLS)
    )
    return [file for file, _ in results], cells


def _read(path: Path, raw_dir: Path) -> tuple[FormFile, pl.DataFrame | None]:
    """One file: what is known of it and its grid, columns named by their place from 0."""
    data = path.read_bytes()
    source_file = name_as_text(path.relative_to(raw_dir))
    file = FormFile(
        path=path,
        source_file=source_file,
        name=PurePosixPath(source_file).name,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    try:
        return _read_form(file, open_form(path.name, data))
    except Damaged:
        return replace(file, refused=Refused("damaged")), None
    except Refused as refusal:
        return replace(file, refused=refusal), None


def _read_form(file: FormFile, workbook: Workbook) -> tuple[FormFile, pl.DataFrame]:
    """The sheet with the form: the one that is called so, else the first that holds its keys."""
    for name in sorted(workbook.names, key=lambda name: name not in ANSWER_SHEETS.values()):
        sheet, xml = sheet_of_form(workbook, name)
        grid = _with_row_numbers(sheet.texts())
        if _holds_keys(grid):
            break
    else:
        raise Refused("not_this_form")
    extra = tuple(other for other in workbook.names if other not in OWN_SHEETS and other != name)
    read = replace(
        file,
        sheet=name,
        extra_sheets=extra,
        special=_special_cells(sheet),
        units=sheet.units,
        hidden_rows=frozenset(xml.hidden_rows),
        hidden_columns=frozenset(xml.hidden_columns),
        unseen=_unseen_cells(workbook, xml),
        merged=tuple(xml.merged),
        coloured=_coloured_cells(workbook, xml),
        comments=tuple(workbook.comments(name)),
        drawings=tuple(workbook.drawings(name)),
        another_form=another_form(workbook, name, grid, extra),
        only_read=tuple(texts_to_read_only(workbook, name)),
    )
    return read, grid


def _special_cells(sheet: SheetCells) -> dict[str, tuple[str, str | None]]:
    return {  # the last counts
        **{cell: (FORMULA, None) for cell in sheet.stated.formulas},
        **{cell: (SHOWN_OTHERWISE, None) for cell in sheet.shown_otherwise},
        **{cell: (STRUCK, None) for cell in sheet.struck},
        **{cell: (FORMULA_WITHOUT_VALUE, "=") for cell in sheet.not_calculated},
        **{cell: (ERROR, shown) for cell, shown in sheet.stated.errors.items()},
    }


def _coloured_cells(workbook: Workbook, xml: SheetXml) -> tuple[str, ...]:
    others = [style for style, colour in workbook.package.fills.items() if colour not in OWN_COLOURS]
    return tuple(xml.cells_with(others, or_empty=True))


def _unseen_cells(workbook: Workbook, xml: SheetXml) -> frozenset[str]:
    package = workbook.package
    numbers = {cell for cell, *_ in xml.numbers(package.without_texts)}
    return frozenset(xml.cells_with(package.unseen_styles)) | (xml.cells_with(package.without_texts).keys() - numbers)


def _with_row_numbers(grid: pl.DataFrame) -> pl.DataFrame:
    if grid.height > LAST_ROW:
        raise Refused("too_large", f"{grid.height:,} 行 / rows")
    return grid.insert_column(0, _ROW_NUMBERS.head(grid.height))


def _holds_keys(grid: pl.DataFrame) -> bool:
    """Looked at text by text: for so few cells a query of polars costs more than its work."""
    return any(str(text).startswith(ANSWER_KEY) for column in grid.get_columns()[1:] for text in column if text is not None)
