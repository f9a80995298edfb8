"""Which layout of a subject folder describes a new file, judged by its header.

The layout that finds most of its columns wins, of several that fit one by which a row can be read: the axes of e-Stat are
called alike in all tables. When none fits, the message is that of the nearest
one: which header was expected, which was found, and the line to write. Where not even half of its
columns are there and no header is like another, the layouts there are say more.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dagster_project.common.problems import InputProblem, problems_of
from dagster_project.common.text import clean
from dagster_project.received.records import SOURCES_FILE, load_subject
from dagster_project.received.table_layouts import layout_paths
from dagster_project.tables.grids.file_grids import read_grids
from dagster_project.tables.grids.grid import Grid
from dagster_project.tables.headers import ColumnMismatch, match_columns
from dagster_project.tables.layout import Layout, load_layout
from dagster_project.tables.outside_values import taken_columns
from dagster_project.tables.rows.file_rows import file_rows


@dataclass(frozen=True)
class _Trial:
    """One layout held against the file: how many of its columns were found, whether its files
    usually are of this format, and what is in the way."""

    path: Path
    found: int
    of: int
    is_usual: bool
    problem: InputProblem | None


def fitting_layout(path: Path, folder: Path) -> Path:
    """The layout below `folder` that describes the file at `path`.

    Raises InputProblem when none does or several do equally well.
    """
    grids = _Grids(path)
    trials = [_try(grids, layout, folder) for layout in layout_paths(folder)]
    fitting = [trial for trial in trials if trial.problem is None]
    if len(fitting) > 1:
        fitting = [trial for trial in fitting if _reads_a_row(path, trial.path)] or fitting
    if fitting:
        most = max(trial.found for trial in fitting)
        best = [trial for trial in fitting if trial.found == most]
        # Of two editions of a table with the same headers, the one that comes as such files.
        best = [trial for trial in best if trial.is_usual] or best
        if len(best) == 1:
            return best[0].path
        raise _several(path, folder, best)
    elsewhere = [
        layout.relative_to(folder.parent).as_posix()
        for other in sorted(folder.parent.iterdir())
        if other.is_dir() and other != folder
        for layout in layout_paths(other)
        if (trial := _try(grids, layout, other)).problem is None and trial.found > 1
    ]
    if elsewhere:
        raise _other_subject(path, elsewhere)
    raise _none(
        path, folder, max(trials, key=lambda trial: (trial.found, isinstance(trial.problem, ColumnMismatch)), default=None)
    )


class _Grids:
    """The grids of one file, read once for all layouts that look at it in the same way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[tuple[object, ...], list[Grid] | InputProblem] = {}

    def seen_by(self, layout: Layout) -> list[Grid]:
        """The grids that the layout looks at; raises InputProblem (see read_grids)."""
        way = (layout.encoding, layout.delimiter, str(layout.sheet), layout.header_rows, layout.skip_rows)
        if way not in self._known:
            try:
                self._known[way] = read_grids(self.path, layout)
            except InputProblem as problem:
                self._known[way] = problem
        found = self._known[way]
        if isinstance(found, InputProblem):
            raise found
        return found


def _try(grids: _Grids, layout_path: Path, folder: Path) -> _Trial:
    path, layout = grids.path, load_layout(layout_path)
    is_usual = layout.format == path.suffix.lower().removeprefix(".")
    given = taken_columns(layout) | _constant_columns(layout_path, folder)
    try:
        with problems_of(path):
            found = [len(match_columns(grid, layout, given).places) for grid in grids.seen_by(layout)]
    except ColumnMismatch as problem:
        return _Trial(layout_path, problem.found, len(layout.columns), is_usual, problem)
    except InputProblem as problem:
        found_otherwise = _found_in_another_encoding(grids, layout, given)
        return _Trial(layout_path, found_otherwise, len(layout.columns), is_usual, problem)
    return _Trial(layout_path, min(found), len(layout.columns), is_usual, None)


def _found_in_another_encoding(grids: _Grids, layout: Layout, given: set[str]) -> int:
    """How many columns of a layout are there, were the file in the encoding of the layout: it may be the right one, and
    what is in the way is to be told of it."""
    if layout.encoding == "detect":
        return 0
    try:
        seen = grids.seen_by(layout.model_copy(update={"encoding": "detect"}))
        return min(len(match_columns(grid, layout, given).places) for grid in seen)
    except ColumnMismatch as problem:
        return problem.found
    except InputProblem:
        return 0


