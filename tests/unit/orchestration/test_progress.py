"""What a person reads while a job runs."""

from __future__ import annotations

import io
import sys

import dagster as dg
from dagster._core.events import StepMaterializationData
from dagster._core.execution.plan.objects import StepFailureData

from dagster_project.orchestration.progress import TAKEN_AS_IT_WAS, _is_as_it_was, progress_logger
from dagster_project.orchestration.workbench import failure_words


@dg.op
def reading(context) -> list[int]:
    context.log.error("The file is not there.")
    raise dg.Failure("stopped")


@dg.op
def modelling(rows: list[int]) -> None:
    raise AssertionError("never reached")


@dg.job(logger_defs={"progress": progress_logger})
def trial():
    modelling(reading())


@dg.op
def counting(context) -> None:
    context.log.info("12 rows")


@dg.job(logger_defs={"progress": progress_logger})
def untroubled():
    counting()


class NobodyReads(io.StringIO):
    def write(self, _text):
        raise BrokenPipeError


def test_a_failed_step_says_why_and_the_steps_after_it_that_they_did_not_run(capsys):
    trial.execute_in_process(raise_on_error=False, run_config={"loggers": {"progress": {}}})
    printed = [line.split(" s] ", 1)[1] for line in capsys.readouterr().out.splitlines()]
    assert printed == [
        "reading …",
        "  ! The file is not there.",
        "reading FAILED",
        "modelling not run: a step before it failed",
    ]


@dg.asset
def made() -> dg.MaterializeResult:
    return dg.MaterializeResult(metadata={TAKEN_AS_IT_WAS: True})


def test_what_is_private_of_dagster_is_what_its_events_carry():
    """Two classes that it does not export: where a new version puts others into its events, this says so."""
    events = dg.materialize([made]).get_asset_materialization_events()
    assert [type(event.event_specific_data) for event in events] == [StepMaterializationData]
    assert all(_is_as_it_was(event) for event in events)
    failed = trial.execute_in_process(raise_on_error=False, run_config={"loggers": {"progress": {}}})
    failures = [event.step_failure_data for event in failed.all_events if event.is_step_failure]
    assert [type(failure) for failure in failures] == [StepFailureData]
    assert failure_words(failed) == ["stopped"]


def test_a_reader_who_stops_reading_stops_no_job(monkeypatch):
    monkeypatch.setattr(sys, "stdout", NobodyReads())
    assert untroubled.execute_in_process(run_config={"loggers": {"progress": {}}}).success
