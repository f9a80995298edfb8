"""`ui`: the Dagster UI on this machine only, with the project's own Dagster home."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.settings import PROJECT_ROOT, Settings


def open_ui(settings: Settings, port: int) -> NoReturn:
    prepare_dagster_home(settings)
    os.chdir(PROJECT_ROOT)
    dagster = str(Path(sys.executable).with_name("dagster"))
    # Replacing this process lets Ctrl+C reach Dagster, which then stops its children itself.
    os.execv(dagster, [dagster, "dev", "--host", "127.0.0.1", "--port", str(port), "-m", "dagster_project.definitions"])
