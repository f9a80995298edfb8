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
from dagster_project.orchestration.tied_dbt import RUNS_IN, STARTED_BY
from dagster_project.settings import DBT_DIR, PROJECT_ROOT, Settings

_SOURCE_DIRS = ("models", "seeds", "macros", "tests")


class DbtProjectBroken(Problem):
    """dbt could not read its own project; the message is dbt's."""


def dbt_executable() -> str:
    """The dbt of the running Python, ended by the end of this process."""
    return str(Path(__file__).with_name("dbt.sh"))


def dbt_environment(settings: Settings) -> dict[str, str]:
    """What dbt reads from the environment. Its profile reads the same for every data folder, or dbt would parse anew."""
    return {
        RUNS_IN: str(settings.data_dir),
        "WAREHOUSE_BUILD_DB": str(settings.build_database.relative_to(settings.data_dir)),
        "PYTHONPATH": str(PROJECT_ROOT),  # Python models import the project
        "DBT_PROFILES_DIR": str(DBT_DIR),
        "DBT_TARGET_PATH": str(settings.manifest_dir),
        "DBT_LOG_PATH": str(settings.manifest_dir),
        "DBT_LOG_LEVEL_FILE": "none",  # what it prints is kept; by default it writes every statement, 26 MB a build
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DBT_USE_COLORS": "false",
        "WAREHOUSE_PYTHON": sys.executable,
        STARTED_BY: str(os.getpid()),
    }


def ensure_manifest(settings: Settings) -> Path:
    """Return the manifest's path, parsing the project first if it changed since the last time.

    Raises:
        DbtProjectBroken: the project does not parse.
    """
    private_directory(settings.manifest_dir)
    files = {f"dbt_{name}": settings.manifest_dir / name for name in ("manifest.json", "partial_parse.msgpack")}
    stamp = settings.manifest_dir / "manifest.of"
    state = _state()
    with alone(settings.manifest_dir / "manifest.lock"):
        if not (stamp.exists() and stamp.read_text("utf-8") == state):
            # Another data folder may have parsed the same project.
            parsed = {name: settings.kept.get(name, [str(DBT_DIR)]) for name in files}
            for name, content in parsed.items():
                if content is not None:
                    files[name].write_bytes(content)
            if None in parsed.values():
                _run_dbt(["parse"], dbt_environment(settings))
                for name, file in files.items():
                    settings.kept.keep(name, [str(DBT_DIR)], file.read_bytes())
            write_text_atomically(stamp, state)
    return files["dbt_manifest.json"]


def _state() -> str:
    return " ".join(
        [
            *(fingerprint(DBT_DIR / name) for name in _SOURCE_DIRS if (DBT_DIR / name).is_dir()),
            (DBT_DIR / "dbt_project.yml").read_text(encoding="utf-8"),
            (DBT_DIR / "profiles.yml").read_text(encoding="utf-8"),
        ]
    )


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
        raise DbtProjectBroken(
            "dbt が dbt/ の記述を読み取れない。次の箇所を直し、もう一度実行すること。\n"
            "dbt could not read the project in dbt/. Mend what it names, then run the command again:\n"
            f"{result.stdout}{result.stderr}"
        )
