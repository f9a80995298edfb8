"""Every asset and every border check of the definitions, started alone, one after the other; too long for `make test`.

    python -m tests.faults.alone [--data data] [--from staging/carrier]     (about an hour)

In one process, as the Dagster UI's own job selects them, on a copy of a data folder that has a release. What is published
stays as it was, but for `current`, which makes a whole release.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

from dagster_project.definitions import defs
from dagster_project.settings import PROJECT_ROOT, Settings


def selections() -> dict[str, dict[str, set]]:
    """What is started, by the name it is told by: an asset, or one of the checks at a border."""
    graph = defs.resolve_asset_graph()
    assets = {key.to_user_string(): {"asset_selection": {key}} for key in graph.materializable_asset_keys}
    checks = {
        key.name: {"asset_selection": set(), "asset_check_selection": {key}}
        for key in graph.asset_check_keys
        if key.name.startswith(("raw_", "reports_"))
    }
    return dict(sorted(assets.items())) | dict(sorted(checks.items()))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.alone")
    parser.add_argument("--data", type=Path, default=PROJECT_ROOT / "data", help="a data folder with a release, copied first")
    parser.add_argument("--from", dest="first", default="", help="the asset or check to begin with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(raw_dir=PROJECT_ROOT / "raw", data_dir=Path(folder, "data"))
        shutil.copytree(options.data, settings.data_dir, symlinks=True)
        os.environ |= {"WAREHOUSE_RAW_DIR": str(settings.raw_dir), "WAREHOUSE_DATA_DIR": str(settings.data_dir)}
        job = defs.resolve_implicit_global_asset_job_def()
        failed = []
        wanted = list(selections().items())
        first = [name for name, _ in wanted].index(options.first) if options.first else 0
        for name, selection in wanted[first:]:
            published, started = settings.current_link.resolve(), time.monotonic()
            result = job.get_subset(**selection).execute_in_process(raise_on_error=False)
            moved = settings.current_link.resolve() != published
            wrong = not result.success or moved != (name == "current")
            failed += [name] if wrong else []
            told = "FAILED" if not result.success else "published another release" if wrong else "ok"
            print(f"{name}: {told}, {time.monotonic() - started:.1f} s", flush=True)
        print(f"{len(wanted) - first} assets and checks, each alone: {', '.join(failed) or 'none failed'}")
        raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
