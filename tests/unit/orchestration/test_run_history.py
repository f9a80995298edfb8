"""The run history: Dagster writes to ours, and it does not grow without end."""

import dagster as dg
import pytest

from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.orchestration.run_history import RunHistory, remove_old_runs
from dagster_project.settings import Settings


@pytest.fixture
def instance(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "")  # set below, put back after the test
    prepare_dagster_home(Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data"))
    with dg.DagsterInstance.get() as instance:
        yield instance


@dg.asset
def made(context: dg.AssetExecutionContext) -> None:
    context.log.info("made")


def test_dagster_keeps_its_events_in_our_history(instance):
    """Should Dagster change what RunHistory builds upon, this fails before a build does."""
    assert isinstance(instance.event_log_storage, RunHistory)
    run = dg.materialize([made], instance=instance)
    messages = [entry.user_message for entry in instance.all_logs(run.run_id)]
    assert "made" in messages


def test_the_runs_that_are_removed_leave_no_file(instance, tmp_path):
    storage = tmp_path / "data" / "dagster" / "storage"
    for _ in range(8):
        run = dg.materialize([made], instance=instance)
        (storage / run.run_id).mkdir(parents=True, exist_ok=True)  # as Dagster keeps what a run leaves behind
        remove_old_runs(instance, keep=3)
    kept = set(instance.get_run_ids())
    assert len(kept) == 3
    databases = {path.stem for path in (tmp_path / "data" / "dagster" / "history").glob("*-*-*-*-*.db")}
    logs = {path.name for path in storage.iterdir()}
    assert databases == logs == kept
