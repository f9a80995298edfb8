"""dbt as a build starts it: asked for its version, it asks nobody else; and no second one is set up beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from dagster_dbt import DbtCliResource

from dagster_project.orchestration.assets.dbt_models import DbtAlone
from dagster_project.orchestration.dbt_project import dbt_executable


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
