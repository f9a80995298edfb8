"""Recording a new or changed file in `sources.yml`, the rest of whose text stays as it was.

    make register FILE=raw/mail_volume/mail_volume.csv REASON="総務省の訂正 / Corrected by the ministry"

A changed file gets its new SHA-256 and today's date, its former ones move to `previous` with the reason. A file
without a record gets one with the layout of the folder that fits it: its table, and the title,
compiler, licence and nature the layout knows; whatever is not known is "not available" until
somebody fills it in. Then the file is read once, to say what will become of its rows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from ruamel.yaml.comments import CommentedMap

from dagster_project.common.files import left_by_programs, sha256_of
from dagster_project.common.problems import InputProblem
from dagster_project.common.yaml_values import Bilingual
from dagster_project.received import sheets_not_read
from dagster_project.received.choose_layout import fitting_layout
from dagster_project.received.far_dates import far_dates
from dagster_project.received.record_file import append_entry, entry_of, explain_last, open_records, supersede, write_records
from dagster_project.received.recorded_files import (
    RecordedFile,
    read_recorded,
    recorded_files,
    require_instrument,
    require_name_in_letters,
    require_table_of_layout,
)
from dagster_project.received.recorded_municipalities import RecordedMunicipalities
from dagster_project.received.records import DATA_SUFFIXES, SOURCES_FILE, SubjectSources, lies_outside
from dagster_project.received.table_layouts import layouts_of_table, require_columns
from dagster_project.tables.grids.file_grids import read_grids
from dagster_project.tables.grids.workbook_grid import hidden_parts, sheet_counts, sheets_left_out
from dagster_project.tables.layout import Layout, load_layout, table_of
from dagster_project.tables.outside_values import NOT_AVAILABLE
from dagster_project.tables.read_result import ReadResult
from dagster_project.tables.rows.file_rows import written_once
from dagster_project.tables.table_reader import empty_table

_REASONS = 5  # rows set aside that are told when a file is registered


@dataclass(frozen=True)
class Registered:
    """What was done, in Japanese and English, and whether a build would refuse the file as it stands."""

    text: str
    is_refused: bool
    subject: str
    table: str | None  # None for a file that is no table


def register(
    file: str | Path,
    raw_dir: Path,
    today: date | None = None,
    *,
    layout: str | None = None,
    constants: Mapping[str, str] | None = None,
    reason: str | None = None,
) -> Registered:
    """Record the present contents of `file`, and read it once as a build would.

    `file` may be written as `raw/<subject>/<file>`, as `<subject>/<file>` or as a full path; `layout`
    is the one to use for it from now on, relative to the subject folder, and `constants` are added to
    the record. `reason` says why a recorded file was replaced, as "Japanese / English" or in one
    language; it may follow later, where none was given when it was replaced. Raises InputProblem when
    the file is not below the raw folder, or no single layout fits it.
    """
    today = date.today() if today is None else today
    path, subject, name = located(Path(file), raw_dir)
    require_name_in_letters(subject, name)
    sources, document = open_records(raw_dir, subject)
    actual = sha256_of(path)
    known = next((record for record in sources.files if record.file == name), None)
    recorded = entry_of(document, name)
    if layout and lies_outside(layout):
        raise _no_such_layout(layout, subject)
    has_new_layout = recorded is not None and bool(layout) and recorded.get("layout") != layout
    if known is not None and known.sha256 == actual and not constants and not has_new_layout:
        message = (
            f"{subject}/{name}: 記録どおりです。変更はありません。\n{subject}/{name}: agrees with its record; nothing to do."
        )
        if (why := both_languages(reason)) is not None:
            is_kept = explain_last(recorded, why)
            message = _told_afterwards(is_kept, subject, name)
            if is_kept:
                write_records(raw_dir, subject, document)
        return _read_once(message, _recorded(raw_dir, subject, name), raw_dir)
    if recorded is not None:
        _add_constants(recorded, constants)
        if has_new_layout:
            recorded["layout"] = layout
            recorded["table"] = table_of(raw_dir / subject / str(layout), load_layout(raw_dir / subject / str(layout)))
    if known is not None and known.sha256 == actual:
        message = (
            f"{subject}/{name}: 記録を改めました。\n{subject}/{name}: the record was amended."
            if has_new_layout
            else f"{subject}/{name}: 記録に値を加えました。\n{subject}/{name}: values added to the record."
        )
    elif recorded is not None:
        kept = {name: value for name, value in (known.constants if known else {}).items() if name not in (constants or {})}
        supersede(recorded, actual, today, both_languages(reason))
        recorded.pop("fetched_from", None)  # a person's file from now on: refresh_sources leaves it alone
        message = (
            f"{subject}/{name}: 新しい内容を記録しました(受領日 {today})。以前の記録は previous に残しました。\n"
            f"{subject}/{name}: new contents recorded (received on {today}); the former record is kept under `previous`."
            f"{_kept_values(kept, subject, name)}"
        )
    elif left_by_programs(Path(name)):
        raise InputProblem(
            file=f"raw/{subject}/{name}",
            problem_ja="表計算ソフト等が作業中に置くファイルであり、受領ファイルではありません。",
            problem_en="This is what a program keeps beside a file that it has open, and no received file.",
            fix_ja="元のファイルを指定してください。",
            fix_en="Name the file itself.",
        )
    elif path.suffix.lower() not in DATA_SUFFIXES:
        raise InputProblem(
            file=f"raw/{subject}/{name}",
            problem_ja="記録の対象は csv、tsv、xlsx、xlsm、xls、geojson、json のファイルだけです。",
            problem_en="Only csv, tsv, xlsx, xlsm, xls, geojson and json files are recorded.",
            fix_ja="表であれば、表計算ソフトで開いて xlsx 形式で保存し直してください。"
            "layout や sources.yml には記録は要りません。",
            fix_en="If it is a table, open it in a spreadsheet program and save it as xlsx."
            " Layouts and sources.yml need no record.",
        )
    else:
        folder = raw_dir / subject
        require_instrument(raw_dir, subject, name)
        layout_path = folder / layout if layout else fitting_layout(path, folder)
        entry = _new_record(name, layout_path, folder, actual, today, sources)
        append_entry(document, entry)
        _add_constants(entry, constants)
        message = _new_record_message(entry, subject, name)
    write_records(raw_dir, subject, document)
    return _read_once(message, _recorded(raw_dir, subject, name), raw_dir)


def both_languages(reason: str | None) -> Bilingual | None:
    """ "日本語 / English" in its halves; a text in one language stands for both."""
    if not reason or not reason.strip():
        return None
    japanese, _, english = (part.strip() for part in reason.partition(" / "))
    return Bilingual(ja=japanese or english, en=english or japanese)


def _told_afterwards(is_kept: bool, subject: str, name: str) -> str:
    """What is said of a REASON given for contents that are recorded already."""
    if is_kept:
        return (
            f"{subject}/{name}: 差し替えの理由を記録しました。\n{subject}/{name}: why it was replaced was added to the record."
        )
    return (
        f"{subject}/{name}: 記録どおりです。差し替えがないか、その理由が記録済みのため、REASON は記録していません。\n"
        f"{subject}/{name}: agrees with its record; REASON was not kept, since nothing was replaced or its reason is there."
    )


def _recorded(raw_dir: Path, subject: str, name: str) -> RecordedFile:
    return next(recorded for recorded in recorded_files(raw_dir, subject) if recorded.record.file == name)


def located(file: Path, raw_dir: Path) -> tuple[Path, str, str]:
    """The file on disk, its subject, and its name relative to the subject folder; raises InputProblem where it is not there."""
    root = raw_dir.resolve()
    tries = [file, root / file, *([root.joinpath(*file.parts[1:])] if file.parts[:1] == ("raw",) else [])]
    on_disk = [_as_on_disk(path) for path in tries if path.exists() or not path.is_symlink()]
    inside = [path for path in on_disk if path.is_relative_to(root) and len(path.relative_to(root).parts) > 1]
    found = next((path for path in inside if path.is_file()), None)
    if found is None and any(path.is_symlink() for path in tries):
        raise _is_a_link(file)
    if found is None:
        raise InputProblem(
            file=file,
            problem_ja="受領ファイルのフォルダ raw の下に、このファイルはありません。",
            problem_en="There is no such file below raw, the folder of received files.",
            fix_ja="make register FILE=raw/<subject>/<ファイル名> の形で、存在するファイルを指定してください。",
            fix_en="Name an existing file: `make register FILE=raw/<subject>/<file>`.",
        )
    subject, *rest = found.relative_to(root).parts
    return found, subject, "/".join(rest)


def _as_on_disk(path: Path) -> Path:
    """The whole path; a file whose name is only composed otherwise (か + ゛ for が, as macOS writes it) is that file."""
    path = path.resolve()
    if path.exists() or not path.parent.is_dir():
        return path
    name = unicodedata.normalize("NFC", path.name)
    return next((one for one in path.parent.iterdir() if unicodedata.normalize("NFC", one.name) == name), path)


def _is_a_link(file: Path) -> InputProblem:
    return InputProblem(
        file=file,
        problem_ja="ファイルそのものではなく、raw の外又は存在しない場所へのリンクです。",
        problem_en="This is no file but a link to a place outside raw, or to none.",
        fix_ja="リンクを削除し、ファイルを同じ場所に置いてください。",
        fix_en="Remove the link and put the file itself in its place.",
    )


def _no_such_layout(layout: str, subject: str) -> InputProblem:
    return InputProblem(
        value=layout,
        problem_ja=f"LAYOUT は、フォルダ raw/{subject} の中のファイルではありません。",
        problem_en=f"LAYOUT is no file within the folder raw/{subject}.",
        fix_ja="LAYOUT=<表>.layout.yml のように、分野のフォルダからの名前で指定してください。",
        fix_en="Give its name as counted from the folder of the subject, such as `LAYOUT=<table>.layout.yml`.",
    )


def _new_record(name: str, layout_path: Path, folder: Path, actual: str, today: date, sources: SubjectSources) -> CommentedMap:
    layout, layout_name = load_layout(layout_path), layout_path.relative_to(folder).as_posix()
    natures = {record.nature for record in sources.files if record.layout == layout_name}
    known = {} if layout.record is None else layout.record.model_dump()
    unknown = dict.fromkeys(("ja", "en"), NOT_AVAILABLE)
    record = CommentedMap(
        file=name,
        table=table_of(layout_path, layout),
        layout=layout_name,
        title=CommentedMap(known.get("title", unknown)),
        compiled_by=CommentedMap(known.get("compiled_by", unknown)),
        licence=CommentedMap(known.get("licence", unknown)),
        received_on=today,
        sha256=actual,
        nature=natures.pop() if len(natures) == 1 else known.get("nature", NOT_AVAILABLE),
    )
    constants = _constants_to_fill_in(layout)
    if constants:
        record["constants"] = constants
    record["previous"] = []
    return record


def _add_constants(record: CommentedMap, constants: Mapping[str, str] | None) -> None:
    if constants:
        record["constants"] = CommentedMap({**(record.get("constants") or {}), **constants})


def _constants_to_fill_in(layout: Layout) -> CommentedMap:
    names = [column.name for column in layout.columns if column.taken_from and column.taken_from.record]
    return CommentedMap(dict.fromkeys(names, NOT_AVAILABLE))


def _kept_values(kept: Mapping[str, Any], subject: str, name: str) -> str:
    """What the record says of the new contents as it did of the former ones: a file of another year has another date."""
    if not kept:
        return ""
    listed = ", ".join(f"{field}={value}" for field, value in kept.items())
    command = f"make register FILE=raw/{subject}/{name} SET={next(iter(kept))}=…"
    return (
        f"\n以前の内容と同じ値として読み込みます: {listed}。異なる場合は {command} で改めてください。"
        f"\nRead with the values of the former contents: {listed}. If they are others now: {command}"
    )


def _new_record_message(record: Mapping[str, Any], subject: str, name: str) -> str:
    open_fields = [field for field in ("title", "compiled_by", "licence") if NOT_AVAILABLE in record[field].values()]
    open_fields += ["nature"] if record["nature"] == NOT_AVAILABLE else []
    open_fields += [f"constants.{field}" for field, value in record.get("constants", {}).items() if value == NOT_AVAILABLE]
    place = f"raw/{subject}/{SOURCES_FILE}"
    todo_ja = f"{place} の次の項目が {NOT_AVAILABLE} です。分かるものを記入してください: {', '.join(open_fields)}"
    todo_en = f'These are "{NOT_AVAILABLE}" in {place}; fill in what is known: {", ".join(open_fields)}'
    check_ja = f"{place} の表題・作成者・利用条件は layout によるものです。ファイルに照らして確認してください。"
    check_en = f"Title, compiler and licence in {place} are those of the layout: check them against the file."
    unset = next((field for field, value in record.get("constants", {}).items() if value == NOT_AVAILABLE), None)
    if unset:
        command = f"make register FILE=raw/{subject}/{name} SET={unset}=…"
        todo_ja += f"(constants は {command} でも記入できます)"
        todo_en += f" (constants also by {command})"
    return (
        f"{subject}/{name}: 表 {record['table']} のファイルとして、{record['layout']} による記録を加えました。"
        f"{todo_ja if open_fields else check_ja}\n"
        f"{subject}/{name}: recorded with {record['layout']} for the table {record['table']}. "
        f"{todo_en if open_fields else check_en}"
    )


def _read_once(message: str, file: RecordedFile, raw_dir: Path) -> Registered:
    """What reading the file leaves behind, or the problem that will stop the build."""
    subject = file.source_file.split("/")[0]
    if file.layout_path is None:
        return Registered(message, is_refused=False, subject=subject, table=None)
    table_name = file.record.table
    try:
        require_table_of_layout(file, raw_dir)
        layout = load_layout(file.layout_path)
        shapes = layouts_of_table(raw_dir / subject, table_name)
        result = read_recorded(file, lambda: RecordedMunicipalities(raw_dir).periods)
        if any(shape.awaited for shape in shapes):
            require_columns(result, empty_table(shapes[0], table_name))
    except InputProblem as problem:
        message = f"{message}\nまだ読み込めません。 / It cannot be read yet.\n{problem}"
        return Registered(message, is_refused=True, subject=subject, table=table_name)
    lines = [message, *_became(result, file, layout)]
    lines += [f"非表示: {ja} / Hidden: {en}" for ja, en in hidden_parts(file.path, layout)]
    lines += sheets_not_read.named(sheets_left_out(file.path, layout))
    grids = read_grids(file.path, layout)
    for first, last, total in [grid.part for grid in grids if grid.part]:
        lines += [
            f"e-Stat の統計表の一部（全{total:,}件のうち{first:,}件目から{last:,}件目まで）。残りも受領して登録してください。",
            f"A part of a table of e-Stat: values {first:,} to {last:,} of {total:,}. Obtain and register the rest, too.",
        ]
    for header in written_once(grids, layout, file.record.constants):
        lines += [
            f"列「{header}」は値の下が空欄の行が多くなっています。"
            "グループの先頭だけに書かれた列であれば、layout に fill_down: true と書いてください。",
            f'The column "{header}" is empty below a value more often than not: if groups are written once, write'
            " `fill_down: true` for it in the layout.",
        ]
    lines += far_dates(file, layout, result.loaded)
    lines += rows_set_aside(result.quarantined)
    is_empty = result.loaded.is_empty()
    if is_empty:
        lines.append(str(nothing_loads(file.source_file)))
    return Registered("\n".join(lines), is_refused=is_empty, subject=subject, table=table_name)


def nothing_loads(source_file: str) -> InputProblem:
    """The problem of a file, named from ``raw/``, of which no row loads."""
    return InputProblem(
        file=f"raw/{source_file}",
        problem_ja="1行も取り込まれないため、処理は停止します。",
        problem_en="No row loads, which stops a build.",
        fix_ja="隔離又は除外された行の理由を確かめてファイル又は layout を直すか、行のあるファイルを受領し直してください。",
        fix_en="Look at why its rows are set aside or left out and mend file or layout, or obtain a file that has rows.",
    )


def rows_set_aside(quarantined: pl.DataFrame) -> list[str]:
    """The first rows that are set aside, each with its place and the reason."""
    shown = quarantined.select("sheet", "row_number", "reason_ja", "reason_en").head(_REASONS)
    lines = []
    for sheet, row, japanese, english in shown.iter_rows():
        place_ja, place_en = (f"シート「{sheet}」", f'sheet "{sheet}", ') if sheet else ("", "")
        lines += [f"  {place_ja}{row}行目: {japanese}", f"  {place_en}row {row}: {english}"]
    if more := quarantined.height - shown.height:
        lines.append(f"  他{more:,}行 / {more:,} more")
    return lines


def _became(result: ReadResult, file: RecordedFile, layout: Layout) -> list[str]:
    """In one line each: what the file became."""
    _, table, _, loaded, quarantined, ignored = result.balance.row(0)
    sheets, unread = sheet_counts(file.path, layout)
    of_ja = f"。シート{sheets}、うち非表示で読まないもの{unread}" if sheets else ""
    of_en = f"; {_counted(sheets, 'sheet')}, {unread} hidden and skipped" if sheets else ""
    return [
        f"{loaded:,}行 → {table}、隔離{quarantined:,}、除外{ignored:,}{of_ja}",
        f"{_counted(loaded, 'row')} → {table}, {quarantined:,} quarantined, {ignored:,} ignored{of_en}",
    ]


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
