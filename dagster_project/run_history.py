"""Dagster's run history, kept without making a build wait for the disk.

Dagster stores each of a run's thousand events in SQLite with a commit and a connection of its own.
Waiting for the disk at each of them took longer than all other work of a build. The history is not
what this project must not lose: an operating system that crashes may cost the last runs' events,
never a release.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy import event
from sqlalchemy.engine import Engine


def _do_not_wait(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("pragma synchronous = off")


def write_without_waiting_for_the_disk() -> None:
    """From now on, SQLite connections of this process leave the writing to the operating system."""
    event.listen(Engine, "connect", _do_not_wait)
