"""Writing and hashing files so that nobody ever meets a half-written one."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import IO

# Lock files of Excel and LibreOffice, thumbnails, what editors keep while a file is open.
_LEFT_BY_PROGRAMS = ("~$*", "thumbs.db", "desktop.ini", "*~", "*.tmp", "*.swp", "*.bak")
_held_locks: dict[Path, IO[str]] = {}


class BuildInProgress(Exception):
    """Another process is building in the same data folder."""


def sha256_of(path: Path) -> str:
    """The file's SHA-256 as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_files(directory: Path) -> list[Path]:
    """All files below ``directory`` that somebody put there, sorted: no hidden ones, and nothing a program left beside them."""
    return sorted(
        path
        for path in directory.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(directory).parts)
        and not any(fnmatch(path.name.lower(), pattern) for pattern in _LEFT_BY_PROGRAMS)
    )


def fingerprint(directory: Path) -> str:
    """One SHA-256 over names and contents of all ``content_files`` below ``directory``."""
    lines = (f"{path.relative_to(directory).as_posix()} {sha256_of(path)}\n" for path in content_files(directory))
    # A name need not be UTF-8: an archive unpacked on another system leaves Shift-JIS ones. Its bytes count as they are.
    return hashlib.sha256(os.fsencode("".join(lines))).hexdigest()


def private_directory(path: Path) -> Path:
    """Make `path`, or take it as it is, so that its owner alone can enter; returns it."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


@contextmanager
def written_atomically(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to; it takes the place of `path` in one step when the block ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        yield unfinished
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_text_atomically(path: Path, text: str) -> None:
    """Write beside the target, then rename over it."""
    with written_atomically(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


@contextmanager
def alone(lock_file: Path) -> Iterator[None]:
    """Wait until no other process is in here, then keep the others waiting."""
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def hold_build_lock(data_dir: Path) -> None:
    """Keep other processes from building in ``data_dir`` until this process ends.

    The operating system lets go of the lock when the process ends, however it ends, so a
    killed build never has to be cleaned up by hand.

    Raises:
        BuildInProgress: another process holds the lock.
    """
    lock_file = data_dir / "build.lock"
    if lock_file in _held_locks:
        return
    data_dir.mkdir(parents=True, exist_ok=True)
    stream = lock_file.open("w")
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        stream.close()
        raise BuildInProgress(
            f"Another build is writing to {data_dir}. Wait until it has ended, then run the command again.\n"
            f"別の処理が {data_dir} に書き込み中である。終了を待って再度実行すること。"
        ) from error
    _held_locks[lock_file] = stream
