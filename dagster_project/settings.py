"""Where the warehouse reads from and writes to: every path of the project, named once.

Two environment variables decide everything else:

- ``WAREHOUSE_RAW_DIR`` (default ``raw``): the files as received;
- ``WAREHOUSE_DATA_DIR`` (default ``data``): everything a build makes.

Two more say how it is made: ``WAREHOUSE_FULL=1`` uses nothing kept from earlier builds (``make build FULL=1``), and
``WAREHOUSE_KEPT_DIR`` names another folder to keep it in, which several data folders may share.

Relative values count from the project's root, so that a build does the same from any folder; an empty one is the default.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dagster_project.common.kept import Kept

PROJECT_ROOT = Path(__file__).resolve().parent.parent
DBT_DIR = PROJECT_ROOT / "dbt"
EXPECTATIONS_DIR = PROJECT_ROOT / "expectations"
SITE_DIR = PROJECT_ROOT / "evidence_reports"

RAW_SUBJECTS = (
    "mail_volume",
    "branch_counts",
    "questionnaires",
    "outsourcing",
    "municipalities",
    "council",
    "sources",
)


# How much is kept; each build removes what is older. The published release always stays.
KEPT_RELEASES = 5
PERMANENT_FOLDER = "r"  # of a site: the kept releases at their permanent addresses, r/0007/
KEPT_TRIALS = 3
KEPT_RUNS = 30  # in Dagster's history, with their logs
KEPT_RESULTS_BYTES = 450_000_000  # of steps that need not be done again; the warehouse is a third of it


@dataclass(frozen=True)
class Settings:
    """The two roots and the places derived from them."""

    raw_dir: Path
    data_dir: Path

    @property
    def build_lock(self) -> Path:
        """Held by the process that builds, as long as it does."""
        return self.data_dir / "build.lock"

    @property
    def landing_dir(self) -> Path:
        """Typed tables as Parquet, one per raw table."""
        return self.data_dir / "landing"

    @property
    def build_dir(self) -> Path:
        """The build in progress; nobody reads it."""
        return self.data_dir / "build"

    @property
    def site_code_dir(self) -> Path:
        """The code of the site's pages, compiled while the tables are made."""
        return self.data_dir / "site_code"

    @property
    def build_database(self) -> Path:
        return self.build_dir / "warehouse.duckdb"

    @property
    def snapshot_dir(self) -> Path:
        """The received files as this build reads them, forms and answers included."""
        return self.internal_dir / "snapshot"

    @property
    def finished_marker(self) -> Path:
        """There while the warehouse in the build folder has all its tables."""
        return self.build_dir / "finished"

    @property
    def landed_marker(self) -> Path:
        """There while every raw table lies in the landing folder."""
        return self.landing_dir / "finished"

    @property
    def manifest_dir(self) -> Path:
        """What dbt knows of its project: the manifest, and what it parsed of it."""
        return self.data_dir / "dbt"

    @property
    def check_results_file(self) -> Path:
        """Results of the borders passed so far; stays behind when a build is blocked."""
        return self.build_dir / "check_results.json"

    @property
    def candidate_dir(self) -> Path:
        """The release being assembled, moved to ``releases/<id>`` when complete."""
        return self.build_dir / "release"

    @property
    def releases_dir(self) -> Path:
        return self.data_dir / "releases"

    @property
    def trials_dir(self) -> Path:
        """What ``make tables`` made: releases without a site, for trying out; never the published one."""
        return self.data_dir / "trials"

    @property
    def current_link(self) -> Path:
        """The published release: a symbolic link into ``releases/``."""
        return self.data_dir / "current"

    @property
    def rollback_file(self) -> Path:
        """What a rollback in force was decided on; not there while the newest release is the published one."""
        return self.data_dir / "rollback.json"

    @property
    def internal_dir(self) -> Path:
        """The full warehouse of each kept release: answers by body, figures before suppression. Mode 0700."""
        return self.data_dir / "internal"

    @property
    def internal_link(self) -> Path:
        """The full warehouse behind the published release: a symbolic link within ``internal/``."""
        return self.internal_dir / "current"

    @property
    def withdrawn_dir(self) -> Path:
        """Withdrawn releases with their warehouses, until the office removes them."""
        return self.internal_dir / "withdrawn"

    @property
    def kept(self) -> Kept:
        """What steps made of contents that may come again. Private: it holds decisions over answers by body."""
        folder = os.environ.get("WAREHOUSE_KEPT_DIR")
        return Kept(Path(folder) if folder else self.internal_dir / "kept", os.environ.get("WAREHOUSE_FULL") != "1")

    @property
    def forms_dir(self) -> Path:
        """Blank forms of questionnaires, by wave."""
        return self.data_dir / "forms"

    @property
    def receipts_dir(self) -> Path:
        """What the survey office keeps, by wave: receipts, its workbook, rows set aside, the internal tabulation. Mode 0700."""
        return self.data_dir / "receipts"

    @property
    def handouts_dir(self) -> Path:
        """Printed pages of releases, a folder each."""
        return self.data_dir / "handouts"

    @property
    def docs_dir(self) -> Path:
        """dbt's documents and the data dictionary of the published release (``make docs``)."""
        return self.data_dir / "docs"

    @property
    def dagster_home(self) -> Path:
        return self.data_dir / "dagster"


def _directory(variable: str, default: str) -> Path:
    return (PROJECT_ROOT / (os.environ.get(variable) or default)).resolve()


def load_settings() -> Settings:
    """Read the two environment variables; absolute values are taken as they are."""
    return Settings(
        raw_dir=_directory("WAREHOUSE_RAW_DIR", "raw"),
        data_dir=_directory("WAREHOUSE_DATA_DIR", "data"),
    )


def shown(path: Path) -> str:
    """The path as people type it: from the project's root where it lies below it."""
    return str(path.relative_to(PROJECT_ROOT)) if path.is_relative_to(PROJECT_ROOT) else str(path)


def named_from_raw(text: str, settings: Settings) -> str:
    """A text in which received files are called raw/<subject>/<file>, wherever the raw folder lies, and others by their
    place in the project."""
    named = text.replace(f"{settings.snapshot_dir}/", "raw/").replace(f"{settings.raw_dir}/", "raw/")
    return named.replace(f"{PROJECT_ROOT}/", "")
