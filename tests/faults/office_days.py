"""Days in an office, made up by a seed: what is done to the files and to the builds, and what must be true after each.

The state checked after every act, by anybody who only reads: ``current`` is a whole release, certified by a fingerprint
of received files that lay there at one moment and holding what these files said; nothing private is in any release;
no process outlives the build that started it; and a reader beside it all never saw anything else.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dagster_project.common.files import fingerprint
from dagster_project.release import datapackage, switch
from dagster_project.settings import PROJECT_ROOT, Settings
from tests.faults.small_pipeline import PRIVATE, TABLE, table_of

SECRET = "090-1234-5678 yamada@example.org"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
STEPS = ("raw/received …", "release …", "report_site …")
BUILD_SECONDS = 12  # a kill comes within this time, or the build ends before
FULL_DISK_BYTES = 100  # the largest file that may be written on a full disk


class Office:
    """A raw folder, a data folder, and everything that has lain in the raw folder so far."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.settings = Settings(folder / "raw", folder / "data")
        self.random = random.Random(seed)
        self.states: dict[str, str] = {}  # fingerprint of raw/ -> what a release of it holds
        self.contents: dict[str, list[str]] = {}  # file -> the contents it had, oldest first
        self.diary: list[str] = []
        (self.settings.raw_dir / PRIVATE).mkdir(parents=True)
        (self.settings.raw_dir / PRIVATE / "form.txt").write_text(SECRET, encoding="utf-8")
        for name in ("mail.csv", "branches.csv"):
            self._write(name, f"{name} 1")
        self.reader = Reader(self)

    # What an office does.

    def correct(self) -> None:
        name = self.random.choice(sorted(self.contents))
        self._write(name, f"{name} {len(self.contents[name]) + 1}")

    def put_back(self) -> None:
        name = self.random.choice(sorted(self.contents))
        self._write(name, self.random.choice(self.contents[name]))

    def take_away(self) -> None:
        there = [name for name in sorted(self.contents) if (self.settings.raw_dir / name).exists()]
        if len(there) > 1:
            (self.settings.raw_dir / there[0]).unlink()
            self._note_state()

    def leave_a_lock_file(self) -> None:
        """As a spreadsheet program does: no content."""
        (self.settings.raw_dir / "~$mail.xlsx").write_text("lock", encoding="utf-8")

    def turn_the_clock(self) -> None:
        for path in self.settings.raw_dir.rglob("*.csv"):
            moment = self.random.choice((0, 2_000_000_000))
            os.utime(path, (moment, moment))

    def build(self) -> None:
        self._require_success(self._start("build"))
        assert self._published() == self._there(), "what lies in raw/ is not what is published"

    def correct_during_a_build(self) -> None:
        """The build ends with the correction published: by itself, or by the one that follows at once."""
        process = self._start("build")
        step = self.random.choice(STEPS)
        self.diary.append(f"  {step}")
        for line in process.stdout or ():
            if step in line:
                break
        self.correct()
        self._require_success(process)
        assert self._published() == self._there(), "the correction is not published"

    def kill_a_build(self) -> None:
        process = self._start("build")
        time.sleep(self.random.uniform(0, BUILD_SECONDS))
        how = self.random.choice(SIGNALS)
        self.diary.append(f"  {how.name}")
        process.send_signal(how)
        process.communicate()

    def start_two_builds(self) -> None:
        first, second = self._start("build"), self._start("build")
        words = first.communicate()[0] + second.communicate()[0]
        codes = {first.returncode, second.returncode}
        assert 0 in codes, words
        if 1 in codes:
            assert "make build WAIT=1" in words and "process " in words and "Traceback" not in words, words
        assert self._published() == self._there()

    def build_on_a_full_disk(self) -> None:
        before = self._published()
        process = self._start("build", preexec_fn=_no_room)
        words = process.communicate()[0]
        assert process.returncode == 1 and "disk is full" in words and "Traceback" not in words, words
        assert self._published() == before

    def roll_back(self) -> None:
        ids = switch.release_ids(self.settings.releases_dir)
        if len(ids) > 1:
            switch.roll_back(self.settings, self.random.choice(ids))

    def watch(self) -> None:
        """A tick of the sensor: it publishes what changed, and leaves a rollback alone."""
        rollback = switch.rollback_in_force(self.settings)
        holds = rollback is not None and rollback.raw_fingerprint == self._there()
        before = self.settings.current_link.resolve()
        self._require_success(self._start("watch"))
        if holds:
            assert self.settings.current_link.resolve() == before, "the sensor undid a rollback"
        else:
            assert self._published() == self._there()

    # What must be true.

    def look(self) -> None:
        """After an act: the release is whole and certified, nothing private is out, nothing runs on."""
        assert not self.reader.complaints, self.reader.complaints
        current = switch.current_release(self.settings.current_link)
        if current is not None:
            complaint = complaint_of(current, self.states)
            assert complaint is None, complaint
            internal = self.settings.internal_link.resolve()
            assert switch.align_internal(self.settings) == self.settings.internal_dir / current.name, internal
        for path in self.settings.releases_dir.rglob("*"):
            assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
        wait_until_none_is_left(self.settings.data_dir)

    # How it is done.

    def _write(self, name: str, content: str) -> None:
        (self.settings.raw_dir / name).write_text(content, encoding="utf-8")
        self.contents.setdefault(name, []).append(content)
        self._note_state()

    def _note_state(self) -> None:
        self.states[self._there()] = table_of(self.settings.raw_dir)

    def _there(self) -> str:
        return fingerprint(self.settings.raw_dir)

    def _published(self) -> str | None:
        current = switch.current_release(self.settings.current_link)
        return datapackage.read(current)["raw_fingerprint"] if current is not None else None

    def _start(self, command: str, *, preexec_fn: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.small_pipeline", command],
            cwd=PROJECT_ROOT,
            env={
                **os.environ,
                "WAREHOUSE_RAW_DIR": str(self.settings.raw_dir),
                "WAREHOUSE_DATA_DIR": str(self.settings.data_dir),
                "DAGSTER_HOME": "",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=preexec_fn,
        )

    def _require_success(self, process: subprocess.Popen[str]) -> None:
        words = process.communicate()[0]
        assert process.returncode == 0, words


def processes_of(data_dir: Path) -> list[str]:
    """The command lines of the processes that carry this data folder in their environment."""
    mark = f"WAREHOUSE_DATA_DIR={data_dir}\0".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:  # it ended, or is not ours to read
            continue
    return found


def wait_until_none_is_left(data_dir: Path, besides: Sequence[str] = ()) -> None:
    """Processes have half a minute to notice that the build which started them is gone; ``besides`` were there before it."""
    deadline = time.monotonic() + 30
    while (left := set(processes_of(data_dir)) - set(besides)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left, left


def _no_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL_DISK_BYTES, FULL_DISK_BYTES))


