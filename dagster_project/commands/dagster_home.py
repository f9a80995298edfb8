"""Where Dagster keeps its run history, for the builds and for the UI."""

from __future__ import annotations

import os
import shutil

from dagster_project.common.files import private_directory
from dagster_project.settings import PROJECT_ROOT, Settings

DAGSTER_CONFIG = PROJECT_ROOT / "dagster_project" / "dagster.yaml"


def prepare_dagster_home(settings: Settings) -> None:
    """Dagster keeps its run history under the data folder, with the project's own configuration."""
    private_directory(settings.dagster_home)
    shutil.copyfile(DAGSTER_CONFIG, settings.dagster_home / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)
