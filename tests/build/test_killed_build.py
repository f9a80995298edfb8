"""A build that is killed, wherever it is: nothing of it runs on, the release stays, and the next build succeeds.

Its builds are processes of their own in a data folder of their own, so this room needs no release of
the other tests and runs beside them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from dagster_project.settings import PROJECT_ROOT
from tests.faults.office_days import processes_of, wait_until_none_is_left

# Step whose line the kill waits for -> the program that is at work a moment later.
STEPS = {"load_raw_schema": None, "dbt_build": "tied_dbt.py", "report_site": "vite"}


def test_a_killed_build_leaves_the_release_as_it_was_and_the_next_one_succeeds(tmp_path):
    data = tmp_path / "data"
    environment = {**os.environ, "WAREHOUSE_RAW_DIR": str(PROJECT_ROOT / "raw"), "WAREHOUSE_DATA_DIR": str(data)}
    command = [sys.executable, "-m", "dagster_project.commands", "build"]
    subprocess.run(command, cwd=PROJECT_ROOT, env=environment, check=True, capture_output=True)
    before = (data / "current").resolve()

    for step, program in STEPS.items():
        process = subprocess.Popen(command, cwd=PROJECT_ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for line in process.stdout:
            if step in line:
                break
        while program is not None and not any(program in words for words in processes_of(data)):
            assert process.poll() is None, f"{program} was never at work"
        # The build alone, by a signal that no handler sees: what it started has to notice by itself.
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_until_none_is_left(data)
        assert (data / "current").resolve() == before, step

    subprocess.run(command, cwd=PROJECT_ROOT, env=environment, check=True, capture_output=True)
    assert (data / "current").resolve() != before
