"""dbt as this project runs it: it ends when the process that started it has ended, however it ended (a killed build leaves
none behind), takes first what the most work waits for, and makes no records that nobody reads.

Run as a program by ``dbt.sh``, under the name that Dagster calls dbt by.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from graphlib import TopologicalSorter
from importlib.metadata import version
from typing import Any

STARTED_BY = "WAREHOUSE_BUILD_PROCESS"  # environment variable: the process that started this one
RUNS_IN = "WAREHOUSE_DBT_RUNS_IN"  # environment variable: the folder that the path of the database counts from
SECONDS_BETWEEN_LOOKS = 0.2


# Beside a model in SQL, which takes tenths of a second: those in Python estimate and protect whole waves.
WORK_OF_PYTHON = 20
# At work (the threads of dbt/profiles.yml) and one that is next; more would lie in a line in which nobody is let past.
MOST_AT_ONCE = 3
SECONDS_FOR_A_PLACE = 120  # then one more is handed out all the same: dbt says of no node that it broke off


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)


def longest_first() -> type[Any]:
    """dbt's queue, which hands out first what the most work waits for, one node after another.

    dbt's own goes by how deep a node lies and hands out all that may be done at once, so that the longest chain, with its
    steps in Python, is alone at the end.
    """
    from dbt.graph.queue import GraphQueue

    class LongestFirst(GraphQueue):
        def _get_scores(self, graph: Any) -> dict[str, int]:
            """The lowest first: less than nothing by what is still to be done one after another from a node on."""
            ahead: dict[str, int] = {}
            for node in TopologicalSorter({node: list(graph.successors(node)) for node in graph}).static_order():
                is_python = getattr(self.manifest.expect(node), "language", None) == "python"
                own = WORK_OF_PYTHON if is_python else 1
                ahead[node] = own + max((ahead[after] for after in graph.successors(node)), default=0)
            return {node: -steps for node, steps in ahead.items()}

        def get(self, block: bool = True, timeout: float | None = None) -> Any:
            with self.some_task_done:
                self.some_task_done.wait_for(lambda: len(self.in_progress) < MOST_AT_ONCE, SECONDS_FOR_A_PLACE)
            return super().get(block, timeout)

    return LongestFirst


def fire_what_is_read() -> Callable[..., None]:
    """dbt's way to tell of an event, without those for a log that is not kept.

    It tells of twenty steps a node at the level `debug`, and makes a record of each, with every secret of the environment
    looked for in it, before it asks whether anybody wants it: a third of its own time.
    """
    from dbt_common.events.base_types import EventLevel
    from dbt_common.events.event_manager import EventManager

    tell = EventManager.fire_event

    def fire_event(self: EventManager, e: Any, level: Any = None, *how: Any, **more: Any) -> None:
        is_read = any(logger.level == EventLevel.DEBUG for logger in self.loggers)
        if is_read or (level or e.level_tag()) != EventLevel.DEBUG:
            tell(self, e, level, *how, **more)

    return fire_event


if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        # dagster-dbt asks for it in each build; dbt would ask the package index on the Internet for newer ones.
        sys.exit(print(version("dbt-core")))
    threading.Thread(target=_end_with, args=(int(os.environ[STARTED_BY]),), daemon=True).start()
    os.chdir(os.environ[RUNS_IN])
    # A Ctrl+C ends it without a word until dbt is there, which answers by ending its queries.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from dbt.cli.main import cli
    from dbt.graph import selector
    from dbt_common.events.event_manager import EventManager

    vars(selector).update(GraphQueue=longest_first())
    EventManager.fire_event = fire_what_is_read()  # type: ignore[method-assign]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(cli())
