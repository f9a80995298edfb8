"""A build that the disk cannot hold, or that has no folder of its own, is refused before it starts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dagster_project.release import disk_space, switch
from dagster_project.settings import PROJECT_ROOT, Settings


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")


def test_the_first_build_needs_what_a_build_needs(settings, monkeypatch):
    disk_space.require_room(settings)
    monkeypatch.setattr(disk_space, "free_megabytes", lambda _: 499)
    with pytest.raises(disk_space.DiskTooSmall) as refused:
        disk_space.require_room(settings)
    assert "500 MB" in str(refused.value) and "499 MB" in str(refused.value) and "make status" in str(refused.value)


def test_later_builds_need_more_than_the_published_release_and_its_warehouse_take(settings, monkeypatch):
    settings.candidate_dir.mkdir(parents=True)
    (settings.candidate_dir / "reports.duckdb").write_bytes(b"x" * 2_000_000)
    settings.build_database.write_bytes(b"x" * 6_000_000)
    switch.publish(settings, "r0001")
    assert disk_space.needed_megabytes(settings) == pytest.approx(12)
    monkeypatch.setattr(disk_space, "free_megabytes", lambda _: 11)
    with pytest.raises(disk_space.DiskTooSmall, match="12 MB"):
        disk_space.require_room(settings)


def test_a_file_of_two_names_takes_its_room_once(tmp_path):
    (tmp_path / "table.csv").write_bytes(b"x" * 2_000_000)
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "table.csv").hardlink_to(tmp_path / "table.csv")
    (tmp_path / "current").symlink_to("table.csv")
    assert disk_space.megabytes(tmp_path) == pytest.approx(2)


@pytest.mark.parametrize("folder", ["", "..", "raw/data"])
def test_the_program_and_the_received_files_are_no_data_folder(folder):
    settings = Settings(raw_dir=PROJECT_ROOT / "raw", data_dir=(PROJECT_ROOT / folder).resolve())
    with pytest.raises(disk_space.NoDataFolder, match="WAREHOUSE_DATA_DIR"):
        disk_space.require_data_folder(settings)


def test_a_folder_with_a_build_of_somebody_else_is_not_emptied_and_one_of_ours_is_ours(settings):
    disk_space.require_data_folder(settings)  # not there yet
    settings.build_dir.mkdir(parents=True)
    with pytest.raises(disk_space.NoDataFolder, match="build"):
        disk_space.require_data_folder(settings)
    settings.build_lock.touch()
    disk_space.require_data_folder(settings)
    settings.build_lock.unlink()  # by a person who thought that it holds something up
    settings.releases_dir.mkdir()
    disk_space.require_data_folder(settings)


def test_what_a_stopped_build_left_is_room_for_the_next(settings, monkeypatch):
    """It is removed before anything is written: a build that filled the disk does not keep the next one from trying."""
    settings.build_dir.mkdir(parents=True)
    monkeypatch.setattr(disk_space.shutil, "disk_usage", lambda _: SimpleNamespace(free=499_000_000))
    with pytest.raises(disk_space.DiskTooSmall):
        disk_space.require_room(settings)
    settings.build_database.write_bytes(b"x" * 2_000_000)
    disk_space.require_room(settings)
