"""Numbering, switching, keeping five and rolling back: what is published and its warehouse go together."""

from __future__ import annotations

import pytest

from dagster_project.release import switch
from dagster_project.settings import Settings


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")


def publish_one(settings):
    settings.candidate_dir.mkdir(parents=True)
    release_id = switch.next_release_id(settings.releases_dir)
    (settings.candidate_dir / "id.txt").write_text(release_id)
    settings.build_database.write_text(f"warehouse of {release_id}")
    return switch.publish(settings, release_id)


def shown(settings) -> str:
    """The release that readers see; its warehouse is looked at on the way."""
    release_id = (settings.current_link / "id.txt").read_text()
    assert (settings.internal_link / switch.WAREHOUSE).read_text() == f"warehouse of {release_id}"
    return release_id


def test_releases_are_numbered_one_after_the_other(settings):
    assert [publish_one(settings).name for _ in range(3)] == ["r0001", "r0002", "r0003"]


def test_current_shows_the_newest_release_through_a_relative_link(settings):
    publish_one(settings)
    publish_one(settings)
    assert shown(settings) == "r0002"
    assert not settings.current_link.readlink().is_absolute()
    assert not settings.internal_link.readlink().is_absolute()


def test_the_warehouse_is_no_part_of_a_release_and_open_to_its_owner_alone(settings):
    release = publish_one(settings)
    assert [path.name for path in release.rglob("*")] == ["id.txt"]
    for folder in (settings.internal_dir, settings.internal_dir / "r0001"):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_last_five_are_kept_with_their_warehouses(settings):
    for _ in range(7):
        publish_one(settings)
    assert switch.prune(settings) == ["r0001", "r0002"]
    kept = ["r0003", "r0004", "r0005", "r0006", "r0007"]
    assert switch.release_ids(settings.releases_dir) == kept
    assert sorted(path.name for path in settings.internal_dir.glob("r*")) == kept


def test_the_current_release_is_kept_however_old(settings):
    for _ in range(7):
        publish_one(settings)
    switch.roll_back(settings, to="r0001")
    assert switch.prune(settings) == ["r0002"]
    assert shown(settings) == "r0001"


def test_rolling_back_goes_one_release_at_a_time(settings):
    for _ in range(3):
        publish_one(settings)
    assert switch.roll_back(settings).name == "r0002"
    assert shown(settings) == "r0002"
    assert switch.roll_back(settings).name == "r0001"
    assert shown(settings) == "r0001"
    with pytest.raises(switch.NoReleaseToSwitchTo, match="r0001, r0002, r0003"):
        switch.roll_back(settings)


def test_the_ten_thousandth_release_comes_after_the_one_before(settings):
    (settings.releases_dir / f"r9998{switch.WITHDRAWN}").parent.mkdir(parents=True)
    (settings.releases_dir / f"r9998{switch.WITHDRAWN}").write_text("{}")
    assert [publish_one(settings).name for _ in range(2)] == ["r9999", "r10000"]
    assert switch.roll_back(settings).name == "r9999"
    switch.switch(settings, "r10000")
    switch.leave(settings, "r10000")
    assert shown(settings) == "r9999"


def test_a_release_that_is_not_kept_is_named(settings):
    publish_one(settings)
    with pytest.raises(switch.NoReleaseToSwitchTo, match="r0009"):
        switch.roll_back(settings, to="r0009")
    assert shown(settings) == "r0001"


def test_numbers_are_not_used_twice_after_rolling_back(settings):
    publish_one(settings)
    publish_one(settings)
    switch.roll_back(settings)
    assert publish_one(settings).name == "r0003"


def test_a_switch_that_was_cut_in_two_is_completed_by_the_next_look(settings):
    publish_one(settings)
    publish_one(settings)
    settings.internal_link.unlink()
    settings.internal_link.symlink_to("r0001")
    assert switch.align_internal(settings) == settings.internal_dir / "r0002"
    assert shown(settings) == "r0002"


def test_a_release_without_a_warehouse_of_its_own_shows_none(settings):
    publish_one(settings)
    publish_one(settings)
    (settings.internal_dir / "r0001" / switch.WAREHOUSE).unlink()
    (settings.internal_dir / "r0001").rmdir()
    switch.roll_back(settings)
    assert not settings.internal_link.exists()
    assert switch.align_internal(settings) is None


def test_a_trial_is_kept_and_named_and_never_published(settings):
    publish_one(settings)
    for number in range(1, 6):
        settings.candidate_dir.mkdir(parents=True)
        (settings.candidate_dir / "id.txt").write_text(f"trial {number}")
        settings.build_database.write_text(f"warehouse of trial {number}")
        assert switch.keep_trial(settings).name == f"t000{number}"
        assert shown(settings) == "r0001"
    kept = ["t0003", "t0004", "t0005"]
    assert sorted(path.name for path in settings.trials_dir.iterdir()) == kept
    assert sorted(path.name for path in settings.internal_dir.glob("t*")) == kept
    assert (settings.internal_dir / "t0005" / switch.WAREHOUSE).read_text() == "warehouse of trial 5"
    assert switch.prune(settings) == [] and sorted(path.name for path in settings.trials_dir.iterdir()) == kept


def test_what_people_put_beside_releases_is_none_and_stays(settings):
    """A copy made in a file manager, a folder of one's own notes: no build stops for them, and none removes them."""
    for _ in range(2):
        publish_one(settings)
    (settings.releases_dir / "r0002 - コピー").mkdir()
    (settings.internal_dir / "results_for_the_director").mkdir()
    for _ in range(5):
        publish_one(settings)
    assert switch.prune(settings) == ["r0001", "r0002"]
    assert (settings.releases_dir / "r0002 - コピー").is_dir()
    assert (settings.internal_dir / "results_for_the_director").is_dir()


def test_the_current_release_is_kept_where_releases_lie_on_another_disk(settings, tmp_path):
    elsewhere = tmp_path / "larger disk"
    elsewhere.mkdir()
    settings.data_dir.mkdir()
    settings.releases_dir.symlink_to(elsewhere)
    publish_one(settings)
    for _ in range(6):
        publish_one(settings)
        switch.switch(settings, "r0001")
    assert "r0001" not in switch.prune(settings)
    assert shown(settings) == "r0001"
