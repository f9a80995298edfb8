"""Numbering releases, switching ``data/current`` between them, keeping the last five.

A release is two folders of one name: ``releases/<id>`` holds what is published and nothing else,
``internal/<id>`` the full warehouse it was made from.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dagster_project.common.files import fingerprint, private_directory, write_text_atomically
from dagster_project.common.problems import Problem
from dagster_project.release import datapackage
from dagster_project.settings import KEPT_RELEASES, KEPT_TRIALS, Settings

WAREHOUSE = "warehouse.duckdb"
WITHDRAWN = ".withdrawn"  # ending of the note that stands for a withdrawn release beside those that are kept


class NoReleaseToSwitchTo(Problem):
    """There is no release of the name asked for, or none before the current one."""


@dataclass(frozen=True)
class Rollback:
    """A person's decision for an earlier release, or for none: it holds until raw files change or somebody publishes."""

    release: str | None  # None after the only one was withdrawn
    since: str  # local time, to the second
    raw_fingerprint: str  # of the raw folder when it was decided


def release_ids(releases_dir: Path, letter: str = "r") -> list[str]:
    """All complete releases (or trials, letter ``t``), oldest first. What people put beside them (a copy, a note) is none."""
    if not releases_dir.is_dir():
        return []
    names = [path.name for path in releases_dir.iterdir() if is_id(path.name, letter)]
    return sorted(names, key=ordinal)


def ordinal(release_id: str) -> int:
    """12 of ``r0012``: ids are ordered by it, not as texts."""
    return int(release_id[1:])


def is_id(name: str, letter: str = "r") -> bool:
    """Whether a folder bears the name of a release (or a trial, letter ``t``)."""
    return re.fullmatch(letter + r"[0-9]{4,}", name, re.ASCII) is not None


def next_release_id(releases_dir: Path, letter: str = "r") -> str:
    """``r0001``, ``r0002``, …: one more than the highest number in use, or withdrawn: it may have been cited."""
    names = [*release_ids(releases_dir, letter), *(path.stem for path in releases_dir.glob(f"{letter}*{WITHDRAWN}"))]
    return f"{letter}{max(map(ordinal, names), default=0) + 1:04d}"


def current_release(current_link: Path) -> Path | None:
    """The folder of the published release, or None before the first one."""
    return current_link.resolve() if current_link.exists() else None


def publish(settings: Settings, release_id: str) -> Path:
    """Move the candidate and the warehouse it was made from into place, and switch to them; returns the release.

    The release appears under its name only when its warehouse is where it belongs.
    """
    settings.releases_dir.mkdir(parents=True, exist_ok=True)
    write_text_atomically(_note_of_publishing(settings), release_id)
    release = _put_away(settings, settings.releases_dir / release_id)
    switch(settings, release_id)
    settings.rollback_file.unlink(missing_ok=True)
    _note_of_publishing(settings).unlink()
    return release


def _note_of_publishing(settings: Settings) -> Path:
    """Names the release that is being published: should that be interrupted, the next build knows what nobody has seen."""
    return settings.releases_dir / ".publishing"


def keep_trial(settings: Settings) -> Path:
    """Keep the candidate and its warehouse for trying out, beside the last few; returns its folder. Nothing is switched."""
    trial = _put_away(settings, settings.trials_dir / next_release_id(settings.trials_dir, "t"))
    for name in release_ids(settings.trials_dir, "t")[:-KEPT_TRIALS]:
        shutil.rmtree(settings.trials_dir / name)
        shutil.rmtree(settings.internal_dir / name, ignore_errors=True)
    return trial


def _put_away(settings: Settings, target: Path) -> Path:
    """Move the warehouse to ``internal/<name of target>``, then the candidate to `target`."""
    internal = private_directory(private_directory(settings.internal_dir) / target.name)
    os.replace(settings.build_database, internal / WAREHOUSE)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(settings.candidate_dir, target)
    return target


def switch(settings: Settings, release_id: str) -> None:
    """Point ``current`` at the release, and ``internal/current`` at its warehouse."""
    _point(settings.current_link, settings.releases_dir / release_id)
    align_internal(settings)


def align_internal(settings: Settings) -> Path | None:
    """Let ``internal/current`` follow ``current``, whatever stopped between the two; returns the folder, if it is kept."""
    release = current_release(settings.current_link)
    if release is None:
        return None
    internal = settings.internal_dir / release.name
    if not internal.is_dir():  # a release from before warehouses were kept apart
        settings.internal_link.unlink(missing_ok=True)
        return None
    if settings.internal_link.resolve() != internal.resolve():
        _point(settings.internal_link, internal)
    return internal


def _point(link: Path, target: Path) -> None:
    """Rename a new link over the old one: a reader finds the old target or the new one."""
    new_link = link.with_name(f".{link.name}.new")
    new_link.unlink(missing_ok=True)
    new_link.symlink_to(os.path.relpath(target, link.parent))
    os.replace(new_link, link)


def remove_leftovers(settings: Settings) -> None:
    """Remove what a build left that was stopped while it published: a release that nobody has seen, half a removal."""
    note = _note_of_publishing(settings)
    if note.exists():
        name, current = note.read_text(encoding="utf-8"), current_release(settings.current_link)
        if (settings.releases_dir / name).is_dir() and (current is None or current.name != name):
            _remove_release(settings, name)
        note.unlink()
    _remove_hidden(settings)


