"""The recorded files of a subject: checked against their records, and read by their layouts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import polars as pl

from dagster_project.common.files import name_as_text, sha256_of
from dagster_project.common.problems import InputProblem, problems_of
from dagster_project.common.text import clean
from dagster_project.common.yaml_lines import line_of, load_yaml
from dagster_project.received.records import (
    DATA_SUFFIXES,
    INSTRUMENT_FILE,
    SOURCES_FILE,
    WAVES,
    SourceRecord,
    SubjectSources,
    load_subject,
)
from dagster_project.tables.layout import load_layout, table_of
from dagster_project.tables.outside_values import constant_unknown
from dagster_project.tables.read_result import ReadResult
from dagster_project.tables.table_reader import read_table


@dataclass(frozen=True)
class RecordedFile:
    """A received file and its record."""

    record: SourceRecord
    path: Path
    layout_path: Path | None  # None for files that are no tables (instrument.yml)
    source_file: str  # <subject>/<file>, as in every raw table


def read_recorded(file: RecordedFile, periods: Callable[[], pl.DataFrame]) -> ReadResult:
    """Read a table as its record and its layout say.

    `periods` gives raw.municipality_period; it is asked only when the layout names municipalities.
    Raises InputProblem when the file, its layout or a constant of its record cannot be used, ValueError for a file that is no
    table.
    """
    if file.layout_path is None:
        raise ValueError(f"{file.source_file} is no table: its record names no layout.")
    layout = load_layout(file.layout_path)
    unknown = next((name for name in file.record.constants if name not in {column.name for column in layout.columns}), None)
    if unknown is not None:
        with problems_of(f"raw/{file.source_file}"):
            raise constant_unknown(layout, unknown, file.record.constants[unknown])
    return read_table(
        file.path,
        layout,
        source_file=file.source_file,
        table_name=file.record.table,
        constants=file.record.constants,
        municipalities=periods() if layout.municipality else None,
    )


def recorded_files(raw_dir: Path, subject: str) -> list[RecordedFile]:
    """The recorded files of a subject as their records say, in the order of the records."""
    return _files_of(load_subject(raw_dir, subject), Path(raw_dir))


def verified_files(raw_dir: Path, subject: str) -> list[RecordedFile]:
    """The recorded files of a subject, each checked against its record.

    Raises InputProblem when a file is missing, when its contents changed since it was recorded,
    when its layout is missing, or when a data file in the folder has no record.
    """
    folder, sources = Path(raw_dir) / subject, load_subject(raw_dir, subject)
    files = _files_of(sources, Path(raw_dir))
    for file in files:
        _require_as_recorded(file, subject, Path(raw_dir))
    recorded = {file.source_file.removeprefix(f"{subject}/") for file in files}
    waves = [path.parent.relative_to(folder).as_posix() for path in folder.glob(f"*/{INSTRUMENT_FILE}")]
    for name in data_files(folder, [*sources.intake_folders, *waves]):
        require_name_in_letters(subject, name)
        if name not in recorded:
            require_instrument(raw_dir, subject, name)
            raise InputProblem(
                file=f"raw/{subject}/{name}",
                problem_ja="このファイルの来歴の記録がありません。",
                problem_en="This file has no provenance record.",
                fix_ja=f"make register FILE=raw/{subject}/{name} を実行し、加えられた記録の"
                f"表題・作成者・利用条件を raw/{subject}/{SOURCES_FILE} に記入してください。",
                fix_en=f"Run `make register FILE=raw/{subject}/{name}`, then fill in title, compiler and"
                f" licence of the new record in raw/{subject}/{SOURCES_FILE}.",
            )
    return files


def require_instrument(raw_dir: Path, subject: str, name: str) -> None:
    """Raise InputProblem for a file in a folder of a questionnaire that has no instrument: no layout describes it."""
    folder = PurePosixPath(name).parts[0]
    if subject != WAVES or folder == name or (Path(raw_dir) / subject / folder / INSTRUMENT_FILE).is_file():
        return
    raise InputProblem(
        file=f"raw/{subject}/{name}",
        problem_ja=f"調査回のフォルダ {folder} に調査票({INSTRUMENT_FILE})がないため、このファイルを読めません。",
        problem_en=f"The folder {folder} has no instrument ({INSTRUMENT_FILE}), so that nothing says how to read this file.",
        fix_ja=f"raw/{subject}/{folder}/{INSTRUMENT_FILE} を、他の調査回のものを参考に作成してください"
        "(名前の綴りも確かめること)。",
        fix_en=f"Write raw/{subject}/{folder}/{INSTRUMENT_FILE}, taking another wave's as the example; look at the spelling"
        " of its name, too.",
    )


def require_table_of_layout(file: RecordedFile, raw_dir: Path) -> None:
    """Raise InputProblem where a record names another table than its layout, as a misspelt one does."""
    if file.layout_path is None or (table := table_of(file.layout_path, load_layout(file.layout_path))) == file.record.table:
        return
    subject = file.source_file.split("/")[0]
    content = load_yaml(Path(raw_dir) / subject / SOURCES_FILE)
    place = [entry["file"] for entry in content["files"]].index(file.record.file)
    raise InputProblem(
        file=f"raw/{subject}/{SOURCES_FILE}",
        row=line_of(content, ("files", place, "table")),
        column=f"files[{file.record.file}].table",
        value=file.record.table,
        problem_ja=f"記録の table が、その layout({file.record.layout})の表 {table} と異なります。",
        problem_en=f"`table` of this record is not the table of its layout {file.record.layout}, which is {table}.",
        fix_ja=f"table: {table} に直すか、layout を別のものに直してください。",
        fix_en=f"Write `table: {table}`, or another layout.",
    )


def require_name_in_letters(subject: str, name: str) -> None:
    """Raise InputProblem for a name that is no UTF-8: no record can hold it, and no table a row of its file."""
    text = name_as_text(PurePosixPath(name))
    if text != name:
        raise InputProblem(
            file=f"raw/{subject}/{text}",
            problem_ja="ファイル名の文字コードが UTF-8 ではありません(Windows で圧縮したファイルを展開した場合等)。",
            problem_en="The name of this file is not UTF-8, as of one unpacked from an archive made by Windows.",
            fix_ja="ファイル名を付け直してから、もう一度実行してください。",
            fix_en="Give the file its name anew, then run the command again.",
        )


def data_files(folder: Path, intake_folders: list[str]) -> list[str]:
    """The data files below a folder (POSIX names relative to it), sorted.

    Hidden files, lock files of spreadsheet programs and intake folders are left out.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.suffix.lower() not in DATA_SUFFIXES or not path.is_file():
            continue
        if any(part.startswith((".", "~$")) for part in name.parts):
            continue
        if any(name.is_relative_to(intake) for intake in intake_folders):
            continue
        found.append(name.as_posix())
    return found


