"""Files: fingerprints change with content and name only, and two builds never write at once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from dagster_project.common.files import fingerprint, write_text_atomically, written_atomically
from dagster_project.common.locks import builder, hold_build_lock
from dagster_project.settings import PROJECT_ROOT


def test_fingerprint_is_of_content_not_of_time(tmp_path):
    (tmp_path / "a.csv").write_text("1")
    before = fingerprint(tmp_path)
    os.utime(tmp_path / "a.csv", (0, 0))
    assert fingerprint(tmp_path) == before


@pytest.mark.parametrize("change", ["content", "name", "new file"])
def test_fingerprint_changes_with(change, tmp_path):
    (tmp_path / "a.csv").write_text("1")
    before = fingerprint(tmp_path)
    match change:
        case "content":
            (tmp_path / "a.csv").write_text("2")
        case "name":
            (tmp_path / "a.csv").rename(tmp_path / "b.csv")
        case "new file":
            (tmp_path / "b.csv").write_text("")
    assert fingerprint(tmp_path) != before


def test_fingerprint_takes_a_name_that_is_not_utf8_by_its_bytes(tmp_path):
    """An archive made on another system leaves its names in Shift-JIS: 市町村 and 郵便局 differ, each in the same way."""

    def of(name: str) -> str:
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        (folder / os.fsdecode(name.encode("cp932"))).write_text("1")
        return fingerprint(folder)

    assert of("市町村.csv") == of("市町村.csv") != of("郵便局.csv")


def test_writing_replaces_the_whole_text_and_leaves_nothing_beside_it(tmp_path):
    target = tmp_path / "folder" / "state.txt"
    write_text_atomically(target, "a long first text")
    write_text_atomically(target, "short")
    assert target.read_text() == "short"
    assert list(target.parent.iterdir()) == [target]


def test_a_write_that_fails_leaves_the_former_file_and_nothing_beside_it(tmp_path):
    target = tmp_path / "state.txt"
    target.write_text("former")

    def stopped_halfway() -> None:
        with written_atomically(target) as unfinished:
            unfinished.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_halfway()
    assert target.read_text() == "former"
    assert list(tmp_path.iterdir()) == [target]


def test_a_second_build_in_the_same_data_folder_is_refused_and_a_killed_one_leaves_no_lock(tmp_path):
    holder = (
        "from pathlib import Path; from dagster_project.common.locks import hold_build_lock; import time;"
        f"hold_build_lock(Path({str(tmp_path / 'build.lock')!r})); print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", holder], cwd=PROJECT_ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    second = "from pathlib import Path; from dagster_project.common.locks import hold_build_lock;" + (
        f"hold_build_lock(Path({str(tmp_path / 'build.lock')!r}))"
    )
    refused = subprocess.run([sys.executable, "-c", second], cwd=PROJECT_ROOT, capture_output=True, text=True)
    assert f"process {process.pid}" in refused.stderr and "make build WAIT=1" in refused.stderr
    assert f"process {process.pid}" in builder(tmp_path / "build.lock")

    process.kill()
    process.wait()  # a process that is gone holds nothing
    assert builder(tmp_path / "build.lock") is None
    hold_build_lock(tmp_path / "build.lock")
