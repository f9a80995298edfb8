"""Recording a new or changed file in `sources.yml`, the rest of whose text stays as it was.

    python -m dagster_project.readers.provenance raw/mail_volume/mail_volume.csv

A changed file gets its new SHA-256 and today's date, its former ones move to `previous`. A file
without a record gets one with the only layout of the folder that fits it; whatever is not known
is "not available" until somebody fills it in.
"""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from dagster_project.readers.grid import read_grids
from dagster_project.readers.headers import match_columns
from dagster_project.readers.layout import load_layout
from dagster_project.readers.problems import InputProblem
from dagster_project.readers.provenance import (
    DATA_SUFFIXES,
    NOT_AVAILABLE,
    SOURCES_FILE,
    SubjectSources,
    file_sha256,
    load_subject,
    raw_folder,
)

_LAYOUT_SUFFIX = ".layout.yml"
_WIDTH = 4096  # YAML lines are never folded: a diff shows only what changed


def register(file: str | Path, raw_dir: Path | None = None, today: date | None = None) -> str:
    """Record the present contents of `file`; returns what was done, in Japanese and English.

    `file` may be written as `raw/<subject>/<file>`, as `<subject>/<file>` or as a full path.
    Raises InputProblem when it is not below the raw folder, or no single layout fits it.
    """
    raw_dir = raw_folder() if raw_dir is None else Path(raw_dir)
    today = date.today() if today is None else today
    path, subject, name = _locate(Path(file), raw_dir)
    sources_path = raw_dir / subject / SOURCES_FILE
    yaml = _yaml()
    if sources_path.is_file():
        sources = load_subject(raw_dir, subject)
        document = yaml.load(sources_path.read_text(encoding="utf-8"))
    else:
        sources = SubjectSources(subject=subject)
        document = CommentedMap(subject=subject, files=[])
    actual = file_sha256(path)
    known = next((record for record in sources.files if record.file == name), None)
    if known is not None and known.sha256 == actual:
        return (
            f"{subject}/{name}: 記録どおりです。変更はありません。\n"
            f"{subject}/{name}: agrees with its record; nothing to do."
        )
    if known is not None:
        record = next(entry for entry in document["files"] if entry["file"] == name)
        said = _replace(record, actual, today, f"{subject}/{name}")
    elif path.suffix.lower() not in DATA_SUFFIXES:
        raise InputProblem(
            file=f"{subject}/{name}",
            problem_ja="記録の対象は csv、xlsx、xls のファイルだけです。",
            problem_en="Only csv, xlsx and xls files are recorded.",
            fix_ja="layout や sources.yml には記録は要りません。",
            fix_en="Layouts and sources.yml need no record.",
        )
    else:
        layout_name = _fitting_layout(path, raw_dir / subject)
        if document.get("files") is None:
            document["files"] = []
        document["files"].append(_new_record(name, layout_name, actual, today, sources))
        said = (
            f"{subject}/{name}: {layout_name} による記録を加えました。raw/{subject}/{SOURCES_FILE} の"
            f" {NOT_AVAILABLE} の項目を、分かるものから記入してください。\n"
            f"{subject}/{name}: recorded with {layout_name}. Please fill in what is"
            f' "{NOT_AVAILABLE}" in raw/{subject}/{SOURCES_FILE}, as far as it is known.'
        )
    _write(sources_path, yaml, document)
    return said


def main(arguments: list[str] | None = None) -> int:
    """The command: registers each file named; 0 when all went well, 1 otherwise."""
    files = sys.argv[1:] if arguments is None else arguments
    if not files:
        print("使い方: make register FILE=raw/<subject>/<file>\nUsage: make register FILE=raw/<subject>/<file>")
        return 1
    failed = False
    for file in files:
        try:
            print(register(file))
        except InputProblem as problem:
            print(problem, file=sys.stderr)
            failed = True
    return int(failed)