def _files_of(sources: SubjectSources, raw_dir: Path) -> list[RecordedFile]:
    folder = raw_dir / sources.subject
    return [
        RecordedFile(
            record,
            folder / record.file,
            None if record.layout is None else folder / record.layout,
            f"{sources.subject}/{PurePosixPath(record.file).as_posix()}",
        )
        for record in sources.files
    ]


def _spelt_otherwise(path: Path) -> str | None:
    """The name of the file beside `path` whose letters are the same but for case and width."""
    beside = sorted(other.name for other in path.parent.iterdir()) if path.parent.is_dir() else []
    same = (name for name in beside if name != path.name and clean(name).casefold() == clean(path.name).casefold())
    return next(same, None)


def _require_as_recorded(file: RecordedFile, subject: str, raw_dir: Path) -> None:
    record, source_file = file.record, file.source_file
    if not file.path.is_file():
        other = _spelt_otherwise(file.path)
        raise InputProblem(
            file=f"raw/{source_file}",
            value=other,
            problem_ja="記録されているファイルが見つかりません。",
            problem_en="The file is recorded but not there.",
            fix_ja=f"raw/{source_file} に置き直すか、提供を取りやめた場合は raw/{subject}/{SOURCES_FILE} の"
            f"記録を削除してください。{'' if other is None else f'「{other}」の記録であれば、記録の file を直してください。'}",
            fix_en=f"Put it back as raw/{source_file}, or delete its record from"
            f" raw/{subject}/{SOURCES_FILE} if it was withdrawn."
            + ("" if other is None else f' If "{other}" is meant, correct `file` in the record.'),
        )
    if file.layout_path is not None and not file.layout_path.is_file():
        raise InputProblem(
            file=f"raw/{source_file}",
            value=record.layout,
            problem_ja="このファイルの layout が見つかりません。",
            problem_en="The layout of this file is not there.",
            fix_ja=f"raw/{subject}/{record.layout} を置くか、記録の layout を直してください。",
            fix_en=f"Put raw/{subject}/{record.layout} there, or correct `layout` in the record.",
        )
    require_table_of_layout(file, raw_dir)
    actual = sha256_of(file.path)
    if actual != record.sha256:
        raise InputProblem(
            file=f"raw/{source_file}",
            value=f"sha256 {actual}",
            problem_ja=f"ファイルの内容が記録(sha256 {record.sha256})と異なります。",
            problem_en=f"The contents of the file differ from its record (sha256 {record.sha256}).",
            fix_ja=f"差し替えが意図したものであれば make register FILE=raw/{source_file} を実行してください。"
            "そうでなければ元のファイルに戻してください。",
            fix_en=f"If the change is intended, run `make register FILE=raw/{source_file}`;"
            " otherwise put the original file back.",
        )
