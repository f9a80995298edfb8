"""A build that is killed: nothing of it runs on and the release stays. (That the next one succeeds is seen in test_release.)

The build alone is killed, by a signal that no handler sees: what it started has to notice by itself.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from dagster_project.common import locks
from dagster_project.settings import PROJECT_ROOT
from tests.faults.office_days import processes_of, wait_until_none_is_left
from tests.pipeline.changed_raw import changed_raw


def kill_while(program: str, process: subprocess.Popen, data_dir: Path, besides: Sequence[str]) -> None:
    """Kill the process as soon as the program that it starts is at work, and wait for the end of both."""
    while not any(program in words for words in processes_of(data_dir)):
        assert process.poll() is None, f"{program} was never at work"
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until_none_is_left(data_dir, besides)


def test_a_killed_build_takes_dbt_along_and_leaves_the_release_as_it_was(built, tmp_path):
    before = built.current.resolve()
    raw = changed_raw(built.raw, tmp_path)  # of the files as they were dbt may have nothing to do
    built.let_go()
    of_the_tests = processes_of(built.data)
    environment = {**os.environ, "WAREHOUSE_RAW_DIR": str(raw), "WAREHOUSE_DATA_DIR": str(built.data)}
    command = [sys.executable, "-m", "dagster_project.commands", "build"]
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if "dbt_build" in line:
            break
    kill_while("tied_dbt.py", process, built.data, of_the_tests)
    assert built.current.resolve() == before
    locks.hold_build_lock(built.data / "build.lock")


def test_the_builder_of_the_site_ends_with_the_process_that_started_it(release, tmp_path):
    """A process as a build has it when it comes to the pages; the whole build would take a minute to come as far."""
    made_of = {
        "REPORTS_DB": str(release / "reports.duckdb"),
        "SITE_DOWNLOADS": str(release / "questionnaires"),
        "SITE_PACKAGE": str(release / "datapackage.json"),
        "SITE_API": str(release / "site" / "api" / "v1"),
        "SITE_OUT": str(tmp_path / "site"),
        "SITE_WORK": str(tmp_path / "work"),
    }
    code = f"from dagster_project.orchestration.site_builder import run_node; run_node(['scripts/build.mjs'], {made_of})"
    environment = {**os.environ, "WAREHOUSE_DATA_DIR": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT_ROOT, env=environment)
    kill_while("vite", process, tmp_path, [])
    assert not (tmp_path / "site").exists()
