"""A build that is killed, wherever it is: the release stays as it was and the next build succeeds.

Its builds are processes of their own in a data folder of their own, so this room needs no release of
the other tests and runs beside them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from dagster_project.settings import PROJECT_ROOT


def test_a_killed_build_leaves_the_release_as_it_was_and_the_next_one_succeeds(tmp_path):
    data = tmp_path / "data"
    environment = {**os.environ, "WAREHOUSE_RAW_DIR": str(PROJECT_ROOT / "raw"), "WAREHOUSE_DATA_DIR": str(data)}
    command = [sys.executable, "-m", "dagster_project.commands", "build"]
    subprocess.run(command, cwd=PROJECT_ROOT, env=environment, check=True, capture_output=True)
    before = (data / "current").resolve()

    for line_to_kill_at in ("load_raw_schema", "dbt_build", "release"):
        process = subprocess.Popen(
            command, cwd=PROJECT_ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        for line in process.stdout:
            if line_to_kill_at in line:
                break
        time.sleep(0.2)
        os.killpg(process.pid, 9)
        process.wait()
        assert (data / "current").resolve() == before, line_to_kill_at

    subprocess.run(command, cwd=PROJECT_ROOT, env=environment, check=True, capture_output=True)
    assert (data / "current").resolve() != before
