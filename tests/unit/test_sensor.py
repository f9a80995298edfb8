"""The sensor publishes anew when raw files differ from the current release and have come to rest."""

from __future__ import annotations

import json

import dagster as dg
import pytest

from dagster_project.common.files import fingerprint
from dagster_project.orchestration.sensors import raw_files_changed


@pytest.fixture
def raw(tmp_path, monkeypatch):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.csv").write_text("1")
    monkeypatch.setenv("WAREHOUSE_RAW_DIR", str(raw))
    monkeypatch.setenv("WAREHOUSE_DATA_DIR", str(tmp_path / "data"))
    return raw


def tick(cursor):
    context = dg.build_sensor_context(cursor=cursor)
    return raw_files_changed(context), context.cursor


def test_a_file_still_growing_is_left_alone(raw):
    _, cursor = tick(None)
    (raw / "a.csv").write_text("1, 2, 3")
    outcome, _ = tick(cursor)
    assert isinstance(outcome, dg.SkipReason)


def test_files_at_rest_start_one_run_for_their_content(raw):
    first, cursor = tick(None)
    assert isinstance(first, dg.SkipReason)
    second, _ = tick(cursor)
    assert isinstance(second, dg.RunRequest)
    assert second.run_key == fingerprint(raw)


def test_nothing_starts_when_the_current_release_was_made_of_these_files(raw):
    release = raw.parent / "data" / "releases" / "r0001"
    release.mkdir(parents=True)
    (release / "datapackage.json").write_text(json.dumps({"raw_fingerprint": fingerprint(raw)}))
    (raw.parent / "data" / "current").symlink_to(release)
    _, cursor = tick(None)
    outcome, _ = tick(cursor)
    assert isinstance(outcome, dg.SkipReason)
