"""dbt's manifest, parsed again only when the dbt project has changed; and dbt's own documents.

Asset definitions are made from the manifest, so it has to exist before Dagster loads them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dagster_project.common.files import fingerprint, private_directory, write_text_atomically
from dagster_project.common.locks import alone
from dagster_project.common.problems import Problem
from dagster_project.orchestration.tied_dbt import STARTED_BY
from dagster_project.settings import DBT_DIR, Settings

_SOURCE_DIRS = ("models", "seeds", "macros", "tests")


class DbtProjectBroken(Problem):
    """dbt could not read its own project; the message is dbt's."""


def dbt_executable() -> str:
    """The dbt of the running Python, ended by the end of this process."""
    return str(Path(__file__).with_name("dbt.sh"))


def dbt_environment(settings: Settings) -> dict[str, str]:
    """What dbt reads from the environment; the same in every call, or dbt would parse anew."""
    return {
        "WAREHOUSE_BUILD_DB": str(settings.build_database),
        "DBT_PROFILES_DIR": str(DBT_DIR),
        # Beside the database whose path is in it, so that two data folders never parse over each other.
        "DBT_TARGET_PATH": str(settings.manifest_dir),
        "DBT_LOG_PATH": str(settings.manifest_dir),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "WAREHOUSE_PYTHON": sys.executable,
        STARTED_BY: str(os.getpid()),
    }


def ensure_manifest(settings: Settings) -> Path:
    """Return the manifest's path, parsing the project first if it changed since the last time.

    Raises:
        DbtProjectBroken: the project does not parse.
    """
    state = " ".join(
        [
            str(settings.build_database),
            *(fingerprint(DBT_DIR / name) for name in _SOURCE_DIRS if (DBT_DIR / name).is_dir()),
            (DBT_DIR / "dbt_project.yml").read_text(encoding="utf-8"),
            (DBT_DIR / "profiles.yml").read_text(encoding="utf-8"),
        ]
    )
    private_directory(settings.manifest_dir)
    manifest, stamp = settings.manifest_dir / "manifest.json", settings.manifest_dir / "manifest.of"
    with alone(settings.manifest_dir / "manifest.lock"):
        if not (manifest.exists() and stamp.exists() and stamp.read_text("utf-8") == state):
            _parse(settings)
            write_text_atomically(stamp, state)
    return manifest


def _parse(settings: Settings) -> None:
    _run_dbt(["parse"], dbt_environment(settings))


def generate_docs(settings: Settings, warehouse: Path, target: Path) -> None:
    """dbt's documents of a finished warehouse, which is only read: `manifest.json` and `static_index.html` in `target`.

    Raises:
        DbtProjectBroken: the project does not parse.
    """
    places = {"WAREHOUSE_BUILD_DB": str(warehouse), "DBT_TARGET_PATH": str(target), "DBT_LOG_PATH": str(target)}
    _run_dbt(["docs", "generate", "--static", "--target", "finished"], dbt_environment(settings) | places)


def _run_dbt(arguments: list[str], environment: dict[str, str]) -> None:
    result = subprocess.run(
        [dbt_executable(), *arguments, "--quiet", "--project-dir", str(DBT_DIR)],
        cwd=DBT_DIR,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    if result.returncode != 0:
        raise DbtProjectBroken(f"dbt could not read the project in dbt/:\n{result.stdout}{result.stderr}")
