"""Whether somebody told this process to stop, whatever became of the exception that says so.

A Ctrl+C raises an exception wherever the process happens to be. Libraries swallow it (dagster-dbt does while it sets up its
adapter), and the work would go on to its end, publishing included.
"""

from __future__ import annotations

import os
import signal
import threading

_STOP = {signal.SIGINT, signal.SIGTERM}
_heard: list[int] = []  # the end to read from of the pipe into which Python writes the number of every signal


def listen() -> None:
    """Remember from now on what signals come, and forget those that came before; Python allows it in the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        return
    if not _heard:
        heard, written = os.pipe()
        for end in (heard, written):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(written, warn_on_full_buffer=False)
        _heard.append(heard)
    told_to_stop()


def told_to_stop() -> bool:
    """Whether a signal to stop has come since the process listens or was last asked."""
    try:
        return bool(_heard) and not _STOP.isdisjoint(os.read(_heard[0], 4096))
    except BlockingIOError:  # none came
        return False
