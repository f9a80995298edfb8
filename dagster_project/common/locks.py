"""Locks of the operating system: it lets go of them when their holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from dagster_project.common.problems import Problem

_held_locks: dict[Path, IO[bytes]] = {}


class BuildInProgress(Problem):
    """Another process is building in the same data folder."""


@contextmanager
def alone(lock_file: Path) -> Iterator[None]:
    """Wait until no other process is in here, then keep the others waiting."""
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def hold_build_lock(lock_file: Path, *, wait: bool = False) -> None:
    """Keep other processes from building in the folder of ``lock_file`` until this process ends.

    Raises:
        BuildInProgress: another process holds the lock, and `wait` is not set.
    """
    if lock_file in _held_locks:
        return
    data_dir = lock_file.parent
    data_dir.mkdir(parents=True, exist_ok=True)
    stream = lock_file.open("ab+", buffering=0)
    if not _taken(stream):
        holder = _holder(stream)
        problem = BuildInProgress(
            f"別の処理が {data_dir} で版を作成中です: {holder}\n"
            "終了を待って実行し直してください(版の作成は make build WAIT=1 により、終了後に自動で始まります)。\n"
            f"Another build is at work in {data_dir}: {holder}\n"
            "Run the command again when it has ended (a build waits for that itself: make build WAIT=1)."
        )
        if not wait:
            stream.close()
            raise problem
        print(problem, file=sys.stderr, flush=True)
        fcntl.flock(stream, fcntl.LOCK_EX)
    _held_locks[lock_file] = stream
    with suppress(OSError):  # the disk is full: the lock holds unsigned too
        stream.truncate(0)
        stream.write(_this_process().encode())


def _taken(stream: IO[bytes]) -> bool:
    """Whether the lock is ours now. Looked at twice: `builder` holds it for the moment of its look."""
    for seconds in (0.1, 0):
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # held by another process
            time.sleep(seconds)
        else:
            return True
    return False


def builder(lock_file: Path) -> str | None:
    """Who holds the lock of builds at this moment; None where nobody does. Nothing is written."""
    try:
        stream = lock_file.open("rb", buffering=0)
    except OSError:  # nobody has built here, or not for our eyes
        return None
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return _holder(stream)
    return None


def _holder(stream: IO[bytes]) -> str:
    """Who holds the lock. It may have been taken this very moment and not be signed yet."""
    for _ in range(10):
        stream.seek(0)
        if holder := stream.read().decode().strip():
            return holder
        time.sleep(0.1)
    return "?"


def _this_process() -> str:
    """Who holds a lock, for whoever meets it: process, what it was started as, since when."""
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    command = " ".join(Path(word).name if os.sep in word else word for word in sys.argv[:3])
    return f"process {os.getpid()} ({command}), {since} から / since {since}\n"
