"""dbt as a build starts it: asked for its version, it asks nobody else."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from dagster_project.orchestration.dbt_project import dbt_executable


def test_the_version_is_told_without_a_question_to_the_internet():
    environment = {**os.environ, "WAREHOUSE_PYTHON": sys.executable}
    told = subprocess.run([dbt_executable(), "--version"], env=environment, capture_output=True, text=True, check=True).stdout
    # By itself dbt says which version is the latest, which it can only know from the package index.
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", told)
