"""Progress a person can follow: one line when a step starts, its own words, one line at its end."""

import logging
import sys
import time

import dagster as dg


class ProgressHandler(logging.Handler):
    """Turns Dagster's step events and the steps' own messages into short lines on standard output."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._started = time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        meta = getattr(record, "dagster_meta", {})
        event = meta.get("dagster_event")
        if event is None:
            if record.levelno >= logging.INFO:
                mark = "  ! " if record.levelno >= logging.ERROR else "    "
                self._say(mark + meta.get("orig_message", record.getMessage()).replace("\n", "\n    "))
        elif event.event_type_value == "STEP_START":
            self._say(f"{event.step_key.replace('__', '/')} …")
        elif event.event_type_value == "STEP_FAILURE":
            self._say(f"{event.step_key.replace('__', '/')} FAILED")

    def _say(self, text: str) -> None:
        sys.stdout.write(f"[{time.monotonic() - self._started:6.1f} s] {text}\n")
        sys.stdout.flush()


@dg.logger(description="Short progress lines for the command line.")
def progress_logger(_context: dg.InitLoggerContext) -> logging.Logger:
    logger = logging.Logger("progress", logging.DEBUG)
    logger.addHandler(ProgressHandler())
    return logger
