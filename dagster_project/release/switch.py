"""Numbering releases, switching ``data/current`` between them, keeping the last five."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

KEPT_RELEASES = 5


class NoReleaseToSwitchTo(Exception):
    """There is no release of the name asked for, or none before the current one."""


def release_ids(releases_dir: Path) -> list[str]:
    """All complete releases, oldest first."""
    if not releases_dir.is_dir():
        return []
    return sorted(path.name for path in releases_dir.iterdir() if path.name.startswith("r"))


def next_release_id(releases_dir: Path) -> str:
    """``r0001``, ``r0002``, …: one more than the highest number in use."""
    ids = release_ids(releases_dir)
    return f"r{int(ids[-1][1:]) + 1 if ids else 1:04d}"


def current_release(current_link: Path) -> Path | None:
    """The folder of the published release, or None before the first one."""
    return current_link.resolve() if current_link.exists() else None


def publish(candidate: Path, releases_dir: Path, current_link: Path, release_id: str) -> Path:
    """Move a complete candidate into place and switch to it; each of the two steps is atomic."""
    releases_dir.mkdir(parents=True, exist_ok=True)
    release = releases_dir / release_id
    os.replace(candidate, release)
    switch(release, current_link)
    return release


def switch(release: Path, current_link: Path) -> None:
    """Point ``current`` at ``release`` by renaming a new link over the old one."""
    new_link = current_link.with_name(".current.new")
    new_link.unlink(missing_ok=True)
    new_link.symlink_to(os.path.relpath(release, current_link.parent))
    os.replace(new_link, current_link)


def prune(releases_dir: Path, current_link: Path, keep: int = KEPT_RELEASES) -> list[str]:
    """Remove all but the newest ``keep`` releases; the current one always stays.

    Returns the ids removed. A release is renamed out of sight before its files go, so that an
    interrupted removal never leaves half a release under its name.
    """
    current = current_release(current_link)
    surplus = [name for name in release_ids(releases_dir)[:-keep] if releases_dir / name != current]
    for name in surplus:
        doomed = releases_dir / f".removing-{name}"
        os.replace(releases_dir / name, doomed)
    for doomed in releases_dir.glob(".removing-*"):
        shutil.rmtree(doomed)
    return surplus


def roll_back(releases_dir: Path, current_link: Path, to: str | None = None) -> Path:
    """Switch to release ``to``, or to the one before the current release.

    Raises:
        NoReleaseToSwitchTo: no such release is kept.
    """
    ids = release_ids(releases_dir)
    current = current_release(current_link)
    if to is None:
        earlier = [name for name in ids if current is not None and name < current.name]
        if not earlier:
            raise NoReleaseToSwitchTo(
                f"There is no release before the current one. Kept: {', '.join(ids) or 'none'}.\n"
                f"現行版より前の公表版はない。保存されている版: {', '.join(ids) or 'なし'}"
            )
        to = earlier[-1]
    if to not in ids:
        raise NoReleaseToSwitchTo(
            f"Release {to} is not kept. Kept: {', '.join(ids) or 'none'}.\n"
            f"公表版 {to} は保存されていない。保存されている版: {', '.join(ids) or 'なし'}"
        )
    switch(releases_dir / to, current_link)
    return releases_dir / to
