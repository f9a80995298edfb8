"""The data folder as a build needs it, asked before it starts: a folder of its own, on a disk with room."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from dagster_project.common.problems import Problem
from dagster_project.release import switch
from dagster_project.settings import PERMANENT_FOLDER, PROJECT_ROOT, Settings, shown

FIRST_BUILD_MB = 500  # where no release tells how much one takes
MARGIN = 1.5  # the new release may be larger, and dbt writes temporary files


class DiskTooSmall(Problem):
    """The disk cannot hold one more build."""


class NoDataFolder(Problem):
    """The folder named as data folder belongs to something else."""


def require_data_folder(settings: Settings) -> None:
    """Raise NoDataFolder where a build would empty folders that are not its own, or read what it wrote."""
    data = settings.data_dir
    if PROJECT_ROOT.is_relative_to(data):
        raise _no_data_folder(data, "プログラムを含むフォルダである", "it holds the program")
    if data.is_relative_to(settings.raw_dir):
        raise _no_data_folder(data, "受領ファイルのフォルダの中にある", "it lies among the received files")
    cleared = [folder.name for folder in (settings.build_dir, settings.landing_dir) if folder.exists()]
    if cleared and not any(path.exists() for path in (settings.build_lock, settings.dagster_home, settings.releases_dir)):
        names = ", ".join(cleared)
        raise _no_data_folder(data, f"本処理によらないフォルダ({names})がある", f"it holds folders of somebody else: {names}")


def _no_data_folder(folder: Path, why_ja: str, why_en: str) -> NoDataFolder:
    return NoDataFolder(
        f"{shown(folder)} をデータフォルダとして使用できない({why_ja})。"
        "WAREHOUSE_DATA_DIR で、空の又は新しいフォルダを指定すること。\n"
        f"{shown(folder)} cannot be the data folder: {why_en}. Name an empty or a new folder by WAREHOUSE_DATA_DIR."
    )


def require_room(settings: Settings) -> None:
    """Raise DiskTooSmall where a build as large as the published one would fill the disk."""
    needed, free = needed_megabytes(settings), free_megabytes(settings)
    if free < needed:
        raise DiskTooSmall(
            f"ディスクの空きが足りません。必要な空き容量: 約 {needed:,.0f} MB、現在の空き容量: {free:,.0f} MB"
            f"(場所: {shown(settings.data_dir)})。空きを作るか WAREHOUSE_DATA_DIR で別の場所を指定して、"
            "もう一度実行してください(何がどれだけ使用しているか: make status)。\n"
            f"There is not enough room on the disk: a build needs about {needed:,.0f} MB in {shown(settings.data_dir)},"
            f" {free:,.0f} MB are free. Make room, or name another place by WAREHOUSE_DATA_DIR, and run the command again"
            " (what takes how much: make status)."
        )


def needed_megabytes(settings: Settings) -> float:
    """What a build writes: as much as the published release and its warehouse, copies on the way included."""
    release = switch.current_release(settings.current_link)
    if release is None:
        return FIRST_BUILD_MB
    of_earlier = release / "site" / PERMANENT_FOLDER  # second names of files that are there already
    return MARGIN * (megabytes(release, of_earlier) + megabytes(settings.internal_dir / release.name))


def free_megabytes(settings: Settings) -> float:
    """Free room where the data folder is or will be, with what a build removes before it writes: what the last one left."""
    folder = settings.data_dir
    there = next(place for place in (folder, *folder.parents) if place.exists())
    left = (settings.build_dir, settings.landing_dir, settings.site_code_dir, settings.snapshot_dir)
    return shutil.disk_usage(there).free / 1e6 + sum(megabytes(place) for place in left)


def megabytes(folder: Path, without: Path | None = None) -> float:
    """What the files below `folder` take, those below `without` left out: symbolic links nothing, a file of several names
    (tables/ and the site's api) once."""
    sizes: dict[tuple[int, int], int] = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if Path(place, name) != without]
        for name in files:
            status = os.lstat(os.path.join(place, name))
            if stat.S_ISREG(status.st_mode):
                sizes[status.st_dev, status.st_ino] = status.st_size
    return sum(sizes.values()) / 1e6
