"""The job is there for who wants it, and nothing else of the warehouse needs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.received.downloads.conftest import Server, body, status
from tests.unit.received.downloads.test_refresh import ENTRY, HEAD, LAYOUT


@pytest.fixture
def run_job(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch):
    raw = tmp_path / "raw"
    for subject in ("areas", "sources"):
        (raw / subject).mkdir(parents=True)
    (raw / "areas" / "people.layout.yml").write_text(LAYOUT, encoding="utf-8")
    declared = f"{HEAD}{ENTRY}" % f"{server.url}/people.csv"
    (raw / "sources" / "downloads.yml").write_text(declared, encoding="utf-8")
    monkeypatch.setenv("WAREHOUSE_RAW_DIR", str(raw))

    from dagster_project.orchestration.refresh_job import refresh_job

    return lambda: refresh_job.execute_in_process(raise_on_error=False)


def test_the_job_fetches_what_is_declared(run_job, server: Server, tmp_path: Path) -> None:
    server.at("/people.csv", body("area,persons\n甲,1\n"))
    assert run_job().success
    assert (tmp_path / "raw" / "areas" / "people.csv").exists()


def test_the_job_fails_with_the_words_of_what_could_not_be_fetched(run_job, server: Server) -> None:
    server.at("/people.csv", status(404))
    result = run_job()
    assert not result.success
    (failure,) = result.filter_events(lambda event: event.is_step_failure)
    said = failure.step_failure_data.user_failure_data.description
    assert "areas/people.csv" in said and "404" in said and "直し方" in said


def test_building_and_publishing_do_not_know_it() -> None:
    from dagster_project.definitions import defs

    refresh = set(defs.resolve_job_def("refresh_sources").graph.node_dict)
    for name in ("tables", "publish"):
        assert not refresh & set(defs.resolve_job_def(name).graph.node_dict)
    assert not list(defs.schedules or [])