def _reads_a_row(path: Path, layout_path: Path) -> bool:
    """Whether any row has what the layout's columns must have: the parts it takes of cells, and the values agreed on."""
    layout = load_layout(layout_path)
    try:
        rows = file_rows(read_grids(path, layout), layout, {})
    except InputProblem:
        return True  # what the record is to say is not known yet
    bad = pl.repeat(False, rows.facts.height, eager=True)
    for column in layout.columns:
        if column.allowed is not None and column.name in rows.headers:
            cells = rows.cleaned[column.name]
            bad = bad | ((cells != "") & ~cells.is_in([clean(text) for text in column.allowed]))
    return not (bad | rows.facts["index"].is_in(rows.flaws["index"].implode())).all()


def _constant_columns(layout_path: Path, folder: Path) -> set[str]:
    """Columns that other records with this layout fill with constants."""
    if not (folder / SOURCES_FILE).is_file():
        return set()
    sources = load_subject(folder.parent, folder.name)
    name = layout_path.relative_to(folder).as_posix()
    return {column for record in sources.files if record.layout == name for column in record.constants}


def _several(path: Path, folder: Path, best: list[_Trial]) -> InputProblem:
    names = ", ".join(trial.path.relative_to(folder).as_posix() for trial in best)
    return InputProblem(
        file=path,
        problem_ja=f"このファイルに合う layout が複数あります: {names}",
        problem_en=f"Several layouts fit this file: {names}",
        fix_ja="make register に LAYOUT=<layout のファイル名> を加え、どれを使うか指定してください。",
        fix_en="Say which one is meant by adding LAYOUT=<name of the layout file> to make register.",
    )


def _other_subject(path: Path, layouts: list[str]) -> InputProblem:
    subject = layouts[0].split("/")[0]
    return InputProblem(
        file=path,
        problem_ja=f"このフォルダにはこのファイルに合う layout がありませんが、{', '.join(layouts)} が合います。",
        problem_en=f"No layout of this folder fits this file, but {', '.join(layouts)} does.",
        fix_ja=f"ファイルを raw/{subject}/ に移し、make register FILE=raw/{subject}/{path.name} を実行してください。",
        fix_en=f"Move the file to raw/{subject}/ and run `make register FILE=raw/{subject}/{path.name}`.",
    )


def _none(path: Path, folder: Path, nearest: _Trial | None) -> InputProblem:
    suffix = path.suffix.lower().removeprefix(".")
    example = f"raw/{folder.name}/<table>.layout.yml"
    if nearest is None or nearest.problem is None:
        return InputProblem(
            file=path,
            problem_ja=f"raw/{folder.name}/ には {suffix} のファイルの layout がありません。",
            problem_en=f"There is no layout for {suffix} files in raw/{folder.name}/.",
            fix_ja=f"既存の layout を例として {example} を作成し、再度実行してください。",
            fix_en=f"Write {example}, taking an existing layout as the example, and run the command again.",
        )
    if not isinstance(nearest.problem, ColumnMismatch):  # nothing to do with headers: no layout could read it
        raise nearest.problem
    problem, name = nearest.problem, nearest.path.relative_to(folder).as_posix()
    # Where none of its columns is there, headers that are like its own are so by chance.
    if 2 * nearest.found < nearest.of and (nearest.found == 0 or problem.value is None):
        listed = ", ".join(layout.relative_to(folder).as_posix() for layout in layout_paths(folder))
        own_ja = f"。{name} では: {problem.problem_ja}" if nearest.found else ""
        own_en = f". {name}: {problem.problem_en}" if nearest.found else ""
        return InputProblem(
            file=path,
            row=problem.row,
            problem_ja=f"このファイルの見出しに合う layout が raw/{folder.name}/ にありません"
            f"(最も近い {name} でも {nearest.of} 列のうち {nearest.found} 列)。ある layout: {listed}{own_ja}",
            problem_en=f"No layout in raw/{folder.name}/ fits the headers of this file (the nearest, {name},"
            f" finds {nearest.found} of its {nearest.of} columns); there are: {listed}{own_en}",
            fix_ja=(
                "置くフォルダと、見出しの行を確認してください。"
                f"新しい様式であれば、{name} を写して {example} を作成してください。"
            ),
            fix_en="Check the folder and the header row. If it is a new shape, copy"
            f" {name} to {example} and describe the columns there.",
        )
    return InputProblem(
        file=path,
        sheet=problem.sheet,
        row=problem.row,
        column=problem.column,
        value=problem.value,
        problem_ja=f"このファイルに合う layout がありません。最も近い {name} では: {problem.problem_ja}",
        problem_en=f"No layout fits this file. The nearest is {name}: {problem.problem_en}",
        fix_ja=f"{problem.fix_ja} 別の様式であれば、{name} を写して別の layout を作成し、table: に表の名前を書いてください。",
        fix_en=f"{problem.fix_en} If it is another shape, copy {name} to a layout of its own and name the"
        " table under `table:`.",
    )
