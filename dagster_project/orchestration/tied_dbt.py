"""dbt as this project runs it: it ends when the process that started it has ended, however it ended (a killed build leaves
none behind), and takes first what the most work waits for.

Run as a program by ``dbt.sh``, under the name that Dagster calls dbt by.
"""

import os
import signal
import sys
import threading
import time
from graphlib import TopologicalSorter
from importlib.metadata import version
from typing import Any

STARTED_BY = "WAREHOUSE_BUILD_PROCESS"  # environment variable: the process that started this one
RUNS_IN = "WAREHOUSE_DBT_RUNS_IN"  # environment variable: the folder that the path of the database counts from
SECONDS_BETWEEN_LOOKS = 0.2


SCORES = "_get_scores"  # of dbt's queue: what it takes first; private, so that a test says when it is not asked any more
# Beside a model in SQL, which takes tenths of a second: those in Python estimate and protect whole waves.
WORK_OF_PYTHON = 20


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)


def take_longest_first(queue: Any, graph: Any) -> dict[str, int]:
    """A score for each node of dbt's queue, the lowest first: what is still to be done one after another from it on.

    dbt's own is how deep a node lies, so that the deepest chain, with its long steps in Python, is alone at the end.
    """

    def work(node_id: str) -> int:
        return WORK_OF_PYTHON if getattr(queue.manifest.expect(node_id), "language", None) == "python" else 1

    ahead: dict[str, int] = {}
    for node in TopologicalSorter({node: list(graph.successors(node)) for node in graph}).static_order():
        ahead[node] = work(node) + max((ahead[after] for after in graph.successors(node)), default=0)
    return {node: -steps for node, steps in ahead.items()}


if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        # dagster-dbt asks for it in each build; dbt would ask the package index on the Internet for newer ones.
        sys.exit(print(version("dbt-core")))
    threading.Thread(target=_end_with, args=(int(os.environ[STARTED_BY]),), daemon=True).start()
    os.chdir(os.environ[RUNS_IN])
    # A Ctrl+C ends it without a word until dbt is there, which answers by ending its queries.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from dbt.cli.main import cli
    from dbt.graph.queue import GraphQueue

    setattr(GraphQueue, SCORES, take_longest_first)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(cli())
