"""Numbering, switching, keeping five and rolling back."""

from __future__ import annotations

import pytest

from dagster_project.release import switch


@pytest.fixture
def places(tmp_path):
    return tmp_path / "releases", tmp_path / "current"


def publish_one(tmp_path, places):
    releases, current = places
    candidate = tmp_path / "candidate"
    candidate.mkdir()
    release_id = switch.next_release_id(releases)
    (candidate / "id.txt").write_text(release_id)
    return switch.publish(candidate, releases, current, release_id)


def test_releases_are_numbered_one_after_the_other(tmp_path, places):
    assert [publish_one(tmp_path, places).name for _ in range(3)] == ["r0001", "r0002", "r0003"]


def test_current_shows_the_newest_release_through_a_relative_link(tmp_path, places):
    publish_one(tmp_path, places)
    publish_one(tmp_path, places)
    _, current = places
    assert (current / "id.txt").read_text() == "r0002"
    assert not current.readlink().is_absolute()


def test_the_last_five_are_kept(tmp_path, places):
    for _ in range(7):
        publish_one(tmp_path, places)
    assert switch.prune(*places) == ["r0001", "r0002"]
    assert switch.release_ids(places[0]) == ["r0003", "r0004", "r0005", "r0006", "r0007"]


def test_the_current_release_is_kept_however_old(tmp_path, places):
    for _ in range(7):
        publish_one(tmp_path, places)
    switch.roll_back(*places, to="r0001")
    assert switch.prune(*places) == ["r0002"]
    assert (places[1] / "id.txt").read_text() == "r0001"


def test_rolling_back_goes_one_release_at_a_time(tmp_path, places):
    for _ in range(3):
        publish_one(tmp_path, places)
    assert switch.roll_back(*places).name == "r0002"
    assert switch.roll_back(*places).name == "r0001"
    with pytest.raises(switch.NoReleaseToSwitchTo, match="r0001, r0002, r0003"):
        switch.roll_back(*places)


def test_a_release_that_is_not_kept_is_named(tmp_path, places):
    publish_one(tmp_path, places)
    with pytest.raises(switch.NoReleaseToSwitchTo, match="r0009"):
        switch.roll_back(*places, to="r0009")
    assert (places[1] / "id.txt").read_text() == "r0001"


def test_numbers_are_not_used_twice_after_rolling_back(tmp_path, places):
    publish_one(tmp_path, places)
    publish_one(tmp_path, places)
    switch.roll_back(*places)
    assert publish_one(tmp_path, places).name == "r0003"