def prune(settings: Settings, keep: int = KEPT_RELEASES) -> list[str]:
    """Remove all but the newest ``keep`` releases with their warehouses; the current one always stays.

    Returns the ids removed.
    """
    current = current_release(settings.current_link)
    ids = release_ids(settings.releases_dir)
    surplus = [name for name in ids[:-keep] if current is None or name != current.name]
    for name in surplus:
        _remove_release(settings, name)
    _remove_hidden(settings)
    return surplus


def _remove_release(settings: Settings, name: str) -> None:
    """Rename it out of sight before its files go: an interrupted removal leaves no half release under its name."""
    os.replace(settings.releases_dir / name, settings.releases_dir / f".removing-{name}")


def _remove_hidden(settings: Settings) -> None:
    """Remove the releases put out of sight, and the warehouses whose release is not kept."""
    for folder in settings.releases_dir.glob(".removing-*"):
        shutil.rmtree(folder)
    kept = set(release_ids(settings.releases_dir))
    for folder in settings.internal_dir.iterdir() if settings.internal_dir.is_dir() else ():
        if is_id(folder.name) and folder.name not in kept:  # the office may keep notes of its own there
            shutil.rmtree(folder)


def rollback_in_force(settings: Settings) -> Rollback | None:
    """The rollback that holds, if there is one."""
    if not settings.rollback_file.exists():
        return None
    decided = Rollback(**json.loads(settings.rollback_file.read_text(encoding="utf-8")))
    current = current_release(settings.current_link)
    return decided if (current.name if current is not None else None) == decided.release else None


def why_leave_published(settings: Settings, raw_fingerprint: str) -> str | None:
    """Why a build of exactly these files that no person asked for is not to be published; None where it is."""
    current = current_release(settings.current_link)
    if current is not None and datapackage.read(current)["raw_fingerprint"] == raw_fingerprint:
        return (
            f"公表中の版 {current.name} はこれらのファイルから作成されている。"
            f" / The published release {current.name} was made of exactly these files."
        )
    rollback = rollback_in_force(settings)
    if rollback is not None and rollback.raw_fingerprint == raw_fingerprint:
        if rollback.release is None:
            return (
                f"{rollback.since} に取り下げたため、公表中の版はない。raw/ のファイルが変わるか、担当者が公表するまで続く。"
                f" / Nothing is published since the withdrawal of {rollback.since}:"
                " that holds until files under raw/ change or somebody publishes."
            )
        return (
            f"{rollback.since} から {rollback.release} に戻している。raw/ のファイルが変わるか、担当者が公表するまで続く。"
            f" / A rollback to {rollback.release} is in force since {rollback.since}:"
            " it holds until files under raw/ change or somebody publishes."
        )
    return None


def roll_back(settings: Settings, to: str | None = None) -> Path:
    """Switch to release ``to``, or to the one before the current release; to the newest one ends a rollback.

    Raises:
        NoReleaseToSwitchTo: no such release is kept.
    """
    ids = release_ids(settings.releases_dir)
    current = current_release(settings.current_link)
    if to is None:
        earlier = [name for name in ids if current is not None and ordinal(name) < ordinal(current.name)]
        if not earlier:
            raise NoReleaseToSwitchTo(
                f"There is no release before the current one. Kept: {', '.join(ids) or 'none'}.\n"
                f"現行版より前の公表版はない。保存されている版: {', '.join(ids) or 'なし'}"
            )
        to = earlier[-1]
    require_kept(settings, to)
    if to == ids[-1]:
        switch(settings, to)
        settings.rollback_file.unlink(missing_ok=True)
    else:
        _hold(settings, to)
    return settings.releases_dir / to


def require_kept(settings: Settings, release_id: str) -> None:
    """Raise NoReleaseToSwitchTo where no such release is kept."""
    ids = release_ids(settings.releases_dir)
    if release_id not in ids:
        raise NoReleaseToSwitchTo(
            f"Release {release_id} is not kept. Kept: {', '.join(ids) or 'none'}.\n"
            f"公表版 {release_id} は保存されていない。保存されている版: {', '.join(ids) or 'なし'}"
        )


def leave(settings: Settings, release_id: str) -> None:
    """Publish another release instead of this one, if it is the current one: the one before, else one after, else none.

    It is held like after a rollback: the files that this one was made of are not published again unasked.
    """
    current = current_release(settings.current_link)
    if current is None or current.name != release_id:
        return
    others = [name for name in release_ids(settings.releases_dir) if name != release_id]
    before = [name for name in others if ordinal(name) < ordinal(release_id)]
    _hold(settings, (before or others)[-1] if others else None)


def _hold(settings: Settings, release_id: str | None) -> None:
    """Switch to it, or to none, until files change.

    Noted first: a rollback that nothing tells of is undone by the next look at raw/.
    """
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    decided = Rollback(release_id, now, fingerprint(settings.raw_dir))
    write_text_atomically(settings.rollback_file, json.dumps(asdict(decided)))
    if release_id is not None:
        switch(settings, release_id)
        return
    for link in (settings.current_link, settings.internal_link):
        link.unlink(missing_ok=True)
