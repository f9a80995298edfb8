"""`ui`: the Dagster UI on this machine only, with the project's own Dagster home."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.commands.serve import port_is_closed
from dagster_project.settings import PROJECT_ROOT, Settings


def open_ui(settings: Settings, port: int) -> int:
    """Become Dagster's own command; returns only where the port cannot be used, of which Dagster says nothing for minutes."""
    try:
        with socket.create_server(("127.0.0.1", port)):
            pass
    except (OSError, OverflowError) as error:
        print(port_is_closed("dagster", port, 3000, error), file=sys.stderr)
        return 1
    prepare_dagster_home(settings)
    os.chdir(PROJECT_ROOT)
    dagster = str(Path(sys.executable).with_name("dagster"))
    # Replacing this process lets Ctrl+C reach Dagster, which then stops its children itself.
    os.execv(dagster, [dagster, "dev", "--host", "127.0.0.1", "--port", str(port), "-m", "dagster_project.definitions"])