def not_as_listed(release: Path, package: dict[str, Any]) -> list[str]:
    """Files that the descriptor does not list, or whose content it says otherwise, or that are not there."""
    listed = {(file["path"], file["hash"]) for file in package["files"]}
    there = {
        (path.relative_to(release).as_posix(), f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}")
        for path in release.rglob("*")
        if path.is_file() and path.name != datapackage.DESCRIPTOR
    }
    return sorted({name for name, _ in listed ^ there})


def complaint_of(release: Path, states: dict[str, str]) -> str | None:
    """What is wrong with a release in the eyes of somebody who copies it; None where nothing is."""
    package = datapackage.read(release)
    if package["id"] != release.name:
        return f"{release.name} calls itself {package['id']}"
    if wrong := not_as_listed(release, package):
        return f"{release.name} does not hold what it lists: {wrong}"
    if (release / "site" / "index.html").read_text(encoding="utf-8") != release.name:
        return f"{release.name} has the site of another one"
    if package["raw_fingerprint"] not in states:
        return f"{release.name} is certified by files that never lay in raw/"
    if (release / TABLE).read_text(encoding="utf-8") != states[package["raw_fingerprint"]]:
        return f"{release.name} does not hold what its files said"
    return None


@dataclass
class Reader:
    """Somebody who opens the published release all day long."""

    office: Office
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while not self._ends.wait(0.05):
            current = switch.current_release(self.office.settings.current_link)
            if current is None:
                continue
            try:
                complaint = complaint_of(current, self.office.states)
            except FileNotFoundError:
                # Removed since the link was followed, as the sixth release back is.
                complaint = None if not current.exists() else f"{current.name} lacks a file"
            if complaint is not None:
                self.complaints.append(complaint)

    def leave(self) -> None:
        self._ends.set()
        self._thread.join()


ACTS = {
    Office.correct: 3,
    Office.put_back: 2,
    Office.take_away: 1,
    Office.leave_a_lock_file: 1,
    Office.turn_the_clock: 1,
    Office.build: 2,
    Office.correct_during_a_build: 2,
    Office.kill_a_build: 4,
    Office.start_two_builds: 1,
    Office.build_on_a_full_disk: 1,
    Office.roll_back: 2,
    Office.watch: 2,
}


def spend_a_day(folder: Path, seed: int, acts: int) -> list[str]:
    """Do ``acts`` acts, look after each, and build at the end; returns the diary.

    Raises:
        AssertionError: something is not as it must be; its message begins with the diary.
    """
    office = Office(folder, seed)
    try:
        chosen = [office.random.choices(list(ACTS), list(ACTS.values()))[0] for _ in range(acts)]
        for act in [Office.build, *chosen, Office.build]:
            office.diary.append(act.__name__)
            act(office)
            office.look()
    except AssertionError as error:
        raise AssertionError(f"seed {seed}: {', '.join(office.diary)}\n{error}") from error
    finally:
        office.reader.leave()
    return office.diary
