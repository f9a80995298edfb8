"""Writing and hashing files so that nobody ever meets a half-written one."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

# Lock files of Excel and LibreOffice, thumbnails, what editors keep while a file is open.
_LEFT_BY_PROGRAMS = ("~$*", "thumbs.db", "desktop.ini", "*~", "*.tmp", "*.swp", "*.bak")


def sha256_of(path: Path) -> str:
    """The file's SHA-256 as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_files(directory: Path) -> list[Path]:
    """All files below ``directory`` that somebody put there, sorted: no hidden ones, and nothing a program left beside them."""
    return sorted(path for path in directory.rglob("*") if path.is_file() and not left_by_programs(path.relative_to(directory)))


def files_below(directory: Path, without: str = "") -> list[str]:
    """The paths of all files below ``directory`` from there, sorted by their parts; thousands in a moment.

    ``without``: the name of a folder right below it that is not looked into.
    """
    found: list[str] = []
    for folder, folders, names in os.walk(directory):
        place = Path(folder).relative_to(directory)
        if place == Path() and without in folders:
            folders.remove(without)
        found += [(place / name).as_posix() for name in names]
    return sorted(found, key=lambda path: path.split("/"))


def left_by_programs(path: Path) -> bool:
    """Whether nobody put it there: hidden, or what a program keeps beside the files it has open. ``path`` is a relative one."""
    is_hidden = any(part.startswith(".") for part in path.parts)
    return is_hidden or any(fnmatch(path.name.lower(), pattern) for pattern in _LEFT_BY_PROGRAMS)


def name_as_text(path: Path | PurePosixPath) -> str:
    """The name in letters, folders before it included. Windows packs Japanese names in Shift JIS; unpacked elsewhere they
    arrive as bytes that are no UTF-8."""
    return "/".join(_part_as_text(part) for part in path.parts)


def _part_as_text(name: str) -> str:
    try:
        return name.encode().decode()
    except UnicodeEncodeError:
        packed = os.fsencode(name)
    try:
        return packed.decode("cp932")
    except UnicodeDecodeError:
        return packed.decode(errors="backslashreplace")


def fingerprint(directory: Path) -> str:
    """One SHA-256 over names and contents of all ``content_files`` below ``directory``."""
    lines = (f"{path.relative_to(directory).as_posix()} {sha256_of(path)}\n" for path in content_files(directory))
    # A name need not be UTF-8: an archive unpacked on another system leaves Shift-JIS ones. Its bytes count as they are.
    return hashlib.sha256(os.fsencode("".join(lines))).hexdigest()


def put_also(file: Path, place: Path) -> None:
    """The same file at a second place, taking no room; a copy where the disk cannot do that."""
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)


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
