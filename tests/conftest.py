"""One real release with its site, published through Dagster from a copy of the project's own raw folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from dagster_project.common import locks

ROOT = Path(__file__).resolve().parents[1]
# Municipalities with a page of their own on the site of the tests: 甲府市 and the 府中市 in 東京都.
MUNICIPALITY_PAGES = ("192015", "132063")

# Made-up examples are the same in every run, and a busy machine is no failure.
hypothesis_settings.register_profile("suite", deadline=None, derandomize=True)
# `make fuzz` asks for many more, other ones each time, and prints how to get a failure back.
hypothesis_settings.register_profile("fuzz", deadline=None, max_examples=3000, print_blob=True)
hypothesis_settings.load_profile("suite")


@dataclass(frozen=True)
class Workspace:
    """A raw folder and a data folder of their own, the way to run a job on them, and their first release.

    ``warehouse`` is the full warehouse the release was made from.
    """

    raw: Path
    data: Path
    run_job: object
    release: Path
    warehouse: Path

    @property
    def current(self) -> Path:
        return self.data / "current"

    @property
    def tried_warehouse(self) -> Path:
        """What the last job or single asset that published nothing worked on."""
        return self.data / "build" / "warehouse.duckdb"

    def let_go(self) -> None:
        """Let another process build here: this one holds the lock if it has built before."""
        lock = locks._held_locks.pop(self.data / "build.lock", None)
        if lock is not None:
            lock.close()


def pytest_configure(config):
    """What the processes that share the tests have in common: a first release, and what builds keep of unchanged things."""
    if not hasattr(config, "workerinput"):
        folder = tempfile.TemporaryDirectory(prefix="tests")
        os.environ["WAREHOUSE_TESTS_DIR"] = folder.name
        os.environ["WAREHOUSE_KEPT_DIR"] = str(Path(folder.name) / "kept")
        config.add_cleanup(folder.cleanup)


def pytest_addoption(parser):
    parser.addoption(
        "--release",
        type=Path,
        metavar="DIR",
        help="look at this release (data/current) instead of building one; for work on pages: tests/browser",
    )


# One process makes the first release for the browser while the other has work of its own and then builds upon it; the rest
# is by file, for whoever is free.
ROOMS_IN_ORDER = ("browser", "survey", "office", "pipeline", "build", "faults", "unit")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: ROOMS_IN_ORDER.index(item.path.relative_to(ROOT / "tests").parts[0]))
    for item in items:
        for marker, rooms in {"pipeline": ("build", "office", "pipeline", "survey"), "browser": ("browser",)}.items():
            if item.path.relative_to(ROOT / "tests").parts[0] in rooms:
                item.add_marker(marker)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Two processes share the tests: those that build upon each other or visit pages once stay together, others by file."""
    from xdist.scheduler import LoadScopeScheduling

    class ByRelease(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::", 1)[0]
            room = file.split("/")[1]
            return {"office": "builds", "pipeline": "builds"}.get(room, room if room in ("browser", "survey") else file)

    return ByRelease(config, log)


@pytest.fixture(scope="session")
def common_dir() -> Path:
    """Of all processes that share the tests."""
    return Path(os.environ["WAREHOUSE_TESTS_DIR"])


@pytest.fixture(scope="session")
def data_dir(common_dir) -> Path:
    return common_dir / "data"


@pytest.fixture(scope="session")
def run_job(data_dir):
    """Run a job in this process on a given raw folder; returns Dagster's result."""

    def run(job_name: str | None, raw: Path, assets=(), checks=()):
        """The job, or what is selected of all assets and checks where no job is named."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("WAREHOUSE_RAW_DIR", str(raw))
            patch.setenv("WAREHOUSE_DATA_DIR", str(data_dir))
            patch.setenv("SITE_MUNICIPALITY_PAGES", ",".join(MUNICIPALITY_PAGES))
            from dagster_project.definitions import defs

            if job_name is not None:
                job = defs.resolve_job_def(job_name)
            else:
                everything = defs.resolve_implicit_global_asset_job_def()
                job = everything.get_subset(asset_selection=set(assets), asset_check_selection=set(checks) if checks else None)
            return job.execute_in_process(raise_on_error=False)

    return run


@pytest.fixture(scope="session")
def built(common_dir, data_dir, run_job) -> Workspace:
    """The project's raw folder, published once, by the first process that asks; nothing kept from elsewhere goes into it."""
    # Later builds replace `current` and old releases are removed; what was published first is kept beside them.
    raw, release, internal = (common_dir / name for name in ("raw", "first_release", "first_internal"))
    warehouse = internal / "warehouse.duckdb"  # its views name the file they are in
    workspace = Workspace(raw, data_dir, run_job, release, warehouse)
    with locks.alone(common_dir / "first_release.lock"):
        if not release.exists():
            shutil.copytree(ROOT / "raw", raw, dirs_exist_ok=True)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("WAREHOUSE_FULL", "1")
                result = run_job("publish", raw)
            assert result.success, [event.message for event in result.all_events if event.is_failure]
            workspace.let_go()
            internal.mkdir()
            os.link(data_dir / "internal" / "current" / "warehouse.duckdb", warehouse)
            shutil.copytree(data_dir / "current", release, copy_function=os.link)
    return workspace


@pytest.fixture(scope="session")
def release(request) -> Path:
    """The release that is looked at: the one named by --release, or one made from the project's raw folder."""
    named = request.config.getoption("release")
    return request.getfixturevalue("built").release if named is None else named.absolute()  # handouts are made elsewhere


@pytest.fixture(scope="session")
def built_warehouse(built) -> Path:
    return built.warehouse


@pytest.fixture(scope="session")
def office(built, tmp_path_factory):
    """A second release, of all that an office may be sent (tests/office/office_release.py)."""
    from tests.office.office_release import publish_what_was_sent

    return publish_what_was_sent(built, tmp_path_factory.mktemp("office") / "raw")


@pytest.fixture
def broken_raw(built, tmp_path) -> Path:
    """A copy of the raw folder to break; provenance is up to date with it."""
    raw = tmp_path / "raw"
    shutil.copytree(built.raw, raw)
    return raw