def _locate(file: Path, raw_dir: Path) -> tuple[Path, str, str]:
    """The file on disk, its subject, and its name relative to the subject folder."""
    root = raw_dir.resolve()
    tries = [file.resolve(), (root / file).resolve()]
    if file.parts[:1] == ("raw",):
        tries.append(root.joinpath(*file.parts[1:]).resolve())
    inside = [path for path in tries if path.is_relative_to(root) and len(path.relative_to(root).parts) > 1]
    found = next((path for path in inside if path.is_file()), None)
    if found is None:
        raise InputProblem(
            file=file,
            problem_ja=f"受領ファイルのフォルダ({raw_dir})の下に、このファイルはありません。",
            problem_en=f"There is no such file below the folder of received files ({raw_dir}).",
            fix_ja="make register FILE=raw/<subject>/<ファイル名> の形で、存在するファイルを指定してください。",
            fix_en="Name an existing file: `make register FILE=raw/<subject>/<file>`.",
        )
    subject, *rest = found.relative_to(root).parts
    return found, subject, "/".join(rest)


def _replace(record: Any, actual: str, today: date, source_file: str) -> str:
    former = CommentedMap(
        sha256=record["sha256"], received_on=record["received_on"], replaced_on=today
    )
    if not record.get("previous"):
        record["previous"] = []
    record["previous"].append(former)
    record["sha256"] = actual
    record["received_on"] = today.replace()  # an equal date of its own: no YAML alias
    return (
        f"{source_file}: 新しい内容を記録しました(受領日 {today})。以前の記録は previous に残しました。\n"
        f"{source_file}: new contents recorded (received on {today}); the former record is kept under `previous`."
    )


def _new_record(
    name: str, layout_name: str, actual: str, today: date, sources: SubjectSources
) -> CommentedMap:
    natures = {record.nature for record in sources.files if record.layout == layout_name}
    unknown = dict.fromkeys(("ja", "en"), NOT_AVAILABLE)
    return CommentedMap(
        file=name,
        table=Path(layout_name).name.removesuffix(_LAYOUT_SUFFIX),
        layout=layout_name,
        title=CommentedMap(unknown),
        compiled_by=CommentedMap(unknown),
        licence=CommentedMap(unknown),
        received_on=today,
        sha256=actual,
        nature=natures.pop() if len(natures) == 1 else NOT_AVAILABLE,
        previous=[],
    )


def _fitting_layout(path: Path, folder: Path) -> str:
    """The one layout below `folder` that finds its columns in the file."""
    layouts = sorted(folder.rglob(f"*{_LAYOUT_SUFFIX}"))
    fitting, refusals = [], []
    for layout_path in layouts:
        name = layout_path.relative_to(folder).as_posix()
        layout = load_layout(layout_path)
        if layout.format != path.suffix.lower().removeprefix("."):
            refusals.append(f"{name} ({layout.format})")
            continue
        try:
            for grid in read_grids(path, layout):
                match_columns(grid, layout, path, _constant_columns(layout_path, folder))
            fitting.append(name)
        except InputProblem as problem:
            refusals.append(f"{name} ({problem.problem_en})")
    if len(fitting) == 1:
        return fitting[0]
    listed = ", ".join(fitting)
    tried = "; ".join(refusals) or "-"
    raise InputProblem(
        file=path,
        problem_ja=f"このファイルに合う layout が複数あります: {listed}"
        if fitting
        else f"このファイルに合う layout がありません。試したもの: {tried}",
        problem_en=f"Several layouts fit this file: {listed}"
        if fitting
        else f"No layout fits this file. Tried: {tried}",
        fix_ja=f"{folder.name}/{SOURCES_FILE} に、layout を指定した記録を加えてください"
        "(layout がない場合は、既存の layout を参考に作成してください)。",
        fix_en=f"Add a record naming its layout to {folder.name}/{SOURCES_FILE}"
        " (write a layout first if there is none, taking an existing one as the example).",
    )


def _constant_columns(layout_path: Path, folder: Path) -> set[str]:
    """Columns that other records with this layout fill with constants."""
    if not (folder / SOURCES_FILE).is_file():
        return set()
    sources = load_subject(folder.parent, folder.name)
    name = layout_path.relative_to(folder).as_posix()
    return {column for record in sources.files if record.layout == name for column in record.constants}


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _write(path: Path, yaml: YAML, document: Any) -> None:
    """Replace the file in one step, so that an interrupted run leaves the former text."""
    text = io.StringIO()
    yaml.dump(document, text)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text.getvalue(), encoding="utf-8")
    os.replace(fresh, path)
