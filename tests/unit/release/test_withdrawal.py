"""A release published by mistake is taken back: from everywhere it can be read, for good, and undone where that was one."""

from __future__ import annotations

import errno
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from dagster_project.commands.releases import withdraw as command
from dagster_project.commands.status import status
from dagster_project.common.files import fingerprint
from dagster_project.common.yaml_values import Bilingual
from dagster_project.release import datapackage, switch
from dagster_project.release.pages.history_page import write_history
from dagster_project.release.pages.withdrawal import finish_interrupted, put_back, withdraw, withdrawn
from dagster_project.settings import Settings
from tests.faults.office_days import not_as_listed

LIST = '<ul><li><a href="../../r/{number}/{language}/">r{number}</a> 2026-11-29 <code>r/{number}/{language}/</code></li></ul>'


@pytest.fixture
def settings(tmp_path, monkeypatch) -> Settings:
    monkeypatch.delenv("WAREHOUSE_KEPT_DIR", raising=False)
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")
    settings.raw_dir.mkdir()
    return settings


def publish_one(settings: Settings) -> str:
    """A release whose site holds the pages of those before it, and names them."""
    release_id = switch.next_release_id(settings.releases_dir)
    site = settings.candidate_dir / "site"
    for kept in [*switch.release_ids(settings.releases_dir), release_id]:
        for language in ("ja", "en"):
            page = site / "r" / kept[1:] / language / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text(kept, encoding="utf-8")
            history = site / language / "releases" / "index.html"
            history.parent.mkdir(parents=True, exist_ok=True)
            before = history.read_text(encoding="utf-8") if history.exists() else ""
            history.write_text(before + LIST.format(number=kept[1:], language=language), encoding="utf-8")
    settings.build_database.write_text(f"warehouse of {release_id}")
    datapackage.write(settings.candidate_dir, {"id": release_id})
    datapackage.complete(settings.candidate_dir, release_id)
    switch.publish(settings, release_id)
    return release_id


def read_anywhere(settings: Settings, release_id: str) -> list[str]:
    """The kept files that hold or lead to a page of the release."""
    return [
        str(file)
        for file in settings.releases_dir.rglob("*")
        if file.is_file() and file.suffix in (".html", ".json")
        if f"r/{release_id[1:]}/" in file.as_posix() or f"r/{release_id[1:]}/" in file.read_text(encoding="utf-8")
    ]


def test_the_newest_release_gives_way_to_the_one_before_and_is_not_published_again_unasked(settings):
    for _ in range(2):
        publish_one(settings)
    published = withdraw(settings, "r0002", Bilingual(ja="誤り", en="A mistake"))
    assert published == settings.current_link.resolve() and published.name == "r0001"
    assert (settings.internal_link / switch.WAREHOUSE).read_text() == "warehouse of r0001"
    assert switch.rollback_in_force(settings).release == "r0001"
    assert [(one.release, one.reason_en) for one in withdrawn(settings)] == [("r0002", "A mistake")]
    assert publish_one(settings) == "r0003"


def test_nothing_that_it_was_made_of_is_kept_for_other_builds(settings):
    publish_one(settings)
    settings.kept.keep("step", ["answers"], b"what was to stay unknown")
    withdraw(settings, "r0001", None)
    assert not list(settings.internal_dir.glob("kept/*"))


def test_an_earlier_release_leaves_the_addresses_that_later_ones_keep(settings):
    for _ in range(4):
        publish_one(settings)
    assert read_anywhere(settings, "r0002")
    withdraw(settings, "r0002", None)
    assert not read_anywhere(settings, "r0002")
    assert settings.current_link.resolve().name == "r0004" and switch.rollback_in_force(settings) is None
    for name in switch.release_ids(settings.releases_dir):
        release = settings.releases_dir / name
        assert not not_as_listed(release, datapackage.read(release))
    page = settings.current_link / "site" / "en" / "releases" / "index.html"
    assert "<li>r0002 (withdrawn) 2026-11-29</li>" in page.read_text(encoding="utf-8")


def test_the_only_release_leaves_nothing_published(settings):
    publish_one(settings)
    assert withdraw(settings, "r0001", None) is None
    assert not settings.current_link.is_symlink() and not settings.internal_link.is_symlink()
    assert publish_one(settings) == "r0002"


