"""`register`: new or changed raw files recorded in the `sources.yml` of their subject, then looked at as a build does."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from dagster_project.common.problems import InputProblem
from dagster_project.orchestration.assets.raw_descriptions import raw_description
from dagster_project.questionnaires.instrument.wave_files import SUBJECT, WaveFile, wave_files
from dagster_project.received.records import INSTRUMENT_FILE, RESPONSES_LAYOUT, load_subject
from dagster_project.received.register import located, register, rows_set_aside
from dagster_project.settings import Settings, named_from_raw

_REFUSED = "\nThis stops a build. / 次の理由により、処理は停止する。\n"
_DOUBTED = "\nA build goes on, and tells that this does not hold. / 次の検査に合わない(処理は停止せず、公表物に示す)。\n"


def register_files(
    settings: Settings, files: Sequence[str], layout: str | None, constants: Sequence[str], reason: str | None = None
) -> int:
    """Register each file; constants are written NAME=VALUE, `reason` is why it was replaced.

    0 where a build would take all of them, else 1."""
    if not files:
        print("使い方: make register FILE=raw/<subject>/<file>\nUsage: make register FILE=raw/<subject>/<file>")
        return 1
    if unset := [constant for constant in constants if not all(constant.partition("="))]:
        print(_no_value(unset[0]), file=sys.stderr)
        return 1
    values = dict(constant.partition("=")[::2] for constant in constants)
    failed, tables, of_waves = False, set[str](), set[str]()
    for file in files:
        try:
            if (of_wave := _of_a_wave(settings, file)) is not None:
                source_file, tables_of_wave = of_wave
                tables |= tables_of_wave
                of_waves.add(source_file)
                continue
            registered = register(file, settings.raw_dir, layout=layout, constants=values, reason=reason)
            print(named_from_raw(registered.text, settings))
            failed |= registered.is_refused
            if registered.table is not None and not registered.is_refused:
                raw_description(registered.subject, registered.table)
                tables.add(registered.table)
        except InputProblem as problem:
            print(named_from_raw(str(problem), settings), file=sys.stderr)
            failed = True
    return int(failed or (bool(tables) and _is_stopped_at_the_border(settings, tables, of_waves)))


def _no_value(constant: str) -> InputProblem:
    return InputProblem(
        value=constant,
        problem_ja="SET に、列の名前と値がそろっていません。",
        problem_en="SET needs the name of a column and its value.",
        fix_ja="SET=as_of_date=2020-10-01 のように、列の名前と値を = でつないで書いてください。",
        fix_en="Write the name and the value with = between them, such as SET=as_of_date=2020-10-01.",
    )


def _of_a_wave(settings: Settings, file: str) -> tuple[str, set[str]] | None:
    """A file of a questionnaire wave and the tables it goes into, and prints that it needs no record; None for any other.

    Raises:
        InputProblem: there is no such file, or the wave is described wrongly.
    """
    path, subject, name = located(Path(file), settings.raw_dir)
    wave = path.relative_to(settings.raw_dir.resolve() / subject).parts[0]
    if subject != SUBJECT or not (settings.raw_dir / SUBJECT / wave / INSTRUMENT_FILE).is_file():
        return None
    files = {found.source_file: found for found in wave_files(settings.raw_dir)}
    found = files.get(f"{subject}/{name}") or _answers_read_by(files.values(), path)
    if name in {record.file for record in load_subject(settings.raw_dir, subject).files}:
        return None
    print(
        f"{subject}/{name}: 調査回のファイルには記録を要しない。処理のたびに調査票に従って読み込む。\n"
        f"{subject}/{name}: a file of a wave needs no record: every build reads it as the instrument says."
    )
    return found.source_file if found else f"{subject}/{name}", set() if found is None else {found.table}


def _answers_read_by(files: Iterable[WaveFile], path: Path) -> WaveFile | None:
    """The file of answers that a layout of answers says how to read."""
    of_wave = (file for file in files if file.path.parent.resolve() == path.parent and file.responses_layout is not None)
    return next(of_wave, None) if path.name == RESPONSES_LAYOUT else None


def _is_stopped_at_the_border(settings: Settings, tables: Collection[str], of_waves: Collection[str]) -> bool:
    """Whether a build would stop at these tables before it makes anything of them; prints why.

    Of the files of waves it prints the rows set aside, too: those of any other file were told when it was read.
    """
    from dagster_project.orchestration.raw_trial import OtherFilesWait, tried  # late: takes seconds

    all_hold = True
    try:
        found = tried(settings, tables, of_waves)
        words = found.refusals
        if found.warnings:
            print(_DOUBTED, *(named_from_raw(text, settings) for text in found.warnings), sep="\n")
            all_hold = False
        if not found.set_aside.is_empty():
            print(f"隔離された行 {found.set_aside.height} / Rows set aside: {found.set_aside.height}")
            print(*rows_set_aside(found.set_aside), sep="\n")
    except OtherFilesWait as waiting:
        print(
            "検査は、次のファイルを記録した後に行う。\nThe checks wait until this file is registered, too:\n"
            + named_from_raw(str(waiting.problem), settings)
        )
        return False
    except InputProblem as problem:
        words = [str(problem)]
    if not words:
        if all_hold:
            print("受領したファイルの検査に全て合格した。\nAll checks of received files hold.")
        return False
    print(_REFUSED, *(named_from_raw(text, settings) for text in words), sep="\n", file=sys.stderr)
    return True
