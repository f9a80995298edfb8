"""The received files as a build reads them: what lay there at one moment, whatever happens beside it."""

from __future__ import annotations

import pytest

from dagster_project.common.files import fingerprint
from dagster_project.common.problems import InputProblem
from dagster_project.received import snapshot
from dagster_project.received.snapshot import take_snapshot


@pytest.fixture
def raw(tmp_path):
    raw = tmp_path / "raw"
    (raw / "mail_volume").mkdir(parents=True)
    (raw / "mail_volume" / "mail.csv").write_text("a\n1\n")
    (raw / "questionnaires" / "wave" / "forms").mkdir(parents=True)
    return raw


def test_the_copy_is_certified_by_its_own_bytes_and_later_changes_do_not_reach_it(raw, tmp_path):
    certified = take_snapshot(raw, tmp_path / "snapshot")
    assert certified == fingerprint(raw) == fingerprint(tmp_path / "snapshot")
    (raw / "mail_volume" / "mail.csv").write_text("a\n2\n")
    assert fingerprint(tmp_path / "snapshot") == certified != fingerprint(raw)


def test_nothing_of_an_earlier_copy_stays_and_empty_folders_count(raw, tmp_path):
    take_snapshot(raw, tmp_path / "snapshot")
    (raw / "mail_volume" / "mail.csv").rename(raw / "mail_volume" / "renamed.csv")
    (raw / "mail_volume" / "~$renamed.xlsx").write_text("lock of a spreadsheet program")
    take_snapshot(raw, tmp_path / "snapshot")
    assert sorted(path.name for path in (tmp_path / "snapshot" / "mail_volume").iterdir()) == ["renamed.csv"]
    assert (tmp_path / "snapshot" / "questionnaires" / "wave" / "forms").is_dir()


def test_a_file_that_changes_while_it_is_copied_is_copied_again(raw, tmp_path, monkeypatch):
    """The copy never mixes two states: here every first copy is followed by a correction of both files at once."""
    second = raw / "mail_volume" / "other.csv"
    second.write_text("b\n1\n")
    monkeypatch.setattr(snapshot, "SECONDS_BETWEEN", 0)
    copied = snapshot._copy
    corrections = iter([True])

    def copy_then_correct(source, target):
        done = copied(source, target)
        if next(corrections, False):
            (raw / "mail_volume" / "mail.csv").write_text("a\n2\n")
            second.write_text("b\n2\n")
        return done

    monkeypatch.setattr(snapshot, "_copy", copy_then_correct)
    certified = take_snapshot(raw, tmp_path / "snapshot")
    assert certified == fingerprint(raw)
    assert (tmp_path / "snapshot" / "mail_volume" / "mail.csv").read_text() == "a\n2\n"


def test_a_file_that_goes_on_changing_is_named(raw, tmp_path, monkeypatch):
    """As one does that is being copied into the folder: it is longer at each look."""
    monkeypatch.setattr(snapshot, "SECONDS_BETWEEN", 0)
    copied = snapshot._copy

    def copy_then_write_on(source, target):
        done = copied(source, target)
        with (raw / "mail_volume" / "mail.csv").open("a") as stream:
            stream.write("1\n")
        return done

    monkeypatch.setattr(snapshot, "_copy", copy_then_write_on)
    with pytest.raises(InputProblem, match=r"raw/mail_volume/mail\.csv"):
        take_snapshot(raw, tmp_path / "snapshot")
    assert not (tmp_path / "snapshot").exists()


@pytest.mark.parametrize("target", ["folder", "nothing"])
def test_a_link_behind_which_nobody_would_look_is_named(raw, tmp_path, target):
    (tmp_path / "folder").mkdir()
    (raw / "questionnaires" / "linked").symlink_to(tmp_path / target)
    with pytest.raises(InputProblem, match="raw/questionnaires/linked"):
        take_snapshot(raw, tmp_path / "snapshot")


def test_a_link_to_a_file_is_that_file_and_the_lock_of_an_editor_is_nothing(raw, tmp_path):
    (tmp_path / "elsewhere.csv").write_text("b\n1\n")
    (raw / "mail_volume" / "linked.csv").symlink_to(tmp_path / "elsewhere.csv")
    (raw / "mail_volume" / ".#mail.csv").symlink_to("somebody@machine.1234")
    take_snapshot(raw, tmp_path / "snapshot")
    assert (tmp_path / "snapshot" / "mail_volume" / "linked.csv").read_text() == "b\n1\n"
