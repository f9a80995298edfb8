"""Progress a person can follow: one line when a step starts, its own words, what it made."""

import logging
import os
import sys
import time
from collections import Counter

import dagster as dg
from dagster._core.events import StepMaterializationData

# dagster-dbt logs its own workings in this step; what was built is counted from the events instead.
WORDLESS_STEPS = {"dbt_build"}
TAKEN_AS_IT_WAS = "taken_as_it_was"  # metadata of a table that the last build made of the same rows


class ProgressHandler(logging.Handler):
    """Turns Dagster's step events and the steps' own messages into short lines on standard output."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._stream = sys.stdout  # as it is now: a step may send its own output elsewhere
        self._started = time.monotonic()
        self._made: Counter[tuple[str, str]] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        meta = getattr(record, "dagster_meta", {})
        event, step = meta.get("dagster_event"), meta.get("step_key") or ""
        if event is None:
            # Dagster's own words list every table that the step waited for.
            if meta["orig_message"].startswith("Dependencies for step"):
                self._say(f"{_name(step)} not run: a step before it failed")
            elif record.levelno >= logging.ERROR:
                self._say("  ! " + _indented(meta["orig_message"]))
            elif record.levelno >= logging.INFO and step not in WORDLESS_STEPS:
                self._say("    " + _indented(meta["orig_message"]))
            return
        self._made[step, TAKEN_AS_IT_WAS if _is_as_it_was(event) else event.event_type_value] += 1
        match event.event_type_value:
            case "STEP_START":
                self._say(f"{_name(step)} …")
            case "STEP_FAILURE":
                self._say(f"{_name(step)} FAILED")
            case "STEP_SUCCESS" if step in WORDLESS_STEPS:
                tables = self._made[step, "ASSET_MATERIALIZATION"]
                tests = self._made[step, "ASSET_CHECK_EVALUATION"] + self._made[step, "ASSET_OBSERVATION"]
                others = "; the others are as they were" if self._made[step, TAKEN_AS_IT_WAS] else ""
                self._say(f"    {tables} models and seeds built, {tests} tests passed{others}")

    def _say(self, text: str) -> None:
        try:
            self._stream.write(f"[{time.monotonic() - self._started:6.1f} s] {text}\n")
            self._stream.flush()
        except BrokenPipeError:  # whoever reads it has read enough (`make build | head`), which stops no build
            self._stream = open(os.devnull, "w")  # noqa: SIM115


def _is_as_it_was(event: dg.DagsterEvent) -> bool:
    """Whether it tells of a table, or of a test of one, that the last build made of the same rows."""
    match event.event_specific_data:
        case StepMaterializationData(materialization=told) | (dg.AssetCheckEvaluation() as told):
            return TAKEN_AS_IT_WAS in told.metadata
    return False


def _name(step: str) -> str:
    return step.replace("__", "/")


def _indented(message: str) -> str:
    return message.replace("\n", "\n    ")


@dg.logger({}, description="Short progress lines for the command line.")
def progress_logger(_context: dg.InitLoggerContext) -> logging.Logger:
    logger = logging.Logger("progress", logging.DEBUG)
    logger.addHandler(ProgressHandler())
    return logger
