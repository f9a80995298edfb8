"""The run history: Dagster writes to ours, and it does not grow without end."""

import inspect

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage

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


def test_what_is_private_of_dagster_is_as_our_history_takes_it():
    """Where a new version names or calls these otherwise, our history would stand aside without a word."""
    parent, names = SqliteEventLogStorage, {"_connect", "_initdb", "_db_lock", "_initialized_dbs"}
    used = {name for function in vars(RunHistory).values() for name in names_in(function)}
    assert names <= used | set(vars(RunHistory))
    assert all(name in vars(parent) or name in parent.__init__.__code__.co_names for name in names)
    callers = [name for name, function in vars(parent).items() if "_connect" in names_in(function)]
    assert {"run_connection", "index_connection"} <= set(callers)


def names_in(function: object) -> tuple[str, ...]:
    code = getattr(inspect.unwrap(function), "__code__", None) if callable(function) else None
    return code.co_names if code else ()


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
