"""dbt as a build starts it: asked for its version, it asks nobody else; no second one is set up beside it; it takes first
what the most work waits for, and makes no records that nobody reads.
"""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from types import SimpleNamespace

import networkx
import yaml
from dagster_dbt import DbtCliResource
from dbt.graph import selector
from dbt.graph.queue import GraphQueue
from dbt_common.events import functions
from dbt_common.events.base_types import EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.events.types import Note

from dagster_project.orchestration import tied_dbt
from dagster_project.orchestration.assets.dbt_models import DbtAlone
from dagster_project.orchestration.dbt_project import dbt_executable
from dagster_project.orchestration.tied_dbt import fire_what_is_read, longest_first
from dagster_project.settings import DBT_DIR


def test_the_version_is_told_without_a_question_to_the_internet():
    environment = {**os.environ, "WAREHOUSE_PYTHON": sys.executable}
    told = subprocess.run([dbt_executable(), "--version"], env=environment, capture_output=True, text=True, check=True).stdout
    # By itself dbt says which version is the latest, which it can only know from the package index.
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", told)


def test_dagster_sets_up_its_adapter_where_it_is_left_out():
    """A private method of dagster-dbt: where a new version calls it otherwise, its adapter is back, and this says so."""
    overridden = set(vars(DbtAlone)) & {"_initialize_dbt_core_adapter"}
    assert overridden and all(callable(getattr(DbtCliResource, name, None)) for name in overridden)
    assert "_initialize_dbt_core_adapter" in DbtCliResource.cli.__code__.co_names


class Nodes:
    """Stands for dbt's manifest: nodes whose name says that they are in Python."""

    def expect(self, name: str):
        return SimpleNamespace(language="python" if name.startswith("python") else "sql")


EDGES = [("deep", "deeper"), ("deeper", "python_end"), ("shallow", "end"), ("shallow", "other_end"), ("low", "lower")]


def queue_of(edges: list[tuple[str, str]]):
    graph = networkx.DiGraph(edges)
    return longest_first()(graph, Nodes(), set(graph))


def test_what_the_most_work_waits_for_is_handed_out_first():
    queue = queue_of(EDGES)
    taken = []
    for _ in EDGES:
        node = min(queue.queued, key=lambda name: (queue._scores[name], name))  # as the queue itself goes by
        queue.get()
        taken.append(node)
        queue.mark_done(node)
    assert taken[:3] == ["deep", "deeper", "python_end"]


def test_no_more_is_handed_out_than_is_worked_on(monkeypatch):
    """What lies in the pool's own line is done in the order in which it came, whatever waits for it."""
    queue = queue_of([(name, f"{name} after") for name in "abcde"])
    free = []
    monkeypatch.setattr(queue.some_task_done, "wait_for", lambda is_free, _: free.append(is_free()))
    for _ in range(tied_dbt.MOST_AT_ONCE + 1):
        queue.get()
    assert free == [*[True] * tied_dbt.MOST_AT_ONCE, False]
    for node in sorted(queue.in_progress)[:2]:
        queue.mark_done(node)
    queue.get()
    assert free[-1] is True


def test_one_more_is_handed_out_than_there_are_threads():
    threads = yaml.safe_load((DBT_DIR / "profiles.yml").read_text(encoding="utf-8"))["warehouse"]["outputs"]
    assert {output["threads"] for output in threads.values()} == {tied_dbt.MOST_AT_ONCE - 1}


def test_a_node_that_broke_off_holds_nobody_up_for_ever(monkeypatch):
    monkeypatch.setattr(tied_dbt, "SECONDS_FOR_A_PLACE", 0.01)
    queue = queue_of([(name, f"{name} after") for name in "abcde"])
    for _ in range(5):
        queue.get()
    assert len(queue.in_progress) == 5


def test_dbt_asks_for_scores_and_makes_its_queue_where_they_are_put():
    """Private to dbt: where a new version asks otherwise, its own order is back, and this says so."""
    assert "_get_scores" in GraphQueue.__init__.__code__.co_names
    assert list(inspect.signature(GraphQueue._get_scores).parameters) == ["self", "graph"]
    assert "GraphQueue" in selector.NodeSelector.get_graph_queue.__code__.co_names


def levels_told(monkeypatch, logged: EventLevel) -> list[str]:
    """The levels of events that reach the records of a dbt that logs from this level on."""
    told: list[str] = []
    monkeypatch.setattr(EventManager, "fire_event", fire_what_is_read())
    manager = EventManager()
    manager.loggers = [SimpleNamespace(level=logged, filter=lambda _: False)]
    manager.callbacks = [lambda record: told.append(record.info.level)]
    for level in (EventLevel.DEBUG, EventLevel.INFO, EventLevel.WARN):
        manager.fire_event(Note(msg="anything"), level)
    manager.fire_event(Note(msg="anything"))  # at its own level
    return told


def test_what_is_for_a_log_that_nobody_keeps_is_not_recorded(monkeypatch):
    own = Note(msg="anything").level_tag().value
    assert levels_told(monkeypatch, EventLevel.INFO) == ["info", "warn", own]
    assert levels_told(monkeypatch, EventLevel.DEBUG) == ["debug", "info", "warn", own]


def test_dbt_tells_of_its_events_where_they_are_sorted_out():
    """Not part of dbt's interface: where a new version tells otherwise, all is recorded again, and this says so."""
    assert list(inspect.signature(EventManager.fire_event).parameters)[:3] == ["self", "e", "level"]
    assert "fire_event" in functions.fire_event.__code__.co_names
