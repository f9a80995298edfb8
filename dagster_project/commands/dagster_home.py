"""Where Dagster keeps its run history, for the builds and for the UI."""

from __future__ import annotations

import os

from dagster_project.common.files import private_directory, write_text_atomically
from dagster_project.settings import PROJECT_ROOT, Settings

DAGSTER_CONFIG = PROJECT_ROOT / "dagster_project" / "dagster.yaml"


def prepare_dagster_home(settings: Settings) -> None:
    """Dagster keeps its run history under the data folder, with the project's own configuration."""
    private_directory(settings.dagster_home)
    # In one step: another command may be reading it.
    write_text_atomically(settings.dagster_home / "dagster.yaml", DAGSTER_CONFIG.read_text(encoding="utf-8"))
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)
