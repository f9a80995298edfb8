"""Withdrawing a release that was published by mistake: nobody reads it any more, and no other release gets its number.

It goes to the office's own folder, ``internal/withdrawn/<id>``, and leaves the addresses that later releases keep of it. What
those say of it in their logs of revisions stays: where that is the mistake, they are withdrawn as well.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dagster_project.common.files import private_directory, write_text_atomically
from dagster_project.common.yaml_values import Bilingual
from dagster_project.release import datapackage, switch
from dagster_project.release.pages.permanent import number
from dagster_project.settings import PERMANENT_FOLDER, Settings

_SAID = Bilingual(ja="{release}（取下げ）", en="{release} (withdrawn)")


@dataclass(frozen=True)
class Withdrawn:
    """A release that was taken back; without a reason where nobody gave one."""

    release: str
    on: str  # local time, to the second
    reason_ja: str | None
    reason_en: str | None


def withdrawn(settings: Settings) -> list[Withdrawn]:
    """Every release that was withdrawn, oldest first."""
    notes = sorted(settings.releases_dir.glob(f"r*{switch.WITHDRAWN}"), key=lambda note: int(note.stem[1:]))
    return [Withdrawn(**json.loads(note.read_text(encoding="utf-8"))) for note in notes]


def withdraw(settings: Settings, release_id: str, reason: Bilingual | None) -> Path | None:
    """Take the release back; returns what is published now, if anything is.

    Whatever stopped it on the way: asked for again, it goes on.

    Raises:
        NoReleaseToSwitchTo: no such release is kept or was withdrawn.
    """
    if not _note(settings, release_id).exists():
        switch.require_kept(settings, release_id)
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        taken = Withdrawn(release_id, now, reason.ja if reason else None, reason.en if reason else None)
        write_text_atomically(_note(settings, release_id), json.dumps(asdict(taken), ensure_ascii=False))
    switch.leave(settings, release_id)
    _put_away(settings, release_id)
    for name in switch.release_ids(settings.releases_dir):
        _forget(settings.releases_dir / name, release_id)
    return switch.current_release(settings.current_link)


def put_back(settings: Settings, release_id: str) -> Path:
    """Undo a withdrawal: the release is kept again, and later ones give it an address. Nothing is switched.

    Raises:
        NoReleaseToSwitchTo: no such release was withdrawn, or somebody removed it since.
    """
    away = settings.withdrawn_dir / release_id
    if not (away / "release").is_dir():
        raise switch.NoReleaseToSwitchTo(
            f"No release {release_id} lies in {settings.withdrawn_dir}.\n{settings.withdrawn_dir} に {release_id} はない。"
        )
    if (away / "warehouse").is_dir():
        os.replace(away / "warehouse", settings.internal_dir / release_id)
    os.replace(away / "release", settings.releases_dir / release_id)
    away.rmdir()
    _note(settings, release_id).unlink(missing_ok=True)
    return settings.releases_dir / release_id


def _note(settings: Settings, release_id: str) -> Path:
    return settings.releases_dir / f"{release_id}{switch.WITHDRAWN}"


def _put_away(settings: Settings, release_id: str) -> None:
    away = private_directory(private_directory(settings.withdrawn_dir) / release_id)
    for folder, place in ((settings.releases_dir, "release"), (settings.internal_dir, "warehouse")):
        if (folder / release_id).is_dir():
            os.replace(folder / release_id, away / place)


def _forget(release: Path, withdrawn_id: str) -> None:
    """Take the addresses of a withdrawn release out of another one, whose descriptor lists the files that are left."""
    kept = release / "site" / PERMANENT_FOLDER / number(withdrawn_id)
    link = re.compile(rf'<a href="[^"]*/{PERMANENT_FOLDER}/{number(withdrawn_id)}/[^"]*">{withdrawn_id}</a>')
    pages = {
        language: page
        for language in ("ja", "en")
        if (page := release / "site" / language / "releases" / "index.html").is_file()
        and link.search(page.read_text(encoding="utf-8"))
    }
    listed = f"site/{PERMANENT_FOLDER}/{number(withdrawn_id)}/" in (release / datapackage.DESCRIPTOR).read_text(
        encoding="utf-8"
    )
    if not (kept.is_dir() or pages or listed):
        return
    shutil.rmtree(kept, ignore_errors=True)
    for language, page in pages.items():
        said = getattr(_SAID, language).format(release=withdrawn_id)
        write_text_atomically(page, link.sub(said, page.read_text(encoding="utf-8")))
    datapackage.complete(release, release.name)
