"""A Ctrl+C is not forgotten, whoever swallows its exception."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

import dagster as dg
import pytest

from dagster_project.common.problems import Problem
from dagster_project.common.stop_signals import listen, told_to_stop
from dagster_project.orchestration import workbench


@pytest.fixture
def listening(monkeypatch):
    """A process that raises KeyboardInterrupt at a signal to stop, as Python does, and listens besides."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.setattr(workbench, "_settings_of", lambda _context: None)
    listen()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    told_to_stop()


def ctrl_c_within_a_library_that_swallows_it() -> None:
    with suppress(BaseException):
        os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_stop_is_told_once(listening, number):
    assert not told_to_stop()
    with suppress(KeyboardInterrupt):
        os.kill(os.getpid(), number)
    assert [told_to_stop(), told_to_stop()] == [True, False]


def test_what_came_before_is_forgotten(listening):
    ctrl_c_within_a_library_that_swallows_it()
    listen()
    assert not told_to_stop()


def test_a_step_ends_by_an_interruption_that_a_library_swallowed(listening):
    with pytest.raises(dg.DagsterExecutionInterruptedError), workbench.step(None):
        ctrl_c_within_a_library_that_swallows_it()


def test_no_step_begins_after_one_that_nobody_noticed(listening):
    ctrl_c_within_a_library_that_swallows_it()
    with pytest.raises(dg.DagsterExecutionInterruptedError), workbench.step(None):
        raise AssertionError("never reached")


def test_what_breaks_since_it_was_stopped_is_told_as_stopped(listening):
    def dbt_that_ends_with_us() -> None:
        ctrl_c_within_a_library_that_swallows_it()
        raise Problem("dbt ended with exit code 130")

    with pytest.raises(dg.DagsterExecutionInterruptedError), workbench.step(None):
        dbt_that_ends_with_us()
