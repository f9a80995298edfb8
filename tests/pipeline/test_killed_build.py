"""A build that is killed: nothing of it runs on and the release stays. (That the next one succeeds is seen in test_release.)"""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from dagster_project.common import locks
from dagster_project.settings import PROJECT_ROOT
from tests.faults.office_days import processes_of, wait_until_none_is_left


@pytest.mark.parametrize(("step", "program"), [("dbt_build", "tied_dbt.py"), ("report_site", "vite")])
def test_a_killed_build_takes_along_what_it_started_and_leaves_the_release_as_it_was(built, step, program):
    """The build alone is killed, by a signal that no handler sees: what it started has to notice by itself."""
    before = built.current.resolve()
    # The tests' own process holds the lock since its first build.
    locks._held_locks.pop(built.data / "build.lock").close()
    environment = {**os.environ, "WAREHOUSE_RAW_DIR": str(built.raw), "WAREHOUSE_DATA_DIR": str(built.data)}
    command = [sys.executable, "-m", "dagster_project.commands", "build"]
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if step in line:
            break
    while not any(program in words for words in processes_of(built.data)):
        assert process.poll() is None, f"{program} was never at work"
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until_none_is_left(built.data)
    assert built.current.resolve() == before
    locks.hold_build_lock(built.data)
