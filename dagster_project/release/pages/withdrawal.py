"""Withdrawing a release that was published by mistake: nobody reads it any more, and no other release gets its number.

It goes to the office's own folder, ``internal/withdrawn/<id>``, and leaves the addresses that later releases keep of it. What
those say of it in their logs of revisions stays: where that is the mistake, they are withdrawn as well.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from dagster_project.common.files import private_directory, write_text_atomically
from dagster_project.common.yaml_values import Bilingual
from dagster_project.release import datapackage, switch
from dagster_project.release.pages.permanent import number
from dagster_project.settings import PERMANENT_FOLDER, Settings

_NOTICE = Bilingual(ja="{release}（取下げ）", en="{release} (withdrawn)")


@dataclass(frozen=True)
class Withdrawn:
    """A release that was taken back; without a reason where nobody gave one."""

    release: str
    on: str  # local time, to the second
    reason_ja: str | None
    reason_en: str | None


def withdrawn(settings: Settings) -> list[Withdrawn]:
    """Every release that was withdrawn, oldest first."""
    notes = sorted(settings.releases_dir.glob(f"r*{switch.WITHDRAWN}"), key=lambda note: switch.ordinal(note.stem))
    return [Withdrawn(**json.loads(note.read_text(encoding="utf-8"))) for note in notes]


def withdraw(settings: Settings, release_id: str, reason: Bilingual | None) -> Path | None:
    """Take the release back; returns what is published now, if anything is.

    Whatever stopped it on the way: asked for again, or by the next build, it goes on. A reason given then is the one told.

    Raises:
        NoReleaseToSwitchTo: no such release is kept or was withdrawn.
    """
    noted = next((one for one in withdrawn(settings) if one.release == release_id), None)
    if noted is None:
        switch.require_kept(settings, release_id)
        noted = Withdrawn(release_id, datetime.now().astimezone().isoformat(timespec="seconds"), None, None)
        _write_note(settings, replace(noted, reason_ja=reason.ja, reason_en=reason.en) if reason else noted)
    elif reason is not None:
        _write_note(settings, replace(noted, reason_ja=reason.ja, reason_en=reason.en))
    _take_back(settings, release_id)
    settings.kept.empty()  # what it was made of must not lie there either
    return switch.current_release(settings.current_link)


def finish_interrupted(settings: Settings) -> None:
    """Do what is left of withdrawals that were stopped on the way, before a build puts their pages below its own."""
    for one in withdrawn(settings):
        _take_back(settings, one.release)


def put_back(settings: Settings, release_id: str) -> Path:
    """Undo a withdrawal: the release is kept again, and later ones give it an address. Nothing is switched.

    Raises:
        NoReleaseToSwitchTo: no such release was withdrawn, or somebody removed it since.
    """
    away, note = settings.withdrawn_dir / release_id, _note(settings, release_id)
    is_back = note.exists() and release_id in switch.release_ids(settings.releases_dir)  # stopped before its note went
    if not ((away / "release").is_dir() or is_back):
        raise switch.NoReleaseToSwitchTo(
            f"No release {release_id} lies in {settings.withdrawn_dir}.\n{settings.withdrawn_dir} に {release_id} はない。"
        )
    for one in withdrawn(settings):  # also since this one was put away, where nobody looked
        if one.release != release_id and not is_back:
            _forget(away / "release", one.release)
    for place, target in reversed(_places(settings, release_id).items()):
        if (away / place).is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(away / place, target)
    note.unlink(missing_ok=True)
    with suppress(OSError):  # the office may have put something beside
        away.rmdir()
    return settings.releases_dir / release_id


def _take_back(settings: Settings, release_id: str) -> None:
    switch.leave(settings, release_id)
    _put_away(settings, release_id)
    for name in switch.release_ids(settings.releases_dir):
        _forget(settings.releases_dir / name, release_id)


def _places(settings: Settings, release_id: str) -> dict[str, Path]:
    """What there is of a release, by its name among the withdrawn ones; first what is published."""
    return {
        "release": settings.releases_dir / release_id,
        "handouts": settings.handouts_dir / release_id,
        "warehouse": settings.internal_dir / release_id,
    }


def _write_note(settings: Settings, taken: Withdrawn) -> None:
    write_text_atomically(_note(settings, taken.release), json.dumps(asdict(taken), ensure_ascii=False))


def _note(settings: Settings, release_id: str) -> Path:
    return settings.releases_dir / f"{release_id}{switch.WITHDRAWN}"


def _put_away(settings: Settings, release_id: str) -> None:
    for place, folder in _places(settings, release_id).items():
        if folder.is_dir():
            private_directory(settings.withdrawn_dir)
            os.replace(folder, private_directory(settings.withdrawn_dir / release_id) / place)


def _forget(release: Path, withdrawn_id: str) -> None:
    """Take the addresses of a withdrawn release out of another one, whose descriptor lists the files that are left."""
    kept = release / "site" / PERMANENT_FOLDER / number(withdrawn_id)
    address = f"{PERMANENT_FOLDER}/{number(withdrawn_id)}/"
    listed_as = re.compile(rf'<a href="[^"]*/{address}[^"]*">{withdrawn_id}</a>([^<]*?)(?: <code>{address}[^<]*</code>)?</li>')
    pages = {
        language: page
        for language in ("ja", "en")
        if (page := release / "site" / language / "releases" / "index.html").is_file()
        and listed_as.search(page.read_text(encoding="utf-8"))
    }
    listed = f"site/{address}" in (release / datapackage.DESCRIPTOR).read_text(encoding="utf-8")
    if not (kept.is_dir() or pages or listed):
        return
    if kept.is_dir():
        shutil.rmtree(kept)
    for language, page in pages.items():
        notice = getattr(_NOTICE, language).format(release=withdrawn_id)
        write_text_atomically(page, listed_as.sub(rf"{notice}\1</li>", page.read_text(encoding="utf-8")))
    datapackage.complete(release, datapackage.read(release)["id"])
