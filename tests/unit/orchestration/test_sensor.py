"""The sensor publishes anew when raw files differ from the current release and have come to rest."""

from __future__ import annotations

import dagster as dg
import pytest

from dagster_project.common.files import fingerprint
from dagster_project.orchestration.sensors import raw_files_changed
from dagster_project.release import datapackage, switch
from dagster_project.settings import load_settings


@pytest.fixture
def raw(tmp_path, monkeypatch):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.csv").write_text("1")
    monkeypatch.setenv("WAREHOUSE_RAW_DIR", str(raw))
    monkeypatch.setenv("WAREHOUSE_DATA_DIR", str(tmp_path / "data"))
    return raw


@pytest.fixture
def instance():
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def look(instance, cursor):
    context = dg.build_sensor_context(instance=instance, cursor=cursor)
    return raw_files_changed(context), context.cursor


def at_rest(instance):
    """What the sensor says once it has seen the files twice alike."""
    _, cursor = look(instance, None)
    outcome, _ = look(instance, cursor)
    return outcome


def publish(raw, release_id):
    """A release made of the raw folder as it is now, without building one."""
    settings = load_settings()
    settings.candidate_dir.mkdir(parents=True)
    datapackage.write(settings.candidate_dir, {"id": release_id, "raw_fingerprint": fingerprint(raw)})
    settings.build_database.write_text("")
    switch.publish(settings, release_id)


def test_a_file_still_growing_is_left_alone(raw, instance):
    _, cursor = look(instance, None)
    (raw / "a.csv").write_text("1, 2, 3")
    outcome, _ = look(instance, cursor)
    assert isinstance(outcome, dg.SkipReason)


def test_files_at_rest_start_a_run_that_says_for_which_content(raw, instance):
    outcome = at_rest(instance)
    assert isinstance(outcome, dg.RunRequest)
    assert outcome.tags == {"raw_fingerprint": fingerprint(raw)}


def test_nothing_starts_when_the_current_release_was_made_of_these_files(raw, instance):
    publish(raw, "r0001")
    assert "exactly these files" in at_rest(instance).skip_message


@pytest.mark.parametrize("left_behind", ["~$a.xlsx", "Thumbs.db", "a.csv~", ".a.csv.swp", "desktop.ini", "b.tmp"])
def test_what_a_program_leaves_beside_the_files_is_no_content(raw, instance, left_behind):
    publish(raw, "r0001")
    (raw / left_behind).write_text("lock")
    assert "exactly these files" in at_rest(instance).skip_message


def test_a_file_put_back_to_what_it_was_is_published_again(raw, instance):
    first = at_rest(instance)
    publish(raw, "r0001")
    (raw / "a.csv").write_text("2")
    second = at_rest(instance)
    publish(raw, "r0002")
    (raw / "a.csv").write_text("1")
    third = at_rest(instance)
    assert len({request.run_key for request in (first, second, third)}) == 3


def test_a_rollback_stays_until_files_change(raw, instance):
    publish(raw, "r0001")
    (raw / "a.csv").write_text("2")
    publish(raw, "r0002")
    switch.roll_back(load_settings())
    skipped = at_rest(instance).skip_message
    assert "rollback to r0001 is in force since" in skipped
    (raw / "a.csv").write_text("3")
    assert isinstance(at_rest(instance), dg.RunRequest)


def test_a_rollback_ends_by_going_forward_or_by_publishing(raw, instance):
    settings = load_settings()
    publish(raw, "r0001")
    (raw / "a.csv").write_text("2")
    publish(raw, "r0002")
    switch.roll_back(settings)
    switch.roll_back(settings, to="r0002")
    assert switch.rollback_in_force(settings) is None
    switch.roll_back(settings)
    publish(raw, "r0003")
    assert switch.rollback_in_force(settings) is None


def test_a_run_on_its_way_is_not_started_twice_and_a_failed_one_is_tried_again_but_not_for_ever(raw, instance):
    first = at_rest(instance)
    run = instance.create_run_for_job(publish_job_definition(), tags=first.tags)
    assert "on its way" in at_rest(instance).skip_message
    instance.report_run_failed(run)
    second = at_rest(instance)
    assert second.run_key != first.run_key
    for _ in range(2):
        instance.report_run_failed(instance.create_run_for_job(publish_job_definition(), tags=first.tags))
    assert "3 runs for exactly these files have failed" in at_rest(instance).skip_message


def publish_job_definition():
    @dg.job
    def publish_job():
        pass

    return publish_job


def test_the_sensor_is_off_until_somebody_switches_it_on():
    assert raw_files_changed.default_status == dg.DefaultSensorStatus.STOPPED
