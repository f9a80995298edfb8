"""An office that was sent everything at once, and its release: forms, files as published, bad rows, private details."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from dagster_project.release.switch import switch
from tests.conftest import MUNICIPALITY_PAGES, Workspace
from tests.office import bad_rows, empty_waves, filled_forms, participation_waves, planted, published_files
from tests.office.planted import Details


@dataclass(frozen=True)
class Office:
    """The raw folder, where everything was written, and the details that may be in the office's own folders only."""

    raw: Path
    data: Path
    before: Path
    release: Path
    details: Details

    @property
    def warehouse(self) -> Path:
        return self.data / "internal" / self.release.name / "warehouse.duckdb"


def publish_what_was_sent(built: Workspace, raw: Path) -> Office:
    """Published after the release of the project's own files, which is current again when this returns."""
    shutil.copytree(built.raw, raw)
    details = Details()
    planted.plant(raw, details)
    filled_forms.drop(raw, details)
    published_files.drop(raw)
    participation_waves.drop(raw)
    empty_waves.drop(raw)
    bad_rows.drop(raw)
    before = built.current.resolve()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAREHOUSE_RAW_DIR", str(raw))
        patch.setenv("WAREHOUSE_DATA_DIR", str(built.data))
        patch.setenv("DAGSTER_HOME", "")  # set by the run, put back after the tests
        patch.setenv("SITE_MUNICIPALITY_PAGES", ",".join(MUNICIPALITY_PAGES))  # as before: what was compiled is taken
        from dagster_project.commands.build import build
        from dagster_project.settings import load_settings

        # Through the command line's own door: its run history and logs are written as in every build.
        settings = load_settings()
        assert build(settings) == 0
        after = built.current.resolve()
        switch(settings, before.name)
    return Office(raw, built.data, before, after, details)
