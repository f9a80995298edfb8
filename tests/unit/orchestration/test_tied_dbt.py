"""dbt as a build starts it: asked for its version, it asks nobody else; no second one is set up beside it; it takes first
what the most work waits for.
"""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from types import SimpleNamespace

import networkx
from dagster_dbt import DbtCliResource
from dbt.graph.queue import GraphQueue

from dagster_project.orchestration.assets.dbt_models import DbtAlone
from dagster_project.orchestration.dbt_project import dbt_executable
from dagster_project.orchestration.tied_dbt import SCORES, take_longest_first


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


def test_what_a_long_chain_waits_for_is_taken_before_what_only_lies_less_deep():
    graph = networkx.DiGraph([("deep", "deeper"), ("deeper", "python_end"), ("shallow", "end"), ("shallow", "other_end")])
    scores = take_longest_first(SimpleNamespace(manifest=Nodes()), graph)
    assert sorted(graph, key=scores.get)[:3] == ["deep", "deeper", "python_end"]
    assert all(scores[before] < scores[after] for before, after in graph.edges)


def test_dbt_asks_for_scores_where_they_are_put():
    """A private method of dbt: where a new version asks otherwise, its own order is back, and this says so."""
    assert SCORES in GraphQueue.__init__.__code__.co_names
    assert list(inspect.signature(getattr(GraphQueue, SCORES)).parameters) == ["self", "graph"]
