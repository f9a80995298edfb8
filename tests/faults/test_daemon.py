"""The sensor under Dagster's own daemon: it publishes what lies in raw/, once, and what is corrected later, once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest

from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.common.files import fingerprint
from dagster_project.release import datapackage, switch
from dagster_project.settings import PROJECT_ROOT, Settings
from tests.faults.office_days import wait_until_none_is_left

LIMIT_SECONDS = 300  # a busy machine is no failure


@pytest.fixture
def settings(tmp_path, monkeypatch) -> Settings:
    settings = Settings(tmp_path / "raw", tmp_path / "data")
    settings.raw_dir.mkdir()
    (settings.raw_dir / "mail.csv").write_text("1")
    monkeypatch.setenv("DAGSTER_HOME", "")  # set below, put back after the test
    prepare_dagster_home(settings)
    return settings


def wait_for(settings: Settings, daemon: subprocess.Popen, content: str, log: Path) -> str:
    """The release made of these files, when the daemon has published it."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline and daemon.poll() is None:
        current = switch.current_release(settings.current_link)
        if current is not None and datapackage.read(current)["raw_fingerprint"] == content:
            return current.name
        time.sleep(0.2)
    pytest.fail(log.read_text(errors="replace")[-5000:])


def wait_for_ticks(daemon: subprocess.Popen, number: int, log: Path) -> None:
    """Until so many evaluations of the sensors that begin from now on have ended, as Dagster records them."""
    since, deadline = time.time(), time.monotonic() + LIMIT_SECONDS
    with dg.DagsterInstance.get() as instance:
        while time.monotonic() < deadline and daemon.poll() is None:
            ticks = [
                tick
                for state in instance.all_instigator_state()
                for tick in instance.get_ticks(state.instigator_origin_id, state.selector_id, after=since)
            ]
            if sum(tick.is_completed for tick in ticks) >= number:
                return
            time.sleep(0.2)
    pytest.fail(log.read_text(errors="replace")[-5000:])


def test_the_daemon_publishes_each_state_of_the_files_once(settings, tmp_path):
    environment = {
        **os.environ,
        "WAREHOUSE_RAW_DIR": str(settings.raw_dir),
        "WAREHOUSE_DATA_DIR": str(settings.data_dir),
        "WAREHOUSE_WATCH": "1",
        "WAREHOUSE_WATCH_SECONDS": "1",
        "PYTHONPATH": str(PROJECT_ROOT),
    }
    log = tmp_path / "daemon.log"
    with log.open("w") as stream:
        daemon = subprocess.Popen(
            [Path(sys.executable).with_name("dagster-daemon"), "run", "-m", "tests.faults.watched_pipeline"],
            cwd=PROJECT_ROOT,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            assert wait_for(settings, daemon, fingerprint(settings.raw_dir), log) == "r0001"
            (settings.raw_dir / "mail.csv").write_text("2")
            assert wait_for(settings, daemon, fingerprint(settings.raw_dir), log) == "r0002"
            switch.roll_back(settings, "r0001")
            wait_for_ticks(daemon, 3, log)  # of the sensor, each of which leaves the rollback alone
            assert switch.release_ids(settings.releases_dir) == ["r0001", "r0002"]
            assert switch.current_release(settings.current_link).name == "r0001"
        finally:
            daemon.terminate()
            daemon.wait()
    wait_until_none_is_left(settings.data_dir)
