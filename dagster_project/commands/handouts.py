"""`handout`: pages of the published site as A4 PDF, printed by `evidence_reports/handouts/` and finished here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from dagster_project.release import datapackage, switch
from dagster_project.release.tagged_pdf import finish
from dagster_project.settings import SITE_DIR, Settings, shown


def handouts(settings: Settings, choice: Sequence[str]) -> int:
    """Write the handouts that are chosen (`chapter=mail-volume`, none for all); returns 0, or 1 where one is faulty."""
    release = switch.current_release(settings.current_link)
    if release is None or not (release / "site").is_dir():
        print("公表されたサイトがない。先に make run を実行すること。", file=sys.stderr)
        print("There is no published site yet. Run: make run", file=sys.stderr)
        return 1
    out = settings.handouts_dir / release.name
    for older in list(settings.handouts_dir.glob("r*")):
        if switch.is_id(older.name) and older.name not in switch.release_ids(settings.releases_dir):
            shutil.rmtree(older)
    started = time.monotonic()
    files, faults = printed(release, out, choice)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults or not files:
        return 1
    seconds = time.monotonic() - started
    print(f"{len(files)} 件を {shown(out)} に作成した({seconds:.0f} 秒)。 / {len(files)} files, {seconds:.0f} s: {shown(out)}")
    return 0


def printed(release: Path, out: Path, choice: Sequence[str]) -> tuple[list[Path], list[str]]:
    """Print and finish what is chosen of a release; returns the files, and what is wrong with them or kept them from being."""
    with _printer(release, out, choice) as printer, ProcessPoolExecutor() as pool:
        paths = (Path(line.rstrip("\n")) for line in printer.stdout or ())
        finished = {path: pool.submit(finish, path) for path in paths}  # each as soon as it is printed
        faults = [fault for task in finished.values() for fault in task.result()]
    if printer.returncode != 0:
        faults.append("印刷は途中で終わった。 / Printing ended early.")
    return list(finished), faults


def _printer(release: Path, out: Path, choice: Sequence[str]) -> subprocess.Popen[str]:
    """The browser at work; each line it says is a file that it has printed."""
    package = datapackage.read(release)
    return subprocess.Popen(
        ["node", "--import", (SITE_DIR / "scripts/end_with_parent.mjs").as_uri(), "handouts/make.mjs", *choice],
        cwd=SITE_DIR,
        env={
            **os.environ,
            "HANDOUT_SITE": str(release / "site"),
            "HANDOUT_OUT": str(out),
            "HANDOUT_RELEASE": package["id"],
            "HANDOUT_DATE": package["created"][:10],
            "HANDOUT_ADDRESS": os.environ.get("SITE_ADDRESS", ""),
        },
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
