"""Open the Dagster UI on this machine only, with the project's own Dagster home."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from dagster_project.commands.run import prepare_dagster_home
from dagster_project.settings import PROJECT_ROOT, load_settings


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m dagster_project.commands.ui", description=__doc__)
    parser.add_argument("--port", default="3000")
    port = parser.parse_args().port

    prepare_dagster_home(load_settings())
    os.chdir(PROJECT_ROOT)
    # All of Dagster's processes load this project's run history by its module name.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PROJECT_ROOT), os.environ.get("PYTHONPATH")]))
    dagster = str(Path(sys.executable).with_name("dagster"))
    # Replacing this process lets Ctrl+C reach Dagster, which then stops its children itself.
    os.execv(dagster, [dagster, "dev", "--host", "127.0.0.1", "--port", port, "-m", "dagster_project.definitions"])


if __name__ == "__main__":
    main()
