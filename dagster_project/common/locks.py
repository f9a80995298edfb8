"""Locks of the operating system: it lets go of them when their holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from dagster_project.common.problems import Problem

_held_locks: dict[Path, IO[str]] = {}


class BuildInProgress(Problem):
    """Another process is building in the same data folder."""


@contextmanager
def alone(lock_file: Path) -> Iterator[None]:
    """Wait until no other process is in here, then keep the others waiting."""
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def hold_build_lock(data_dir: Path, *, wait: bool = False) -> None:
    """Keep other processes from building in ``data_dir`` until this process ends.

    Raises:
        BuildInProgress: another process holds the lock, and `wait` is not set.
    """
    lock_file = data_dir / "build.lock"
    if lock_file in _held_locks:
        return
    data_dir.mkdir(parents=True, exist_ok=True)
    stream = lock_file.open("a+", encoding="utf-8")
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:  # held by another process
        stream.seek(0)
        holder = stream.read().strip() or "?"
        problem = BuildInProgress(
            f"別の処理が {data_dir} で版を作成中です: {holder}\n"
            "終了を待って実行し直してください。終了を待って自動で始めるには: make build WAIT=1\n"
            f"Another build is at work in {data_dir}: {holder}\n"
            "Run the command again when it has ended; to wait for it: make build WAIT=1"
        )
        if not wait:
            stream.close()
            raise problem from error
        print(problem, file=sys.stderr, flush=True)
        fcntl.flock(stream, fcntl.LOCK_EX)
    stream.truncate(0)
    stream.write(_this_process())
    stream.flush()
    _held_locks[lock_file] = stream


def _this_process() -> str:
    """Who holds a lock, for whoever meets it: process, what it was started as, since when."""
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    command = " ".join(Path(word).name if os.sep in word else word for word in sys.argv[:3])
    return f"process {os.getpid()} ({command}), {since} から / since {since}\n"