def test_what_stopped_on_the_way_goes_on_when_asked_for_again(settings, monkeypatch):
    for _ in range(3):
        publish_one(settings)
    with monkeypatch.context() as patched:
        patched.setattr(datapackage, "complete", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            withdraw(settings, "r0001", None)
    withdraw(settings, "r0001", None)
    assert not read_anywhere(settings, "r0001") and len(withdrawn(settings)) == 1
    for name in switch.release_ids(settings.releases_dir):
        assert not not_as_listed(settings.releases_dir / name, datapackage.read(settings.releases_dir / name))


def test_a_withdrawal_can_be_undone(settings):
    for _ in range(2):
        publish_one(settings)
    withdraw(settings, "r0001", None)
    put_back(settings, "r0001")
    assert switch.release_ids(settings.releases_dir) == ["r0001", "r0002"] and not withdrawn(settings)
    assert (settings.internal_dir / "r0001" / switch.WAREHOUSE).read_text() == "warehouse of r0001"
    with pytest.raises(switch.NoReleaseToSwitchTo, match="r0002"):
        put_back(settings, "r0002")


def test_a_release_kept_again_holds_nothing_of_one_withdrawn_meanwhile(settings):
    for _ in range(2):
        publish_one(settings)
    withdraw(settings, "r0002", None)
    withdraw(settings, "r0001", None)
    release = put_back(settings, "r0002")
    assert not read_anywhere(settings, "r0001")
    package = datapackage.read(release)
    assert package["id"] == "r0002" and not not_as_listed(release, package)


def test_an_undoing_that_was_stopped_goes_on_when_asked_for_again_and_minds_no_note_of_the_office(settings, monkeypatch):
    publish_one(settings)
    withdraw(settings, "r0001", None)
    (settings.withdrawn_dir / "r0001" / "note.txt").touch()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            put_back(settings, "r0001")
    put_back(settings, "r0001")
    assert switch.release_ids(settings.releases_dir) == ["r0001"] and not withdrawn(settings)
    assert (settings.internal_dir / "r0001" / switch.WAREHOUSE).exists()


def test_the_files_of_the_only_release_are_not_published_again_unasked(settings):
    publish_one(settings)
    withdraw(settings, "r0001", None)
    content = fingerprint(settings.raw_dir)
    assert "withdrawal" in switch.why_leave_published(settings, content)
    assert switch.why_leave_published(settings, "of corrected files") is None
    assert publish_one(settings) == "r0002" and switch.rollback_in_force(settings) is None


def test_what_was_printed_of_a_withdrawn_release_is_put_away_with_it(settings):
    publish_one(settings)
    handout = settings.handouts_dir / "r0001" / "mail-volume_ja.pdf"
    handout.parent.mkdir(parents=True)
    handout.touch()
    withdraw(settings, "r0001", None)
    assert not handout.exists()
    put_back(settings, "r0001")
    assert handout.exists()


def test_the_next_build_finishes_a_withdrawal_that_was_stopped(settings, monkeypatch):
    for _ in range(2):
        publish_one(settings)
    with monkeypatch.context() as patched:
        patched.setattr(switch, "leave", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            withdraw(settings, "r0001", None)
    finish_interrupted(settings)
    assert not read_anywhere(settings, "r0001") and (settings.withdrawn_dir / "r0001" / "release").is_dir()


def test_pages_that_cannot_be_removed_are_no_withdrawal(settings, monkeypatch):
    for _ in range(2):
        publish_one(settings)

    def removed(path, ignore_errors=False, **_):
        if not ignore_errors:
            raise PermissionError(path)

    monkeypatch.setattr(shutil, "rmtree", removed)
    with pytest.raises(PermissionError):
        withdraw(settings, "r0001", None)


def test_the_descriptor_of_a_release_that_is_read_is_never_half_there(settings, monkeypatch):
    for _ in range(2):
        publish_one(settings)
    before = datapackage.read(settings.current_link)

    def written_on_a_full_disk(path, *_, **__):
        path.open("w").close()
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_text", written_on_a_full_disk)
    with pytest.raises(OSError, match="full"):
        datapackage.complete(settings.current_link.resolve(), "r0002")
    assert datapackage.read(settings.current_link) == before


def test_a_reason_given_later_is_the_one_told(settings):
    publish_one(settings)
    withdraw(settings, "r0001", None)
    withdraw(settings, "r0001", Bilingual(ja="誤り", en="A mistake"))
    assert [one.reason_ja for one in withdrawn(settings)] == ["誤り"]
    withdraw(settings, "r0001", None)
    assert [one.reason_ja for one in withdrawn(settings)] == ["誤り"]


def test_a_withdrawn_release_is_kept_for_the_office_alone(settings):
    publish_one(settings)
    withdraw(settings, "r0001", None)
    assert settings.withdrawn_dir.stat().st_mode & 0o777 == 0o700
    package = json.loads((settings.withdrawn_dir / "r0001" / "release" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["id"] == "r0001"


def test_the_command_says_what_is_published_now_and_what_is_not_there(settings, capsys):
    publish_one(settings)
    assert command(settings, "r0007", None, undo=False) == 1
    assert "r0007" in capsys.readouterr().err
    assert command(settings, "r0001", "誤り / A mistake", undo=False) == 0
    assert "nothing is published now" in capsys.readouterr().out
    assert status(settings) == 1
    assert "r0001" in (said := capsys.readouterr().out) and "誤り / A mistake" in said
    assert command(settings, "r0001", None, undo=True) == 0
    assert "make rollback TO=r0001" in capsys.readouterr().out
    assert status(settings) == 1 and "make rollback TO=r0001" in capsys.readouterr().out


def test_a_withdrawal_that_is_stopped_does_not_say_that_nothing_changed(settings, capsys, monkeypatch):
    publish_one(settings)
    monkeypatch.setattr(switch, "leave", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert command(settings, "r0001", None, undo=False) == 130
    assert "goes on" in (said := capsys.readouterr().err) and "not been touched" not in said


def test_the_page_of_releases_names_what_was_withdrawn_and_why(settings, tmp_path):
    publish_one(settings)
    withdraw(settings, "r0001", Bilingual(ja="集計の誤り", en="A wrong total"))
    for language in ("ja", "en"):
        page = tmp_path / "site" / language / "releases" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text('<div class="release-history"></div>', encoding="utf-8")
    write_history(
        tmp_path / "site",
        day=date(2026, 11, 29),
        releases=[("r0002", "2026-11-29")],
        log={"releases": []},
        expected=[],
        withdrawn=withdrawn(settings),
    )
    ja, en = (
        (tmp_path / "site" / language / "releases" / "index.html").read_text(encoding="utf-8") for language in ("ja", "en")
    )
    assert "r0001" in ja and "集計の誤り" in ja and "取り下げた" in ja
    assert "A wrong total" in en and "withdrawn" in en
