"""What a pure step made, kept under the hash of all that it depends on: what did not change is not made again.

A key is the hash of what the caller works on and of the project itself: its code, its models, its expectations, its locked
libraries, the Python that runs. No list of what depends on what is written by hand, so none can be wrong; any change to the
project makes everything once more.
"""

from __future__ import annotations

import hashlib
import io
import platform
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project.common.files import private_directory, sha256_of, written_atomically

if TYPE_CHECKING:
    import polars as pl

_PROJECT = Path(__file__).resolve().parents[2]
_PARTS = ("dagster_project", "dbt", "expectations")
_KINDS = frozenset({".py", ".sh", ".sql", ".yml", ".csv", ".md"})


@dataclass(frozen=True)
class Kept:
    """A folder of results, each in a file named after its key.

    Where ``is_used`` is False nothing is taken from it: all is made anew, and kept for the next time.
    """

    folder: Path
    is_used: bool

    def get(self, step: str, of: Iterable[bytes | str]) -> bytes | None:
        """What ``step`` made of the same contents in the same project; None where it has to be made."""
        path = self._path(step, of)
        if not self.is_used or not path.exists():
            return None
        path.touch()  # what is used stays when room is made
        return path.read_bytes()

    def keep(self, step: str, of: Iterable[bytes | str], result: bytes) -> None:
        private_directory(self.folder)
        with written_atomically(self._path(step, of)) as file:
            file.write_bytes(result)

    def once(self, step: str, of: Iterable[bytes | str], make: Callable[[], bytes]) -> bytes:
        """The kept result, or what ``make`` returns, which is kept."""
        contents = list(of)
        result = self.get(step, contents)
        if result is None:
            result = make()
            self.keep(step, contents, result)
        return result

    def get_file(self, step: str) -> Path | None:
        """The file that ``step`` made last in the same project; None where there is none, or where it is not as it was kept."""
        digest, path = self.get(f"{step}_digest", []), self._path(step, [])
        if digest is None or not path.exists() or sha256_of(path).encode() != digest:
            return None
        path.touch()
        return path

    def keep_file(self, step: str, file: Path) -> None:
        """Keep a copy of a file too large to be read whole, instead of what ``step`` made before, in other projects too."""
        private_directory(self.folder)
        path = self._path(step, [])
        with written_atomically(path) as copy:
            shutil.copyfile(file, copy)
            digest = sha256_of(copy)
        self.keep(f"{step}_digest", [], digest.encode())
        for other in set(self.folder.glob(f"{step}-*")) - {path}:
            other.unlink(missing_ok=True)

    def empty(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def make_room(self, most_bytes: int) -> None:
        """Remove what was not used for the longest time until at most ``most_bytes`` are left."""
        if not self.folder.is_dir():
            return
        files = sorted((path for path in self.folder.iterdir() if path.is_file()), key=lambda path: path.stat().st_mtime)
        total = sum(path.stat().st_size for path in files)
        for path in files:
            if total <= most_bytes:
                return
            total -= path.stat().st_size
            path.unlink()

    def _path(self, step: str, of: Iterable[bytes | str]) -> Path:
        key = hashlib.sha256(project_fingerprint().encode())
        for content in of:
            data = content.encode() if isinstance(content, str) else content
            key.update(len(data).to_bytes(8, "big") + data)  # "ab", "c" is not "a", "bc"
        return self.folder / f"{step}-{key.hexdigest()}"


def rows_as_contents(frame: pl.DataFrame) -> list[str]:
    """Rows as contents of a key: equal rows are equal texts. (In Arrow's own files lies what was in memory between values.)"""
    return [repr(frame.schema), frame.write_csv(quote_style="non_numeric")]


def packed(frames: Mapping[str, pl.DataFrame]) -> bytes:
    """Tables by name as one result that can be kept."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, frame in frames.items():
            with archive.open(name, "w") as file:
                frame.write_ipc(file, compression="zstd")
    return stream.getvalue()


def unpacked(result: bytes) -> dict[str, pl.DataFrame]:
    """The tables that were packed."""
    import polars as pl  # late: this module is asked for by commands that read no table

    with zipfile.ZipFile(io.BytesIO(result)) as archive:
        return {name: pl.read_ipc(archive.read(name)) for name in archive.namelist()}


@cache
def project_fingerprint() -> str:
    """One hash over the files that decide what a step makes of what it is given, and over the Python and machine type."""
    files = [_PROJECT / "requirements.lock"]
    for part in _PARTS:
        files += sorted(path for path in (_PROJECT / part).rglob("*") if path.suffix in _KINDS and "target" not in path.parts)
    lines = [f"{path.relative_to(_PROJECT).as_posix()} {sha256_of(path)}" for path in files]
    return hashlib.sha256("\n".join([sys.version, platform.machine(), *lines]).encode()).hexdigest()
