"""The received files as one build reads them: a copy made before the first is read.

A file corrected while a build runs would otherwise be read in part as it was and in part as it is. The build
reads the copy and nothing else, and the release is certified by the copy's fingerprint.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from dagster_project.common.files import content_files, fingerprint, left_by_programs, private_directory
from dagster_project.common.problems import InputProblem

LOOKS = 20  # at the folder, until a look finds nothing changed since the last one
SECONDS_BETWEEN = 0.5

State = tuple[int, int, int]  # of a file: inode, bytes, time of its last change in nanoseconds


def take_snapshot(raw_dir: Path, snapshot: Path) -> str:
    """Copy what lies in ``raw_dir`` at one moment to ``snapshot``; returns the copy's fingerprint.

    Raises:
        InputProblem: a file changes all the time, as one does that is still being copied into the folder; or there is a
            link that leads to no file, behind which something would be passed over in silence.
    """
    require_no_blind_link(raw_dir)
    unfinished = snapshot.with_name(f".{snapshot.name}.unfinished")
    for old in (unfinished, snapshot):
        shutil.rmtree(old, ignore_errors=True)
    private_directory(unfinished)
    _copy_folders(raw_dir, unfinished)
    copied: dict[str, State] = {}
    for _ in range(LOOKS):
        there = _states(raw_dir)
        changed = [name for name in there if copied.get(name) != there[name]]
        gone = [name for name in copied if name not in there]
        if not changed and not gone:
            os.replace(unfinished, snapshot)
            return fingerprint(snapshot)
        if copied:
            time.sleep(SECONDS_BETWEEN)
        for name in gone:
            (unfinished / name).unlink(missing_ok=True)
            del copied[name]
        for name in changed:
            # The state is the one from before the copy: a change on the way shows at the next look.
            if _copy(raw_dir / name, unfinished / name):
                copied[name] = there[name]
    raise InputProblem(
        file=f"raw/{(changed or gone)[0]}",
        problem_ja="このファイルは書込みが続いています。",
        problem_en="This file is being written to all the time.",
        fix_ja="書込みが終わってから、もう一度実行してください。",
        fix_en="Run the command again when whatever writes it has ended.",
    )


def require_no_blind_link(raw_dir: Path, below: Path | None = None) -> None:
    """Of a link to a file the file is read; into a linked folder (of a network drive, say) nobody looks.

    ``below``: where in ``raw_dir`` to look, everywhere by default. Raises InputProblem for the first such link.
    """
    for path in sorted((below or raw_dir).rglob("*")):
        name = path.relative_to(raw_dir)
        if path.is_symlink() and not path.is_file() and not left_by_programs(name):  # Emacs locks files by such links
            raise InputProblem(
                file=f"raw/{name.as_posix()}",
                problem_ja="フォルダへのリンク、又は行き先のないリンクです。リンクの先のファイルは読み込まれません。",
                problem_en="This is a link to a folder, or to nothing; files behind it are not read.",
                fix_ja="リンクを削除し、フォルダ又はファイルそのものを同じ場所に置いてください。"
                "raw 全体を別の場所に置く場合は WAREHOUSE_RAW_DIR で指定してください。",
                fix_en="Remove the link and put the folder or file itself in its place. Where all of raw lies elsewhere, name"
                " that place by WAREHOUSE_RAW_DIR.",
            )


def _copy_folders(raw_dir: Path, target: Path) -> None:
    """Empty folders count: a wave is taken in although nobody has sent a form yet."""
    for folder in raw_dir.rglob("*"):
        if folder.is_dir() and not any(part.startswith(".") for part in folder.relative_to(raw_dir).parts):
            (target / folder.relative_to(raw_dir)).mkdir(parents=True, exist_ok=True)


def _states(raw_dir: Path) -> dict[str, State]:
    states = {}
    for path in content_files(raw_dir):
        try:
            found = path.stat()
        except FileNotFoundError:  # taken away since the folder was listed
            continue
        states[path.relative_to(raw_dir).as_posix()] = (found.st_ino, found.st_size, found.st_mtime_ns)
    return states


def _copy(source: Path, target: Path) -> bool:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copy2(source, target)
    except FileNotFoundError:
        return False
    return True
