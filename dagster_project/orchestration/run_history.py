"""Dagster's run history in SQLite, kept without making a build wait for it.

Dagster's own storage opens a new engine and connection for each of a run's thousand events and
commits each to the disk, which took longer than all other work of a build. Here the connections
of the databases in use are kept, and writing is left to the operating system: the history is not
what this project must not lose, and one that crashes may cost the last runs' events, never a release.

``dagster.yaml`` names this class.
"""

from __future__ import annotations

import os
import shutil
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy
from dagster import DagsterInstance
from dagster._core.storage.event_log import SqliteEventLogStorage
from sqlalchemy.pool import StaticPool

from dagster_project.settings import KEPT_RUNS

# One database per run and one index over all runs: a build writes to two of them.
KEPT_DATABASES = 4
BUSY_TIMEOUT_SECONDS = 5


class RunHistory(SqliteEventLogStorage):
    """Dagster's SQLite event log with one kept connection per database, used under its own lock."""

    def __init__(self, base_dir, inst_data=None):
        self._engines: OrderedDict[str, sqlalchemy.Engine] = OrderedDict()
        self._tables: set[str] = set()  # seen to be there: Dagster asks before each event
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data, config_value):
        return cls(base_dir=str(Path(os.environ["DAGSTER_HOME"]) / config_value["base_dir"]), inst_data=inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[sqlalchemy.Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def _engine(self, shard: str) -> sqlalchemy.Engine:
        """The engine of a database; the one used least recently is closed when there are too many."""
        if shard not in self._engines:
            self._engines[shard] = _engine_for(self.conn_string_for_shard(shard))
        self._engines.move_to_end(shard)
        if len(self._engines) > KEPT_DATABASES:
            self._engines.popitem(last=False)[1].dispose()
        return self._engines[shard]

    def has_table(self, table_name: str) -> bool:
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def delete_events(self, run_id: str) -> None:
        """Remove the run's events, its database too: Dagster empties it and leaves the file."""
        super().delete_events(run_id)
        with self._db_lock:
            engine = self._engines.pop(run_id, None)
            if engine is not None:
                engine.dispose()
            self._initialized_dbs.discard(run_id)
            Path(self.path_for_shard(run_id)).unlink(missing_ok=True)

    def dispose(self) -> None:
        while self._engines:
            self._engines.popitem()[1].dispose()
        super().dispose()


def remove_old_runs(instance: DagsterInstance, keep: int = KEPT_RUNS) -> int:
    """Remove all but the newest `keep` runs with their events and logs; returns how many went."""
    if instance.is_ephemeral:
        return 0
    surplus = instance.get_run_ids()[keep:]
    for run_id in surplus:
        instance.delete_run(run_id)
        shutil.rmtree(Path(instance.storage_directory()) / run_id, ignore_errors=True)
    return len(surplus)


def _engine_for(address: str) -> sqlalchemy.Engine:
    engine = sqlalchemy.create_engine(
        address,
        poolclass=StaticPool,  # one connection, handed from thread to thread under the storage's lock
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
    )
    sqlalchemy.event.listen(engine, "connect", lambda connection, _record: connection.execute("pragma synchronous = off"))
    return engine
